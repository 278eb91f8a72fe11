import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { addAbortSignal, Readable } from "node:stream";
import { AppError } from "~/.server/errors";
import { openFile } from "./open-file";
import { isMediaPath } from "./paths";
import type { ListedObject, MediaStore } from "../store-port";
import { errnoOf, orUnavailable } from "./storage-errors";

/** Unfinished files live here: on the same disk, and out of reach of every path that the store accepts. */
const incoming = ".incoming";
/** Nothing rests for so long: an unfinished file that was last written to before was left by a process that died. */
const staleAfterSeconds = 60 * 60;

/**
 * Keeps media as files under `rootDir`, which it makes when it is missing. A file appears whole or not at all, and has
 * reached the disk when `put` returns; `check` also removes what a crash left unfinished. Several processes may share
 * the directory. Errors: not_found, unavailable (full, read-only, forbidden, broken). Throws a TypeError for a path
 * that Easel never makes.
 */
export function createLocalDiskStore(rootDir: string): MediaStore {
  const incomingDir = join(rootDir, incoming);

  async function write(target: string, bytes: Uint8Array | Readable) {
    const part = await writePart(incomingDir, bytes);
    await moveInto(target, part.path);
    return { sizeBytes: part.sizeBytes };
  }

  return {
    name: "local",
    async put(path, bytes, _contentType, signal) {
      const target = locate(rootDir, path);
      if (signal && bytes instanceof Readable) addAbortSignal(signal, bytes);
      try {
        return await orUnavailable(() => write(target, bytes));
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      }
    },
    async copy(from, to) {
      const [source, target] = [locate(rootDir, from), locate(rootDir, to)];
      const opened = await orUnavailable(() => openFile(source, undefined));
      if (!opened) throw new AppError("not_found");
      try {
        await orUnavailable(() => write(target, opened.body));
      } finally {
        opened.body.destroy();
      }
    },
    async open(path, range) {
      const target = locate(rootDir, path);
      const opened = await orUnavailable(() => openFile(target, range));
      if (!opened) throw new AppError("not_found");
      return opened;
    },
    async delete(paths) {
      const targets = paths.map((path) => locate(rootDir, path));
      await orUnavailable(async () => {
        const failures: unknown[] = [];
        for (const target of targets)
          await rm(target, { force: true }).catch((error: unknown) => failures.push(error));
        if (failures.length > 0) throw failures[0];
      });
    },
    async *list(prefix) {
      const paths = await orUnavailable(() => findFiles(rootDir));
      for (const path of paths.filter((each) => each.startsWith(prefix))) {
        const facts = await orUnavailable(() => factsOf(join(rootDir, path)));
        if (facts) yield { path, sizeBytes: facts.size, modifiedAt: facts.mtime };
      }
    },
    page: (from) => orUnavailable(() => listPage(rootDir, from)),
    check: () => orUnavailable(() => tryWriting(incomingDir)),
  };
}

async function tryWriting(incomingDir: string): Promise<void> {
  const probe = await writePart(incomingDir, Uint8Array.of(0));
  await rm(probe.path);
  await removeStaleParts(incomingDir);
}

function locate(rootDir: string, path: string): string {
  if (!isMediaPath(path)) throw new TypeError("Not a media path");
  return join(rootDir, path);
}

/** Writes a file that nobody can see yet, down to the disk. */
async function writePart(incomingDir: string, bytes: Uint8Array | Readable) {
  await makeDirectory(incomingDir);
  const path = join(incomingDir, `${randomUUID()}.part`);
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    return { path, sizeBytes: (await handle.stat()).size };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function moveInto(target: string, partPath: string): Promise<void> {
  try {
    await makeDirectory(dirname(target));
    await rename(partPath, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  }
}

/** Makes the directory and its missing parents, and has every new name reach the disk. */
async function makeDirectory(directory: string): Promise<void> {
  const firstMade = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (firstMade === undefined) return;
  for (let made = directory; made.length >= firstMade.length; made = dirname(made)) {
    await syncDirectory(dirname(made));
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Paths, with slashes and from `rootDir`, of all files but the unfinished ones. None when there is no such directory
 * yet.
 */
async function findFiles(rootDir: string): Promise<string[]> {
  const entries = await readdir(rootDir, { recursive: true, withFileTypes: true }).catch(
    orDefault([]),
  );
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(rootDir, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => !path.startsWith(`${incoming}/`));
}

const pageSize = 1000;

/** So many files, in the order of their paths; the next page begins after the last of them. */
async function listPage(rootDir: string, from: string | null) {
  const objects: ListedObject[] = [];
  for (const folder of await findFolders(rootDir)) {
    if (from !== null && folder < from.slice(0, folder.length)) continue;
    for (const path of await filesIn(rootDir, folder)) {
      if (from !== null && path <= from) continue;
      const facts = await factsOf(join(rootDir, path));
      if (facts?.isFile()) objects.push({ path, sizeBytes: facts.size, modifiedAt: facts.mtime });
      if (objects.length >= pageSize) return { objects, next: path };
    }
  }
  return { objects, next: null };
}

async function filesIn(rootDir: string, folder: string): Promise<string[]> {
  const names = await readdir(join(rootDir, folder)).catch(orDefault([]));
  return names.map((name) => `${folder}/${name}`).toSorted();
}

/** `area/person`, sorted. */
async function findFolders(rootDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const area of await foldersIn(rootDir)) {
    const people = area === incoming ? [] : await foldersIn(join(rootDir, area));
    found.push(...people.map((person) => `${area}/${person}`));
  }
  return found.toSorted();
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(orDefault([]));
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

const factsOf = (path: string) => stat(path).catch(orDefault(null));

/** A handler of rejections: what is not there stands for `nothing`; every other error goes on. */
function orDefault<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (errnoOf(error) !== "ENOENT") throw error;
    return nothing;
  };
}

async function removeStaleParts(incomingDir: string): Promise<void> {
  const oldest = Date.now() - staleAfterSeconds * 1000;
  const names = await readdir(incomingDir);
  for (const path of names.map((name) => join(incomingDir, name))) {
    const facts = path.endsWith(".part") ? await factsOf(path) : null;
    if (facts && facts.mtimeMs < oldest) await rm(path, { force: true });
  }
}
