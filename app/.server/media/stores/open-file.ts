import { type FileHandle, open } from "node:fs/promises";
import type { ByteRange, StoredObject } from "../store-port";
import { errnoOf } from "./storage-errors";

/**
 * Opens a file for streaming; null when there is no such file. The file is closed at the end of `body` or when that is
 * destroyed. A read sees one version of the file, even when another one replaces it meanwhile. Throws the errors of the
 * file system.
 */
export async function openFile(
  path: string,
  range: ByteRange | undefined,
): Promise<StoredObject | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
  try {
    const facts = await handle.stat();
    if (facts.isFile()) return { body: handle.createReadStream(range), sizeBytes: facts.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return null;
}
