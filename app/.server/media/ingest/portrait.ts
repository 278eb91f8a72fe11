import type { GivenBytes } from "../file-bytes-port";
import { decodeInTime } from "./bounded-decoding";
import { decodeImage, runDecoding, type ImageLimits } from "./decode-image";
import { fileBytes } from "./bytes-in-memory";
import { ingestGiven } from "./ingest-image";
import { sniffMediaType } from "./sniff";
import { stripMetadata } from "./strip-metadata";

/** Twice the largest size that it is shown in. */
const sidePixels = 256;
const maxBytes = 300_000;

/**
 * Makes of a picture that a person gives one to stand beside their name: checked and cleaned like an upload, the middle
 * of it as a square of 256 × 256 pixels, WebP. One that is such a square already stays the same to the byte, so that it
 * loses nothing on its way through other Easels. Errors: those of `ingestGiven`.
 */
export async function ingestPortrait(
  read: () => Promise<GivenBytes>,
  limits: ImageLimits,
): Promise<Uint8Array> {
  let given: Buffer | null = null;
  const { original } = await ingestGiven(async () => {
    const file = fileBytes(await read());
    given = file.length <= maxBytes ? Buffer.from(file.piece(0, file.length)) : null;
    return file;
  }, limits);
  const cut = () =>
    decodeImage(stripMetadata(original), limits)
      .resize(sidePixels, sidePixels, { fit: "cover" })
      .webp({ quality: 82 })
      .toBuffer();
  return await runDecoding(async () =>
    given && (await isPortrait(given, limits)) ? given : await decodeInTime(limits, cut),
  );
}

/** Of what has been decoded: whether there is nothing to cut, to turn or to take away. */
async function isPortrait(bytes: Buffer, limits: ImageLimits): Promise<boolean> {
  if (sniffMediaType(bytes) !== "image/webp") return false;
  const bare = stripMetadata(bytes);
  if (!bytes.equals(bare)) return false;
  const facts = await decodeImage(bare, limits, true).metadata();
  const { width, height, pages = 1, icc, exif } = facts;
  return width === sidePixels && height === sidePixels && pages === 1 && !icc && !exif;
}
