import { createHash } from "node:crypto";
import { thumbSidePixels } from "~/domain/media";
import type { AdoptedMarks } from "~/domain/adopted-media";
import { decodeInTime } from "./bounded-decoding";
import { decodeImage, type ImageLimits, runDecoding } from "./decode-image";
import { hashThumb, ingestImage, type IngestedImage } from "./ingest-image";
import { countPngFrames } from "./png-chunks";
import { findPacket, markToKeep } from "./provenance";
import { sniffMediaType } from "./sniff";
import { stripMetadata, type StrippedImage } from "./strip-metadata";

/** What `stripMetadata` takes of a picture as Easel stores it, besides the text of its mark. */
const wrappings: Readonly<Record<string, (packetBytes: number) => readonly number[]>> = {
  // A PNG also has its resolution (`pHYs`), which says nothing of anybody.
  "image/png": (packetBytes) => (packetBytes > 0 ? [34, 55] : [0, 21]),
  "image/jpeg": (packetBytes) => [packetBytes > 0 ? 33 : 0],
  "image/webp": (packetBytes) => [packetBytes > 0 ? 8 + (packetBytes % 2) : 0],
};

/**
 * A picture that another Easel has exported. One that is exactly what Easel stores, with a mark and nothing else beside
 * its pixels, stays as it is to the byte, once every line of it has been decoded; any other is made anew like an
 * upload, with the mark that it has, else with the one that it is said to have. `said` null: a picture that somebody
 * gave, which is marked if it says so itself. Errors: those of `ingestImage`.
 */
export async function adoptImage(
  bytes: Buffer,
  said: AdoptedMarks | null,
  limits: ImageLimits,
): Promise<IngestedImage & { mark: ReturnType<typeof markToKeep> }> {
  const mark = markToKeep(bytes, said);
  const kept = await keepAsItIs(bytes, mark?.xmp ?? null, limits);
  return { ...(kept ?? (await ingestImage(bytes, mark?.xmp ?? null, limits))), mark };
}

async function keepAsItIs(
  bytes: Buffer,
  xmp: string | null,
  limits: ImageLimits,
): Promise<IngestedImage | null> {
  const contentType = sniffMediaType(bytes);
  if (contentType === null || bytes.length > limits.maxBytes) return null;
  const wrapping = wrappings[contentType];
  if (!wrapping || (findPacket(bytes) ?? null) !== xmp) return null;
  const picture = orNull(() => stripMetadata(bytes));
  const packetBytes = xmp === null ? 0 : Buffer.byteLength(xmp);
  if (!picture || !wrapping(packetBytes).includes(bytes.length - picture.length - packetBytes))
    return null;
  return await runDecoding(async () => {
    const size = await plainSize(picture, limits);
    if (!size) return null;
    const thumb = await decodeInTime(limits, () => thumbOf(picture, xmp, limits));
    return {
      original: bytes,
      contentType: contentType as IngestedImage["contentType"],
      sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      ...size,
      thumb,
      thumbhash: await hashThumb(thumb, limits),
    };
  });
}

/** Null for a picture that ingestion would change or refuse: it is for ingestion to say. */
async function plainSize(
  picture: StrippedImage,
  limits: ImageLimits,
): Promise<{ width: number; height: number } | null> {
  try {
    const facts = await decodeImage(picture, limits, true).metadata();
    const { width, height, pages = 1, orientation = 1, icc, exif, space, depth } = facts;
    const frames = facts.format === "png" ? countPngFrames(picture) : pages;
    const isPlain = frames === 1 && orientation === 1 && !icc && !exif;
    const isUsual = (space === "srgb" || space === "b-w") && depth === "uchar";
    const { maxSidePixels = Infinity, maxRatio = Infinity } = limits;
    const longer = Math.max(width, height);
    const isInBounds =
      width * height <= limits.maxPixels &&
      longer <= maxSidePixels &&
      longer <= maxRatio * Math.min(width, height);
    return isPlain && isUsual && isInBounds ? { width, height } : null;
  } catch {
    return null;
  }
}

/** Decodes every line of it. */
async function thumbOf(
  picture: StrippedImage,
  xmp: string | null,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const size = { fit: "inside", withoutEnlargement: true, fastShrinkOnLoad: false } as const;
  const thumb = decodeImage(picture, limits)
    .resize(thumbSidePixels, thumbSidePixels, size)
    .webp({ quality: 80 });
  return await (xmp === null ? thumb : thumb.withXmp(xmp)).toBuffer();
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
