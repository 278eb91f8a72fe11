import { decodeInTime } from "./bounded-decoding";
import { decodeImage, runDecoding, type ImageLimits } from "./decode-image";
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
  read: () => Promise<Uint8Array>,
  limits: ImageLimits,
): Promise<Uint8Array> {
  let given: Buffer | null = null;
  const { original } = await ingestGiven(async () => {
    const bytes = await read();
    // A copy: the memory of these is let go of.
    given = bytes.length <= maxBytes ? Buffer.from(bytes) : null;
    return bytes;
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
