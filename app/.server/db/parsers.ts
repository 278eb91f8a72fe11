import { z } from "zod";
import { generationKinds } from "~/domain/generation";
import { linksPage, sharedPage, sharePage } from "~/domain/sharing";
import {
  accountPage,
  boardPage,
  boardsPage,
  creditsPage,
  galleryPage,
  generationInputs,
  generationPage,
  mediaDetails,
  mediaPage,
  organizePage,
  promptsPage,
  settingsView,
  studioPage,
  uploadView,
  upstreamPlace,
} from "~/domain/views";
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
  negativePrompt: z.string(),
  settings: z.record(z.string(), z.unknown()),
  mediaIds: z.array(z.uuid()),
  sourceMediaId: z.uuid().nullable(),
  inputs: generationInputs,
  routeOrder: z.array(z.string()),
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

const expired = z.object({
  expiredFiles: count,
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
  own_upload: uploadView.nullable(),
  media_details: mediaDetails,
  credits_page: creditsPage,
  boards_page: boardsPage,
  board_page: boardPage,
  organize_page: organizePage,
  prompts_page: promptsPage,
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
  clean_up: expired,
  clean_up_state: cleanUpState,
  clean_up_history: z.array(cleanUpRun),
  going_soon: z.object({ count, videos: count, mediaIds: z.array(z.uuid()) }),
  clean_up_preview: counts,
  check_invariants: z.object({
    violations: z.array(z.object({ rule: z.string(), subject: z.string(), sentence: z.string() })),
    next: z.string().nullable(),
  }),
  orphan_costs: z.object({ count, priceCredits: count, next: count.nullable() }),
} satisfies Record<JsonFunction, z.ZodType>;

export type Parsers = typeof parsers;
