/**
 * What "Export everything" writes and an import reads, described in `docs/export-format.md`. Every file of the zip has
 * its schema here, and nowhere else. What these schemas don't name is left out when it is read.
 */
import { z } from "zod";
import { failureCodes, generationKinds, generationStatuses } from "./generation";
import { digitalSourceTypes } from "./media";
import { isStorable } from "./text";
import { generationInputs } from "./views";

/** Grows when an older Easel could not read what a newer one writes. */
export const exportVersion = 1;

/** Where each thing lies in the zip. The manifest is the first file. */
export const exportPaths = {
  manifest: "easel-export.json",
  readme: "README.txt",
  picture: "profile-picture.webp",
  boards: "boards.json",
  searches: "saved-searches.json",
  prompts: "prompts.jsonl",
  ledger: "credits/ledger.jsonl",
  ledgerTable: "credits/ledger.csv",
  receipts: "credits/receipts.jsonl",
  earlier: "credits/earlier.jsonl",
  missing: "missing.json",
  missingText: "missing.txt",
} as const;

/** Folders of files; the facts of `files/000001-a-red-house.png` are in `files/000001-a-red-house.png.json`. */
export const exportFolders = { file: "files/", upload: "uploads/" } as const;

/** A database can hold it. */
const text = (maxLength: number) => z.string().max(maxLength).refine(isStorable);
const maxSettingsLength = 16_384;
const settings = z
  .record(z.string(), z.unknown())
  .refine((value) => isKeepable(value, 16) && JSON.stringify(value).length <= maxSettingsLength);
const time = z.iso.datetime({ offset: true });
const count = z.number().int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const pixels = count.min(1).max(65_535);
const credits = count.min(-1_000_000_000).max(1_000_000_000);

export const exportManifest = z.object({
  format: z.literal("easel-export"),
  version: count.min(1),
  exportedAt: time,
  /** Where it was exported from; the id tells one account's books from another's. */
  account: z.object({
    id: z.uuid(),
    name: text(200),
    email: text(320),
    createdAt: time,
    credits,
    isSuspended: z.boolean(),
  }),
});
export type ExportManifest = z.infer<typeof exportManifest>;

/** One request to make something: what its files, and a prompt in the history, have in common. */
export const exportedRequest = z.object({
  id: z.uuid(),
  kind: z.enum(generationKinds),
  model: text(200).min(1),
  /** As people see it; null where the model is not known here any more. */
  modelName: text(200).nullish(),
  prompt: text(10_000),
  isPrompted: z.boolean(),
  negativePrompt: text(10_000),
  settings,
  /** What it was made from: the id of a file or an upload. */
  sourceId: z.uuid().nullable(),
  /** What it was given besides. */
  inputs: generationInputs.max(8),
  status: z.enum(generationStatuses),
  failureCode: z.enum(failureCodes).nullable(),
  outputCount: count.min(1).max(16),
  madeCount: count.min(0).max(16),
  createdAt: time,
});

const storedFacts = {
  /** Where it was made: it stays the same however often it is exported and imported. */
  id: z.uuid(),
  contentType: z.enum(["image/png", "image/jpeg", "image/webp", "video/mp4"]),
  sizeBytes: count.min(1),
  sha256,
  width: pixels,
  height: pixels,
  createdAt: time,
};

/** Beside a finished file. */
export const exportedFile = z.object({
  ...storedFacts,
  what: z.literal("file"),
  durationSeconds: z.number().positive().nullable(),
  /** How it came to be, as the mark in the file says (IPTC Digital Source Type). */
  digitalSource: z.enum(digitalSourceTypes),
  /** Place among the files of its request. */
  position: count.min(1).max(16),
  request: exportedRequest,
  shelf: z.enum(["recent", "saved", "trash"]),
  savedAt: time.nullable(),
  trashedAt: time.nullable(),
  expiresAt: time.nullable(),
  starredAt: time.nullable(),
  tags: z.array(text(320).min(1)).max(30),
  boards: z.array(z.object({ id: z.uuid(), position: count })).max(1000),
});
export type ExportedFile = z.infer<typeof exportedFile>;

/** Beside a picture that a person gave to make something from. */
export const exportedUpload = z.object({
  ...storedFacts,
  what: z.literal("upload"),
  role: z.enum(["picture", "mask"]),
  /** The video that it is the last frame of. */
  frameOf: z.uuid().nullable(),
  expiresAt: time,
});

export const exportedItem = z.discriminatedUnion("what", [exportedFile, exportedUpload]);
export type ExportedItem = z.infer<typeof exportedItem>;

/** In `boards.json`, in the person's order. */
export const exportedBoard = z.object({
  id: z.uuid(),
  name: text(640).min(1),
  coverId: z.uuid().nullable(),
  createdAt: time,
});

/** In `saved-searches.json`. */
export const exportedSearch = z.object({
  name: text(640).min(1),
  query: text(4000).min(1),
  createdAt: time,
});

/** A line of `prompts.jsonl`: a prompt, with the latest request that had it. */
export const exportedPrompt = z.object({
  uses: count.min(1).max(2_000_000_000),
  lastUsedAt: time,
  starredAt: time.nullable(),
  request: exportedRequest,
});

/** A line of `credits/ledger.jsonl`. */
export const exportedEntry = z.object({
  seq: count.min(1),
  delta: credits,
  balanceAfter: credits,
  reason: text(40),
  note: text(2000).nullable(),
  requestId: z.uuid().nullable(),
  createdAt: time,
});
export type ExportedEntry = z.infer<typeof exportedEntry>;

/** A line of `credits/receipts.jsonl`: what one request cost. */
export const exportedReceipt = z.object({
  id: z.uuid(),
  kind: z.enum(generationKinds),
  model: text(200),
  prompt: text(10_000),
  status: z.enum(generationStatuses),
  outputCount: count,
  madeCount: count,
  quotedCredits: credits,
  chargedCredits: credits,
  refundedCredits: credits,
  provider: text(200).nullable(),
  providerRequestId: text(500).nullable(),
  createdAt: time,
  finishedAt: time.nullable(),
});

/** A line of `credits/earlier.jsonl`: of the books of an Easel that this account was imported from before. */
export const exportedEarlier = z.discriminatedUnion("part", [
  z.object({ part: z.literal("ledger"), accountId: z.uuid(), facts: exportedEntry }),
  z.object({ part: z.literal("receipts"), accountId: z.uuid(), facts: exportedReceipt }),
]);

/** What `export_page` gives of each part, and where it goes on. */
export const exportParts = {
  account: exportManifest.shape.account,
  /** WebP in base64. */
  picture: z.object({ webp: z.base64() }),
  items: z.object({
    item: exportedItem,
    /** Its id here, and where it lies. */
    id: z.uuid(),
    store: z.string(),
    path: z.string(),
    thumbPath: z.string(),
  }),
  boards: exportedBoard,
  searches: exportedSearch,
  prompts: exportedPrompt,
  ledger: exportedEntry,
  receipts: exportedReceipt,
  earlier: exportedEarlier,
} as const;
export type ExportPart = keyof typeof exportParts;
export type ExportRow<Part extends ExportPart> = z.infer<(typeof exportParts)[Part]>;

/** Whether all texts of a value can be stored, and it is no deeper than that. */
function isKeepable(value: unknown, maxDepth: number): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  const isPartKept = ([key, part]: [string, unknown]) =>
    isStorable(key) && isKeepable(part, maxDepth - 1);
  return maxDepth > 0 && Object.entries(value).every(isPartKept);
}
