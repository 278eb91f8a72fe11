/**
 * The read models: what one page shows, exactly as the SQL page functions return it (camelCase keys, ISO 8601 times).
 * Every page function answers `account` too, so that a page needs one database call.
 */
import { z } from "zod";
import { galleryViews } from "./gallery-choices";
import { modelSetting, providerSetting } from "./model-setting";
import type { PromptReading } from "./prompt-reading";
import {
  failureCodes,
  generationKinds,
  generationStatuses,
  inputRoles,
  pictureRoles,
} from "./generation";
import { takenDownView } from "./taken-down";

const promptReading: z.ZodType<PromptReading> = z.object({
  understood: z.array(z.string()),
  unknown: z.array(z.string()),
  leftOut: z.array(z.string()),
});

const time = z.iso.datetime({ offset: true });

export const accountView = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  credits: z.number().int(),
  suspended: z.boolean(),
  /** Which version of their picture is to be shown; null: they have none. */
  avatar: z.string().nullable(),
  /** When the account goes, as its owner has asked; null: it stays. */
  deletesAt: time.nullable(),
});
export type AccountView = z.infer<typeof accountView>;

export const mediaTileView = z.object({
  id: z.uuid(),
  generationId: z.uuid(),
  kind: z.enum(generationKinds),
  prompt: z.string(),
  model: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** Of a video; null for pictures. */
  durationSeconds: z.number().nullable(),
  /** Base64 of a thumbhash: a blurred stand-in of about 25 bytes. */
  thumbhash: z.string(),
  createdAt: time,
  savedAt: time.nullable(),
  expiresAt: time.nullable(),
  trashedAt: time.nullable(),
  /** Since when it is a favorite. */
  starredAt: time.nullable(),
});
export type MediaTileView = z.infer<typeof mediaTileView>;

/** A picture that a person gave to make something from. */
export const uploadView = mediaTileView.pick({
  id: true,
  width: true,
  height: true,
  thumbhash: true,
});
export type UploadView = z.infer<typeof uploadView>;

export const generationInputs = z.array(z.object({ role: z.enum(inputRoles), id: z.uuid() }));

/** A place in the line of a provider: so many wait there before it; null: nobody knows how many. */
export const upstreamPlace = z.object({ place: z.number().int().nullable() });
export type UpstreamPlace = z.infer<typeof upstreamPlace>;

export const generationView = z.object({
  id: z.uuid(),
  kind: z.enum(generationKinds),
  model: z.string(),
  prompt: z.string(),
  /** False where it was asked for without words: the prompt then says what the model does, `Upscale 2×`. */
  isPrompted: z.boolean(),
  negativePrompt: z.string(),
  /** The model's own settings, whitelisted when the request was made: shape, seed, width, height … */
  settings: z.record(z.string(), z.unknown()),
  /** What the model made of the prompt, as it was said before it was paid; null for one that takes every word. */
  promptReading: promptReading.nullable(),
  /** The picture that it is made from, or upload; null for none. */
  sourceMediaId: z.uuid().nullable(),
  /** What it was given besides, in order. */
  inputs: generationInputs,
  outputCount: z.number().int(),
  /** Files made. They may have been deleted since. */
  madeCount: z.number().int(),
  priceCredits: z.number().int(),
  chargedCredits: z.number().int(),
  /** Given back, by the app and by hand. */
  refundedCredits: z.number().int(),
  status: z.enum(generationStatuses),
  /** Share done, 0 to 1. */
  progress: z.number(),
  /** How many requests wait before this one; null unless queued. */
  queuePosition: z.number().int().nullable(),
  /** Where it waits at the provider that has it; null: it does not. */
  upstream: upstreamPlace.nullable(),
  /** What whoever made it said besides, to be quoted; null for nothing. */
  providerNote: z.string().nullable(),
  failureCode: z.enum(failureCodes).nullable(),
  failureWords: z.string().nullable(),
  provider: z.string().nullable(),
  providerRequestId: z.string().nullable(),
  attempts: z.number().int(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  /** Set: it was asked for in another Easel, and cost nothing here. */
  importedAt: time.nullish(),
  /** What the model usually took when it was asked for. */
  usualSeconds: z.number().int(),
  /** By then its work has begun, or it is given back; once begun, by then it has finished or is given back. */
  deadlineAt: time,
  media: z.array(mediaTileView),
});
export type GenerationView = z.infer<typeof generationView>;

export const settingsView = z.object({
  signUpsOpen: z.boolean(),
  /** The first grant that an admin has chosen; null: nobody has, and the environment says. */
  signupCredits: z.number().int().nullable(),
  disabledKinds: z.array(z.enum(generationKinds)),
  /** What people are told in tabs that are off; null: the usual words. */
  disabledMessage: z.string().nullable(),
  /** What people are told in place of every page; null: all goes on as usual. */
  maintenance: z.string().nullable(),
  /** Per provider: whether its routes are taken, a message to users. */
  providers: z.record(z.string(), providerSetting),
  /** Per-model override: switched off, other price, a message to users. */
  models: z.record(z.string(), modelSetting),
  /** Per model, how its requests of the last hours went; models with too few are left out. */
  health: z.record(
    z.string(),
    z.object({ failureShare: z.number(), waitSeconds: z.number().nullable() }),
  ),
  maxRunningPerUser: z.number().int(),
});
export type SettingsView = z.infer<typeof settingsView>;

const page = { account: accountView.nullable() };

/** What is said about a suspension; null for nothing. */
export const accountPage = z.object({ ...page, suspensionMessage: z.string().nullable() });
export type AccountPage = z.infer<typeof accountPage>;
export const studioPage = z.object({
  ...page,
  settings: settingsView,
  generations: z.array(generationView),
  /** Latest distinct prompts, newest first. */
  recentPrompts: z.array(z.string()),
  /** Latest pictures that something can be made from, newest first; none in the tab that needs none. */
  sources: z.array(mediaTileView),
  /** Likewise videos that can be gone on from. */
  films: z.array(mediaTileView),
  /** The latest that were given from outside, newest first. */
  uploads: z.array(uploadView),
});
export type StudioPage = z.infer<typeof studioPage>;

export const generationPage = z.object({ ...page, generation: generationView.nullable() });
export type GenerationPage = z.infer<typeof generationPage>;

/** Files that go within a day: how many, 1,001 standing for more than 1,000, and how many of them are videos. */
const goingSoon = z.object({ count: z.number().int(), videos: z.number().int() });
export type GoingSoon = z.infer<typeof goingSoon>;

export const galleryPage = z.object({
  ...page,
  /** What its owner has not read of yet, the latest first. */
  takenDown: z.array(takenDownView),
  items: z.array(
    mediaTileView.extend({
      /** Told with the last file of a request that others did not come of; null elsewhere. */
      shortfall: generationView
        .pick({ outputCount: true, madeCount: true, priceCredits: true })
        .nullable(),
    }),
  ),
  /** How many match; 1,001 stands for more than 1,000, here and below. */
  total: z.number().int(),
  /** Files in this view before filters, with those still being made: tells "nothing yet" from "nothing found". */
  totalUnfiltered: z.number().int(),
  /** Whether the list goes on before and after this page. */
  hasBefore: z.boolean(),
  hasAfter: z.boolean(),
  /** True where nothing is what was searched for, and these come close to it. */
  isNear: z.boolean(),
  /** What is being made and belongs on this page of the list, newest first. */
  pending: z.array(generationView),
  /** What there is to filter by; models as their ids. */
  choices: z.object({
    models: z.array(z.string()),
    tags: z.array(z.string()),
    boards: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  savedSearches: z.array(z.object({ id: z.uuid(), name: z.string(), query: z.string() })),
  /** Of a view with more than 1,000 files that match: the months that it has files of, newest first, `2026-11`. */
  months: z.array(z.string()),
  /** Told with recent files; null elsewhere. */
  going: goingSoon.nullable(),
});
export type GalleryPage = z.infer<typeof galleryPage>;

/** A board and how many of the files that are looked at it holds. */
const boardChoice = z.object({ id: z.uuid(), name: z.string(), holds: z.number().int() });

/** A tag, as it was typed, and how many of the files that are looked at have it. */
const tagView = z.object({ tag: z.string(), count: z.number().int() });

export const mediaPage = z.object({
  ...page,
  media: mediaTileView
    .extend({
      contentType: z.string(),
      sizeBytes: z.number().int(),
      /** False: the poster of this video is drawn, since none of its frames could be read. */
      hasFrame: z.boolean(),
    })
    .nullable(),
  generation: generationView.nullable(),
  /** The picture that it was made from, while that is still there. */
  source: mediaTileView.nullable(),
  /** The upload that it was made from. */
  sourceUpload: uploadView.nullable(),
  /** The further pictures that it was given, in order; both null for one that is gone. */
  given: z.array(
    z.object({
      role: z.enum(pictureRoles),
      media: mediaTileView.nullable(),
      upload: uploadView.nullable(),
    }),
  ),
  /** Something was made from it, and not only with it. */
  isSource: z.boolean(),
  /** The latest files that were made from it, newest first. */
  madeInto: z.array(mediaTileView),
  /** The view of the gallery that previous and next are in; null where it is a board, in its own order. */
  list: z.enum(galleryViews).nullable(),
  boardId: z.uuid().nullable(),
  previousId: z.uuid().nullable(),
  nextId: z.uuid().nullable(),
  boards: z.array(boardChoice),
  tags: z.array(tagView),
  settings: settingsView,
});
export type MediaPage = z.infer<typeof mediaPage>;

/** Several files at once, each with how it was made and where it lies. */
export const mediaDetails = mediaTileView.extend({
  ...generationView.pick({ negativePrompt: true, settings: true }).shape,
  boardIds: z.array(z.uuid()),
  file: z.object({
    store: z.string(),
    path: z.string(),
    thumbPath: z.string(),
    contentType: z.string(),
    sizeBytes: z.number().int(),
    sha256: z.string(),
  }),
});
export type MediaDetails = z.infer<typeof mediaDetails>;

export const boardsPage = z.object({
  ...page,
  boards: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      count: z.number().int(),
      /** The file chosen to stand for it, else its first one; null for an empty board. */
      cover: mediaTileView.nullable(),
    }),
  ),
  /** Deleted ones that can be brought back, the latest first. */
  deleted: z.array(z.object({ id: z.uuid(), name: z.string(), deletedAt: time })),
});
export type BoardsPage = z.infer<typeof boardsPage>;

export const boardPage = z.object({
  ...page,
  board: z.object({ id: z.uuid(), name: z.string(), coverMediaId: z.uuid().nullable() }).nullable(),
  items: z.array(mediaTileView),
  total: z.number().int(),
});
export type BoardPage = z.infer<typeof boardPage>;

export const organizePage = z.object({
  ...page,
  items: z.array(mediaTileView),
  boards: z.array(boardChoice),
  tags: z.array(tagView),
});
export type OrganizePage = z.infer<typeof organizePage>;

const promptView = z.object({
  id: z.uuid(),
  kind: z.enum(generationKinds),
  prompt: z.string(),
  uses: z.number().int(),
  lastUsedAt: time,
  starredAt: time.nullable(),
  /** The latest request with it. */
  generationId: z.uuid(),
});

export const promptsPage = z.object({
  ...page,
  prompts: z.array(promptView),
  hasNewer: z.boolean(),
  hasOlder: z.boolean(),
  /** How many match, counted up to 1,001. */
  total: z.number().int(),
  /** False: the prompt that the page was to begin or end at is gone. */
  isKeyKnown: z.boolean(),
  /** Whether forgetting all of them can be taken back. */
  canUnclear: z.boolean().nullable(),
});
export type PromptsPage = z.infer<typeof promptsPage>;
