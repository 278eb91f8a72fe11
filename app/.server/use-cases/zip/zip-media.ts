import type { MediaDetails } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../../account/port";
import type { ModelRegistry } from "../../ai/port";
import { AppError } from "../../errors";
import type { Pages } from "../../gallery/port";
import type { MediaFile, MediaFiles } from "../../media/files-port";
import type { Turns } from "../../media/turns-port";
import type { MediaVault, ZipEntry } from "../../media/vault-port";
import { missingText, missingWords, openOrMiss, type Misses } from "./open-or-miss";

export interface ZipMediaDeps {
  pages: Pick<Pages, "details">;
  mediaFiles: Pick<MediaFiles, "find">;
  vault: Pick<MediaVault, "open" | "nameOf" | "zip">;
  models: Pick<ModelRegistry, "find">;
  accounts: Pick<Accounts, "takePersonLimit">;
  zipTurns: Turns;
  now(): Date;
}

/** What of the files asked for has been dealt with. */
interface Progress extends Misses {
  /** The name of each that is in the zip, by its id. */
  names: Map<string, string>;
}

const batchSize = 50;

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
  await deps.accounts.takePersonLimit("zip", viewer);
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
    const file = details && fileOf(details);
    const opened = await openOrMiss(deps, viewer, id, file, progress);
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
): AsyncGenerator<[string, MediaDetails | null]> {
  for (let at = 0; at < mediaIds.length; at += batchSize) {
    const batch = mediaIds.slice(at, at + batchSize);
    const found = await detailsOf(deps, viewer, batch);
    for (const id of batch) yield [id, found.get(id) ?? null];
  }
}

async function detailsOf({ pages }: ZipMediaDeps, viewer: Viewer, mediaIds: readonly string[]) {
  const found = await pages.details(viewer, mediaIds);
  return new Map(found.map((each) => [each.id, each]));
}

const fileOf = ({ id, prompt, file }: MediaDetails): MediaFile => ({ id, prompt, ...file });

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
    yield separator + JSON.stringify({ id, prompt, why: missingWords[why] });
    separator = ",\n";
  }
  yield "\n]\n}\n";
}

function howItWasMade({ models }: ZipMediaDeps, details: MediaDetails) {
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
  progress: Progress,
  asked: number,
  isCut: boolean,
): AsyncGenerator<string> {
  if (isCut)
    yield `This zip has the newest ${asked}. For older ones, choose fewer with a filter.\n`;
  yield* missingText(progress, asked);
}
