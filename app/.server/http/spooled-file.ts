import { randomUUID } from "node:crypto";
import { open, unlink, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBufferCollector } from "../buffer-memory";
import { AppError } from "../errors";
import type { FileBytes } from "../media/file-bytes-port";
import { openWindow } from "./file-window";

/** A file that came with a form. It lies on disk until it is closed, so that it takes no memory while it comes. */
export interface SpooledFile {
  sizeBytes: number;
  /** It was longer than allowed: only its beginning is there. */
  isTooLarge: boolean;
  read(): Promise<FileBytes>;
  close(): Promise<void>;
}

/** Of all files that are coming or being looked at in this process. */
const maxSpooledBytes = 512 * 1024 * 1024;
let spooledBytes = 0;

/**
 * Takes a file as it comes. It has no name on disk, so that nothing is left of it however this process ends. Errors:
 * unavailable (the disk, or too many files at once); those of `pieces`.
 */
export async function spoolFile(
  pieces: AsyncIterable<Buffer>,
  wasCut: () => boolean,
): Promise<SpooledFile> {
  let handle: FileHandle | null = null;
  let sizeBytes = 0;
  const sweep = createBufferCollector();
  const close = async () => {
    spooledBytes -= handle ? sizeBytes : 0;
    await handle?.close();
    handle = null;
  };
  try {
    for await (const piece of pieces) {
      handle ??= await openNameless().catch(throwUnavailable);
      if (spooledBytes + piece.length > maxSpooledBytes)
        throw new AppError("unavailable", { cause: new Error("Too many files at once") });
      sizeBytes += piece.length;
      spooledBytes += piece.length;
      await handle.writeFile(piece).catch(throwUnavailable);
      sweep(piece.length);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    sizeBytes,
    isTooLarge: wasCut(),
    async read() {
      if (!handle) throw new TypeError("There is no file");
      return openWindow(handle.fd, sizeBytes);
    },
    close,
  };
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `easel-upload-${randomUUID()}`);
  const handle = await open(path, "wx+", 0o600);
  await unlink(path);
  return handle;
}

function throwUnavailable(cause: unknown): never {
  throw new AppError("unavailable", { cause });
}
