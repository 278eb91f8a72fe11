import { buffer } from "node:stream/consumers";
import { AppError, isNotFound } from "~/.server/errors";
import type { MediaFile } from "../files-port";
import type { MediaStore } from "../store-port";
import { drawPreview } from "./draw-preview";
import { readXmpPacket, withoutPrompt, type XmpPacket } from "./xmp-packet";

const maxKept = 64;
/** A larger picture is drawn from its thumbnail. */
const maxOriginalBytes = 16 * 1024 * 1024;

/**
 * Draws the pictures by which links are announced, and keeps the latest ones in memory: some 10 MB at most. Two who ask
 * at once wait for one drawing. They say what their first file says of itself, without its prompt.
 */
export function createPreviews(storeOf: (file: MediaFile) => MediaStore) {
  const kept = new Map<string, Promise<Uint8Array>>();

  return async (files: readonly MediaFile[]): Promise<Uint8Array> => {
    const key = files.map(({ id }) => id).join(" ");
    const known = kept.get(key);
    if (known) return await known;
    if (kept.size >= maxKept) kept.clear();
    const drawing = draw(storeOf, files);
    kept.set(key, drawing);
    try {
      return await drawing;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}

async function draw(
  storeOf: (file: MediaFile) => MediaStore,
  files: readonly MediaFile[],
): Promise<Uint8Array> {
  const found = await Promise.all(files.map((file) => readUnlessGone(storeOf, file, files.length)));
  const drawn = found.filter((each) => each !== null);
  const [first] = drawn;
  if (!first) throw new AppError("not_found");
  try {
    return await drawPreview(
      drawn.map(({ bytes }) => bytes),
      first.packet && withoutPrompt(first.packet.text),
    );
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

/** Null: its object is missing, which must not keep the others from being shown. */
async function readUnlessGone(
  storeOf: (file: MediaFile) => MediaStore,
  file: MediaFile,
  count: number,
): Promise<{ bytes: Buffer; packet: XmpPacket | null } | null> {
  try {
    const store = storeOf(file);
    const { body } = await store.open(pathToDraw(file, count));
    const bytes = await buffer(body);
    return { bytes, packet: await readXmpPacket(store, file.thumbPath) };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Where one picture of several is small, and a video is a still, the thumbnail is enough. */
function pathToDraw({ contentType, sizeBytes, path, thumbPath }: MediaFile, count: number): string {
  const isLarge = count === 1 && contentType !== "video/mp4" && sizeBytes <= maxOriginalBytes;
  return isLarge ? path : thumbPath;
}
