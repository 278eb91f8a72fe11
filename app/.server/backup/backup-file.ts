import { createHash, type Hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { lstat, open, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { extract, type Extract, pack, type Pack } from "tar-stream";
import { z } from "zod";
import {
  type BackupEnd,
  type BackupEntry,
  BackupError,
  type BackupWriter,
  entryNames,
  type VerifiedBackup,
} from "./port";

const headerSchema = z.object({
  easelBackup: z.literal(1),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const endSchema = z.object({
  sha256: z.string(),
  objects: z.number(),
  gone: z.array(z.string()),
});
const shapeSchema = z.object({
  migrations: z.array(z.object({ version: z.string(), name: z.string(), sql: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
});

const writeProblems: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the limit for file sizes is reached",
  EROFS: "the file system is read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOENT: "there is no such folder",
  ENOTDIR: "part of the path is a file, not a folder",
};

const codeOf = (error: unknown): string => String(Reflect.get(Object(error), "code") ?? "");

/** Covers an entry's name and size too, so that bytes cannot move from one to another. */
const beginEntry = (hash: Hash, name: string, sizeBytes: number): Hash =>
  hash.update(`${name}\0${sizeBytes}\0`);

/**
 * Writes a backup as a tar file: whole under its name, or not at all. It is written beside its place first, open to
 * nobody else. `write` adds the entries, and resolves to what the last one says. Errors: BackupError (the name is
 * taken, no room, no such folder), the reason of `signal`, those of `write`.
 */
export async function writeBackupFile(
  file: string,
  signal: AbortSignal,
  write: (writer: BackupWriter) => Promise<Omit<BackupEnd, "sha256">>,
): Promise<void> {
  if (await exists(file))
    throw new BackupError(`${file} exists already: choose another name. Nothing was written.`);
  const draft = `${file}.${randomBytes(4).toString("hex")}.part`;
  try {
    await writeDraft(draft, signal, write);
    await rename(draft, file);
    await syncFolder(dirname(resolve(file)));
  } catch (error) {
    await rm(draft, { force: true });
    signal.throwIfAborted();
    const problem = writeProblems[codeOf(error)];
    if (!problem) throw error;
    throw new BackupError(`Easel cannot write ${file}: ${problem}. Nothing was kept of it.`, {
      cause: error,
    });
  }
}

async function writeDraft(
  draft: string,
  signal: AbortSignal,
  write: (writer: BackupWriter) => Promise<Omit<BackupEnd, "sha256">>,
): Promise<void> {
  const output = (await open(draft, "wx", 0o600)).createWriteStream({ flush: true });
  const archive = pack();
  const adding = addEntries(archive, write).catch((error: unknown) =>
    archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    // What fails in `write` fails here too, through the archive.
    await pipeline(Readable.from(archive), output, { signal });
  } finally {
    await adding;
  }
}

async function addEntries(
  archive: Pack,
  write: (writer: BackupWriter) => Promise<Omit<BackupEnd, "sha256">>,
): Promise<void> {
  const hash = createHash("sha256");
  const addStream: BackupWriter["addStream"] = async (name, sizeBytes, body) => {
    beginEntry(hash, name, sizeBytes);
    await addEntry(archive, name, sizeBytes, body, hash);
  };
  const add: BackupWriter["add"] = (name, bytes) =>
    addStream(name, bytes.length, Readable.from([bytes], { objectMode: false }));
  const facts = await write({ add, addStream });
  const end: BackupEnd = { sha256: hash.copy().digest("hex"), ...facts };
  await add(entryNames.end, Buffer.from(JSON.stringify(end)));
  archive.finalize();
}

async function addEntry(
  archive: Pack,
  name: string,
  size: number,
  body: AsyncIterable<Uint8Array>,
  hash: Hash,
): Promise<void> {
  const { promise: added, resolve: succeed, reject } = Promise.withResolvers<void>();
  added.catch(() => undefined);
  const sink = archive.entry({ name, size, mode: 0o600 }, (error) =>
    error ? reject(error) : succeed(),
  );
  for await (const piece of body) {
    hash.update(piece);
    if (!sink.write(piece)) await Promise.race([once(sink, "drain"), added]);
  }
  sink.end(undefined);
  await added;
}

/** The entries of a backup, one after the other. Errors: BackupError where the file is damaged or cannot be read. */
export async function* readEntries(file: string): AsyncIterable<BackupEntry> {
  const entries = extract();
  void feed(entries, file);
  try {
    for await (const entry of entries) {
      const { name, size } = entry.header;
      yield { name, sizeBytes: size, body: Readable.from(entry, { objectMode: false }) };
    }
  } catch (error) {
    throw toReadError(error, file);
  }
}

async function feed(entries: Extract, file: string): Promise<void> {
  const closed = once(entries, "close");
  closed.catch(() => undefined);
  try {
    for await (const piece of createReadStream(file)) {
      if (!entries.write(piece)) await Promise.race([once(entries, "drain"), closed]);
      if (entries.destroyed) return;
    }
    entries.end(undefined);
  } catch (error) {
    entries.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function toReadError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === "ENOENT") return new BackupError(`There is no file ${file}.`);
  if (code === "EISDIR") return new BackupError(`${file} is a folder, not a backup.`);
  if (code === "EACCES") return new BackupError(`This user may not read ${file}.`);
  // Tar itself has no codes for what is wrong with a file.
  return error instanceof BackupError || code.startsWith("E")
    ? error
    : new BackupError(`${file} is not a backup of Easel, or damaged.`, { cause: error });
}

/**
 * Reads all of a backup and compares it with its checksum. Changes nothing. Errors: BackupError where it is damaged,
 * cut off, or something else.
 */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  const { facts, sha256 } = await readFacts(file).catch((error: unknown) => {
    throw toReadError(error, file);
  });
  const { success, data: end } = endSchema.safeParse(parseJson(facts.get(entryNames.end)));
  if (!success || end.sha256 !== sha256)
    throw new BackupError(
      `${file} is damaged or was cut off: it is not what was written. Use another backup.`,
    );
  const header = headerSchema.safeParse(parseJson(facts.get(entryNames.header)));
  if (!header.success)
    throw new BackupError(`${file} was made by a newer Easel: restore it with that one.`);
  return {
    header: header.data,
    end,
    secrets: facts.get(entryNames.secrets) ?? "",
    shape: shapeSchema.parse(parseJson(facts.get(entryNames.shape))),
  };
}

/** The entries that are no rows and no objects, and the checksum of all before the last one. */
async function readFacts(file: string): Promise<{ facts: Map<string, string>; sha256: string }> {
  const hash = createHash("sha256");
  const facts = new Map<string, string>();
  for await (const { name, sizeBytes, body } of readEntries(file)) {
    if (facts.size === 0 && name !== entryNames.header)
      throw new BackupError(`${file} is not a backup of Easel.`);
    const isEnd = name === entryNames.end;
    if (!isEnd) beginEntry(hash, name, sizeBytes);
    const pieces: Buffer[] = [];
    for await (const piece of body as AsyncIterable<Buffer>) {
      if (!isEnd) hash.update(piece);
      if (!name.includes("/")) pieces.push(piece);
    }
    if (pieces.length > 0) facts.set(name, Buffer.concat(pieces).toString());
    if (isEnd) break;
  }
  return { facts, sha256: hash.digest("hex") };
}

function parseJson(words = ""): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
