import {
  exportFolders,
  exportManifest,
  type ExportManifest,
  exportPaths,
  exportVersion,
} from "~/domain/export-format";
import type { ImportProblem } from "~/domain/takeout-views";
import { AppError } from "../../errors";
import type { MediaStore } from "../../media/store-port";
import type { ArchiveFile, ArchiveReader } from "../../takeout/port";

/** A file of a zip, and what is said of it. */
export interface ZippedItem {
  name: string;
  facts: ArchiveFile;
  /** Null: there is none. */
  file: ArchiveFile | null;
}

/** An opened zip of "Export everything". Whoever opens it closes it. */
export interface OpenedExport {
  manifest: ExportManifest;
  /** What something is made from comes before it. */
  items: readonly ZippedItem[];
  /** Files of which nothing is said. */
  unclaimed: readonly string[];
  /** One of the lists, by its name in `exportPaths`. */
  list(name: keyof typeof exportPaths): ArchiveFile | null;
  close(): Promise<void>;
}

const maxManifestBytes = 64 * 1024;
/** As long as the longest prompts, settings and tags that a file can have, and a thousand boards. */
export const maxFactsBytes = 512 * 1024;
const maxListBytes = 4 * 1024 * 1024;
const maxLineBytes = 256 * 1024;

/** Reads the list of its files and the manifest. Errors: not_found (it is gone), unavailable. */
export async function openExport(
  archives: ArchiveReader,
  store: MediaStore,
  path: string,
  sizeBytes: number,
): Promise<OpenedExport | { problem: ImportProblem }> {
  const read = async (start: number, end: number) =>
    (await store.open(path, { start, end: end - 1 })).body;
  const archive = await archives.open(sizeBytes, read);
  if ("problem" in archive) return archive;
  const { files, close } = archive;
  // Who has unpacked it and packed it again may have a folder around it.
  const around = Array.from(files.keys(), (name) => /^(?:[^/]+\/)?/.exec(name)?.[0] ?? "");
  const folder = ["", ...around].find((each) => files.has(each + exportPaths.manifest));
  const found = folder === undefined ? undefined : files.get(folder + exportPaths.manifest);
  const manifest = found && (await readManifest(found).catch(problemOf));
  if (!manifest || !("format" in manifest)) {
    await close();
    if (manifest && "error" in manifest) throw manifest.error;
    return manifest ?? { problem: "not_an_export" };
  }
  return {
    manifest,
    ...listItems(files, folder ?? ""),
    list: (name) => files.get(`${folder}${exportPaths[name]}`) ?? null,
    close,
  };
}

/** The zip is damaged there. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof AppError && error.code === "unreadable_media";

const problemOf = (error: unknown) =>
  isUnreadable(error) ? { problem: "not_a_zip" as const } : { error };

async function readManifest(
  file: ArchiveFile,
): Promise<ExportManifest | { problem: ImportProblem }> {
  const read = await readJson(file, maxManifestBytes);
  const kind = exportManifest.pick({ format: true, version: true }).safeParse(read);
  if (kind.success && kind.data.version > exportVersion) return { problem: "newer_version" };
  const manifest = exportManifest.safeParse(read);
  return manifest.success ? manifest.data : { problem: "not_an_export" };
}

function listItems(files: ReadonlyMap<string, ArchiveFile>, folder: string) {
  const items: (ZippedItem & { order: string })[] = [];
  const unclaimed: string[] = [];
  for (const [name, file] of files) {
    const inside = Object.values(exportFolders).find((each) => name.startsWith(folder + each));
    if (inside === undefined) continue;
    const shown = name.slice(folder.length);
    if (name.endsWith(".json")) {
      const of = name.slice(0, -".json".length);
      const order = shown.slice(inside.length);
      items.push({ name: shown.slice(0, -5), facts: file, file: files.get(of) ?? null, order });
    } else if (!files.has(`${name}.json`)) unclaimed.push(shown);
  }
  items.sort((one, other) => (one.order < other.order ? -1 : 1));
  return { items, unclaimed };
}

/** Undefined for what is no JSON, or too long. Errors: those of the store. */
export async function readJson(file: ArchiveFile, maxBytes: number): Promise<unknown> {
  if (file.sizeBytes > maxBytes) return undefined;
  return parsed((await readBytes(file)).toString("utf8"));
}

/** All of a file. Errors: those of the store, unreadable_media. */
export async function readBytes(file: ArchiveFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await file.open()) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rows of a short list; null for one that can't be read. */
export async function* readList<Row>(
  file: ArchiveFile,
  schema: { safeParse(row: unknown): { data?: Row | undefined } },
): AsyncGenerator<Row | null> {
  const rows = await readJson(file, maxListBytes);
  if (!Array.isArray(rows)) return void (yield null);
  for (const row of rows) yield schema.safeParse(row).data ?? null;
}

/** The lines of a long list, each as JSON; undefined for one that can't be read. Holds one at a time. */
export async function* readLines(file: ArchiveFile): AsyncGenerator<unknown> {
  let rest: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  for await (const chunk of (await file.open()) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const line = rest.subarray(0, end);
      rest = rest.subarray(end + 1);
      if (isTooLong || line.length > maxLineBytes) yield undefined;
      else if (line.length > 0) yield parsed(line.toString("utf8"));
      isTooLong = false;
    }
    if (rest.length > maxLineBytes) {
      isTooLong = true;
      rest = Buffer.alloc(0);
    }
  }
  if (isTooLong || rest.length > 0) yield isTooLong ? undefined : parsed(rest.toString("utf8"));
}
