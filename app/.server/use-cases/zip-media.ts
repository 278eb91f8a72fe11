import type { MediaDetails } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { ModelRegistry } from "../ai/port";
import { whereItLies } from "~/domain/moved-file";
import { AppError, isNotFound } from "../errors";
import type { Pages } from "../gallery/port";
import type {
  MediaFile,
  MediaFiles,
  MediaVault,
  StoredObject,
  ZipEntry,
  Turns,
} from "../media/port";

export interface ZipMediaDeps {
  pages: Pick<Pages, "details">;
  mediaFiles: Pick<MediaFiles, "find">;
  vault: Pick<MediaVault, "open" | "nameOf" | "zip">;
  models: Pick<ModelRegistry, "find">;
  accounts: Pick<Accounts, "takeRateLimit">;
  zipTurns: Turns;
  now(): Date;
}

type Details = MediaDetails["items"][number];

/** Why a file is not in the zip. */
const reasons = {
  gone: "It's gone: it was deleted, or its time was up.",
  damaged: "Its file is damaged.",
  unreachable: "We couldn't reach it just now. Please try again in a few minutes.",
};
type Reason = keyof typeof reasons;

/** What of the files asked for has been dealt with. */
interface Progress {
  /** The name of each that is in the zip, by its id. */
  names: Map<string, string>;
  missing: { id: string; prompt: string | null; why: Reason }[];
  /** So many in a row could not be reached. */
  unreachable: number;
}

const batchSize = 50;
/** After so many in a row that cannot be reached, the store is asked no more. */
const patience = 3;
const zipsPerWindow = { limit: 30, windowSeconds: 600 };

/**
 * The viewer's own files in one zip, as it is read: the originals as they are, `prompts.json` with how each was made,
 * and `missing.txt` where any is missing, which says why, or where there were more than these (`isCut`). Another
 * person's id is missing like any other. Holds one open file and the details of one batch at a time, however many there
 * are and however slowly they are taken; a session that ends meanwhile breaks it off. Errors: rate_limited, not_found
 * when there is none of the first, signed_out, unavailable.
 */
export async function zipMedia(
  deps: ZipMediaDeps,
  viewer: Viewer,
  mediaIds: readonly string[],
  isCut = false,
): Promise<ReadableStream<Uint8Array>> {
  const { limit, windowSeconds } = zipsPerWindow;
  await deps.accounts.takeRateLimit(`zip:${viewer.userId}`, limit, windowSeconds);
  const first = await detailsOf(deps, viewer, mediaIds.slice(0, batchSize));
  if (first.size === 0) throw new AppError("not_found");
  const end = deps.zipTurns.begin(viewer.userId);
  return deps.vault.zip(entriesOf(deps, viewer, mediaIds, isCut), end);
}

async function* entriesOf(
  deps: ZipMediaDeps,
  viewer: Viewer,
  mediaIds: readonly string[],
  isCut: boolean,
): AsyncGenerator<ZipEntry> {
  const progress: Progress = { names: new Map(), missing: [], unreachable: 0 };
  let place = 0;
  for await (const [id, details] of eachOf(deps, viewer, mediaIds)) {
    place += 1;
    const opened = await openOrMiss(deps, viewer, id, details, progress);
    if (!opened || !details) continue;
    // The number keeps every name unique, and none is one that a system has reserved.
    const name = `${String(place).padStart(4, "0")}-${deps.vault.nameOf(fileOf(details))}`;
    progress.names.set(id, name);
    try {
      yield { name, modifiedAt: new Date(details.createdAt), body: opened.body };
    } finally {
      opened.body.destroy();
    }
  }
  const modifiedAt = deps.now();
  yield { name: "prompts.json", modifiedAt, body: listOf(deps, viewer, progress) };
  if (progress.missing.length > 0 || isCut)
    yield { name: "missing.txt", modifiedAt, body: missingList(progress, mediaIds.length, isCut) };
}

/** Each id with its details, read a batch at a time; null: there is no such file. */
async function* eachOf(
  deps: ZipMediaDeps,
  viewer: Viewer,
  mediaIds: readonly string[],
): AsyncGenerator<[string, Details | null]> {
  for (let at = 0; at < mediaIds.length; at += batchSize) {
    const batch = mediaIds.slice(at, at + batchSize);
    const found = await detailsOf(deps, viewer, batch);
    for (const id of batch) yield [id, found.get(id) ?? null];
  }
}

async function detailsOf({ pages }: ZipMediaDeps, viewer: Viewer, mediaIds: readonly string[]) {
  const { account, items } = await pages.details(viewer, mediaIds);
  if (!account) throw new AppError("signed_out");
  return new Map(items.map((each) => [each.id, each]));
}

const fileOf = ({ id, prompt, file }: Details): MediaFile => ({ id, prompt, ...file });

/** The whole file; null, with the reason among what is missing, where it cannot be had. */
async function openOrMiss(
  deps: ZipMediaDeps,
  viewer: Viewer,
  id: string,
  details: Details | null,
  progress: Progress,
): Promise<StoredObject | null> {
  const miss = (why: Reason) => {
    progress.missing.push({ id, prompt: details?.prompt ?? null, why });
    return null;
  };
  if (!details) return miss("gone");
  if (progress.unreachable >= patience) return miss("unreachable");
  try {
    const opened = await openWhereItLies(deps, viewer, fileOf(details));
    progress.unreachable = 0;
    if (opened.sizeBytes === details.file.sizeBytes) return opened;
    opened.body.destroy();
    return miss("damaged");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (isNotFound(error)) return miss("gone");
    if (error.code !== "unavailable") throw error;
    progress.unreachable += 1;
    return miss("unreachable");
  }
}

const openWhereItLies = ({ vault, mediaFiles }: ZipMediaDeps, viewer: Viewer, file: MediaFile) =>
  whereItLies(file, {
    work: (place) => vault.open(place, "original"),
    lookAgain: () => mediaFiles.find(viewer, file.id),
    isGone: isNotFound,
  });

/** The JSON of how everything was made, read anew a batch at a time, so that it is never held as a whole. */
async function* listOf(
  deps: ZipMediaDeps,
  viewer: Viewer,
  { names, missing }: Progress,
): AsyncGenerator<string> {
  yield `{\n"madeBy": "Easel",\n"zippedAt": ${JSON.stringify(deps.now())},\n"files": [`;
  let separator = "\n";
  for await (const [id, details] of eachOf(deps, viewer, [...names.keys()])) {
    const made = details && howItWasMade(deps, details);
    yield separator + JSON.stringify({ file: names.get(id), id, ...made });
    separator = ",\n";
  }
  yield '\n],\n"missing": [';
  separator = "\n";
  for (const { id, prompt, why } of missing) {
    yield separator + JSON.stringify({ id, prompt, why: reasons[why] });
    separator = ",\n";
  }
  yield "\n]\n}\n";
}

function howItWasMade({ models }: ZipMediaDeps, details: Details) {
  const { kind, prompt, negativePrompt, model, settings, width, height } = details;
  const { durationSeconds, createdAt, file } = details;
  const { contentType, sizeBytes, sha256 } = file;
  return {
    kind,
    prompt,
    negativePrompt,
    model,
    modelName: models.find(model)?.name ?? model,
    settings,
    width,
    height,
    durationSeconds,
    createdAt,
    contentType,
    sizeBytes,
    sha256,
  };
}

async function* missingList(
  { missing }: Progress,
  asked: number,
  isCut: boolean,
): AsyncGenerator<string> {
  const these = missing.length === 1 ? "file isn't" : "files aren't";
  if (isCut)
    yield `This zip has the newest ${asked}. For older ones, choose fewer with a filter.\n`;
  if (missing.length > 0) yield `${missing.length} of the ${asked} ${these} in this zip:\n`;
  for (const { id, prompt, why } of missing)
    yield `\n${prompt ? `${prompt.replaceAll(/\s+/g, " ")} (${id})` : id}\n${reasons[why]}\n`;
}
