import { z } from "zod";
import { auditPage } from "~/domain/admin/audit";
import {
  allowancesPage,
  giftBatchCodes,
  giftBatchesPage,
  peoplePage,
  personPage,
} from "~/domain/admin/people";
import { adminReport, adminReports } from "~/domain/admin/reports";
import { adminRules } from "~/domain/admin/rules";
import { blockedPrompt } from "~/domain/blocked-prompts";
import { appSettings } from "~/domain/admin/settings";
import { devicesPage } from "~/domain/devices";
import { dashboardPage } from "~/domain/admin/dashboard";
import { generationKinds } from "~/domain/generation";
import { linksPage, sharedPage, sharePage } from "~/domain/sharing";
import { creditsHistory, creditsPage } from "~/domain/credit-views";
import { ownInputs } from "~/domain/own-inputs";
import {
  accountPage,
  boardPage,
  boardsPage,
  galleryPage,
  generationInputs,
  generationPage,
  mediaDetails,
  mediaPage,
  organizePage,
  promptsPage,
  settingsView,
  studioPage,
  upstreamPlace,
} from "~/domain/views";
import { booksPage, dataPage } from "~/domain/takeout-views";
import type { Database, Json } from "./database.types";

const count = z.number().int();
const moment = z.iso.datetime({ offset: true });
const date = moment.transform((text) => new Date(text));
const storedPath = z.object({ store: z.string(), path: z.string() });
const counts = z.record(z.string(), count);

const claimedGeneration = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  leaseToken: z.uuid(),
  attempt: count,
  maxAttempts: count,
  kind: z.enum(generationKinds),
  model: z.string(),
  prompt: z.string(),
  isPrompted: z.boolean(),
  negativePrompt: z.string(),
  settings: z.record(z.string(), z.unknown()),
  mediaIds: z.array(z.uuid()),
  sourceMediaId: z.uuid().nullable(),
  inputs: generationInputs,
  routeOrder: z.array(z.string()),
  providersOff: z.array(z.string()),
  submitted: z
    .object({
      provider: z.string(),
      route: z.string(),
      job: z.record(z.string(), z.unknown()).nullable(),
      intendedAt: date,
      endedRequestIds: z.array(z.string()),
    })
    .nullable(),
  secondsToDeadline: z.number(),
  upstream: upstreamPlace.nullable(),
});

const generationChanges = z.object({
  generations: z.array(z.object({ generationId: z.uuid(), userId: z.uuid(), revision: count })),
  endedSessions: z.array(z.object({ sessionId: z.uuid(), userId: z.uuid() })),
});

const takenMails = z.object({
  mails: z.array(
    z.object({
      id: z.uuid(),
      to: z.string(),
      subject: z.string(),
      html: z.string(),
      attempt: count,
      postedAt: date,
    }),
  ),
  givenUp: count,
  nextInSeconds: z.number().nullable(),
});

const begunSignIn = z.object({
  allowed: z.boolean(),
  retryAfterSeconds: z.number(),
  counted: z.record(z.string(), z.number()).default({}),
  device: z.string().nullish(),
});

const begunAdminSignIn = z.object({
  allowed: z.boolean(),
  retryAfterSeconds: z.number(),
  bucket: z.string(),
  device: z.string().nullable(),
});

const expired = z.object({
  expiredFiles: count,
  failedAccounts: count,
  objects: z.array(storedPath),
  leftovers: z.array(z.object({ mediaId: z.uuid(), userId: z.uuid() })),
  removed: counts,
  orphans: z.object({ place: z.string().nullable(), isDue: z.boolean() }),
});

const cleanUpRun = z.object({
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  outcome: z.enum(["done", "failed"]).nullable(),
  expiredFiles: count,
  deletedObjects: count,
  failedObjects: count,
  orphanedObjects: count,
  removed: counts,
});

const cleanUpState = cleanUpRun.extend({
  failures: count,
  isRunning: z.boolean(),
  isLate: z.boolean(),
});

type Functions = Database["public"]["Functions"];

/** The functions that return jsonb. */
export type JsonFunction = {
  [Name in keyof Functions]: Json extends Functions[Name]["Returns"] ? Name : never;
}[keyof Functions];

/** The read model of each function that returns jsonb. `docs/data-model.md` says which functions do, and why. */
export const parsers = {
  account_page: accountPage,
  studio_page: studioPage,
  generation_page: generationPage,
  gallery_page: galleryPage,
  media_page: mediaPage,
  own_inputs: ownInputs,
  media_details: z.array(mediaDetails),
  credits_history: creditsHistory,
  credits_page: creditsPage,
  boards_page: boardsPage,
  board_page: boardPage,
  organize_page: organizePage,
  prompts_page: promptsPage,
  devices_page: devicesPage,
  share_page: sharePage,
  links_page: linksPage,
  shared_page: sharedPage.nullable(),
  public_settings: settingsView,
  claim_generation: claimedGeneration.nullable(),
  generation_changes: generationChanges,
  save_media: z.object({ mediaIds: z.array(z.uuid()), left: z.array(storedPath) }),
  read_draft: z.record(z.string(), z.string()).nullable(),
  lease_mails: takenMails,
  begin_sign_in: begunSignIn,
  begin_admin_sign_in: begunAdminSignIn,
  admin_settings: appSettings,
  audit_page: auditPage,
  clean_up: expired,
  clean_up_state: cleanUpState,
  clean_up_history: z.array(cleanUpRun),
  metrics: z.object({
    waiting: z.object({ count, oldestSeconds: z.number() }),
    running: count,
    requests: z.array(z.object({ kind: z.string(), outcome: z.string(), count })),
    routes: z.array(z.object({ route: z.string(), isFailure: z.boolean(), count })),
    credits: z.array(z.object({ reason: z.string(), count, amount: count })),
    storage: z.array(z.object({ kind: z.string(), files: count, bytes: count })),
    check: z.object({ violations: count, ageSeconds: z.number() }).nullable(),
  }),
  outside_facts: z.array(
    z.object({
      source: z.string(),
      told: z.unknown(),
      toldAt: date.nullable(),
      triedAt: date.nullable(),
      trouble: z.string().nullable(),
    }),
  ),
  admin_reports: adminReports,
  admin_report: adminReport.nullable(),
  admin_rules: adminRules,
  blocked_prompt: blockedPrompt.nullable(),
  going_soon: z.object({ count, videos: count, mediaIds: z.array(z.uuid()) }),
  clean_up_preview: counts,
  dashboard_page: dashboardPage,
  installation: z.object({
    migrations: z.array(z.string()).nullable(),
    functions: z.array(z.string()),
    hasQueue: z.boolean(),
  }),
  check_invariants: z.object({
    violations: z.array(z.object({ rule: z.string(), subject: z.string(), sentence: z.string() })),
    next: z.string().nullable(),
  }),
  people_page: peoplePage,
  person_page: personPage,
  gift_batches_page: giftBatchesPage,
  gift_batch: giftBatchCodes,
  allowances_page: allowancesPage,
  export_page: z.object({
    rows: z.array(z.unknown()),
    next: z.string().nullable(),
  }),
  data_page: dataPage,
  books_page: booksPage,
  claim_import: z
    .object({
      id: z.uuid(),
      userId: z.uuid(),
      store: z.string(),
      path: z.string(),
      sizeBytes: count,
      place: z.string(),
      failures: count,
    })
    .nullable(),
  orphan_costs: z.object({ count, priceCredits: count, next: count.nullable() }),
} satisfies Record<JsonFunction, z.ZodType>;

export type Parsers = typeof parsers;
