import { Readable } from "node:stream";
import {
  Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  validateFileName,
  type ZipFile,
} from "yauzl";
import type { ImportProblem } from "~/domain/takeout-views";
import { AppError } from "../errors";
import type { Archive, ArchiveFile, ArchiveReader } from "./port";
import { createRangeReader, type ReadRange } from "./range-reader";

/** As many as 60,000 files with their facts, and the lists. Folders count too. */
const maxEntries = 125_000;
/** Of the list of all of them, with names, extra fields and comments: three times what the most files of ours need. */
const maxListBytes = 64 * 1024 * 1024;
/** Of an entry, before its name (APPNOTE 4.3.12). */
const headBytes = 46;
/** Ours have a third of that, and may have a folder around them. */
const maxNameBytes = 500;
/** Pictures and videos can't be packed any further; texts can, by far. */
const unpackedRoomBytes = 256 * 1024 * 1024;
const maxUnpacking = 3;

/**
 * Reads zips by ranges (PKWARE's APPNOTE 6.3, ZIP64 too), wherever they lie. Everything that a hostile one needs is
 * refused by its list of files: names that lead elsewhere, links, the same name twice, encryption, parts that lie over
 * each other or unfold to far more than the zip has, a list that is itself too much to hold.
 */
export function createZipReader(): ArchiveReader {
  return {
    async open(sizeBytes, read) {
      const zip = await openZip(sizeBytes, read);
      if (!zip) return { problem: "not_a_zip" };
      const list = await listFiles(zip, sizeBytes).catch((error: unknown) => {
        zip.close();
        throw error;
      });
      if ("problem" in list) zip.close();
      return list;
    },
  };
}

async function openZip(sizeBytes: number, read: ReadRange): Promise<ZipFile | null> {
  // Names are looked at below, so that what is wrong with one can be told from a broken zip.
  const options = { autoClose: false, decodeStrings: false, lazyEntries: true };
  const reader = createRangeReader(sizeBytes, read);
  return await orNull(() => fromRandomAccessReaderPromise(reader, sizeBytes, options));
}

async function listFiles(
  zip: ZipFile,
  sizeBytes: number,
): Promise<Archive | { problem: ImportProblem }> {
  const files = new Map<string, ArchiveFile>();
  let listBytes = 0;
  let packedBytes = 0;
  let unpackedBytes = 0;
  if (zip.entryCount > maxEntries) return { problem: "too_many_files" };
  const entries = zip.eachEntry();
  for (;;) {
    const next = await orNull(() => entries.next());
    if (!next) return { problem: "not_a_zip" };
    if (next.done) break;
    const entry: Entry = next.value;
    listBytes +=
      headBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (listBytes > maxListBytes) return { problem: "too_many_files" };
    packedBytes += entry.compressedSize;
    unpackedBytes += entry.uncompressedSize;
    const name = nameOf(entry);
    const problem = problemOf(entry, name);
    if (problem) return { problem };
    if (packedBytes > sizeBytes || unpackedBytes > maxUnpacking * sizeBytes + unpackedRoomBytes)
      return { problem: "bomb" };
    if (name === null || name.endsWith("/")) continue;
    if (files.has(name)) return { problem: "twice" };
    files.set(name, fileOf(zip, entry, name));
  }
  return { files, close: async () => zip.close() };
}

/** Null for one that no file of ours may have. */
function nameOf(entry: Entry): string | null {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  if (fileNameRaw.length > maxNameBytes) return null;
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  return validateFileName(name) === null && !name.includes("\0") ? name : null;
}

/** Of the type in a file's Unix mode, which stands in the upper half (APPNOTE 4.4.15). */
const typeBits = 0o170_000;
const regularFile = 0o100_000;
const folder = 0o040_000;

function problemOf(entry: Entry, name: string | null): ImportProblem | null {
  if (entry.isEncrypted()) return "encrypted";
  const type = (entry.externalFileAttributes >>> 16) & typeBits;
  if (name === null || ![0, regularFile, folder].includes(type)) return "unsafe_names";
  return entry.canDecodeFileData() ? null : "not_a_zip";
}

function fileOf(zip: ZipFile, entry: Entry, name: string): ArchiveFile {
  const kept = withoutWords(entry);
  return {
    name,
    sizeBytes: kept.uncompressedSize,
    open: async () => Readable.from(bytesOf(zip, kept), { objectMode: false }),
  };
}

/** What reading its bytes takes. Names, extra fields and comments may be 64 kB each. */
function withoutWords(entry: Entry): Entry {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  const { generalPurposeBitFlag, relativeOffsetOfLocalHeader } = entry;
  return Object.assign(new Entry(), {
    ...{ compressedSize, uncompressedSize, compressionMethod },
    ...{ generalPurposeBitFlag, relativeOffsetOfLocalHeader },
  });
}

/** Errors: unreadable_media; those of the store. */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
    } finally {
      stream.destroy();
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("unreadable_media", { cause });
  }
}

/** Null for whatever is wrong with the zip itself. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    return null;
  }
}
