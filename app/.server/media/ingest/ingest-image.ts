import { createHash } from "node:crypto";
import type { Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { thumbSidePixels } from "~/domain/media";
import { AppError } from "~/.server/errors";
import { stripMetadata, type StrippedImage } from "./strip-metadata";
import { type ImageLimits, decodeImage, defaultImageLimits, runDecoding } from "./decode-image";
import { addPngXmp, countPngFrames } from "./png-chunks";
import { sniffMediaType } from "./sniff";
import { unsupportedMedia } from "./unsupported-media";

type StoredImageType = "image/png" | "image/jpeg" | "image/webp";

export interface IngestedImage {
  /** The clean, upright, marked picture. */
  original: Uint8Array;
  contentType: StoredImageType;
  sizeBytes: number;
  /** Hex SHA-256 of `original`. */
  sha256: string;
  width: number;
  height: number;
  /** WebP, longest side at most 512 px, marked like the original. */
  thumb: Uint8Array;
  /** Base64, about 25 bytes. */
  thumbhash: string;
}

/**
 * From here on a JPEG is written a little larger, but in one go: its best coding needs 12 bytes of memory for each
 * pixel.
 */
const largePixels = 16_000_000;
/** The side that thumbhash takes at most. */
const hashSidePixels = 100;

/**
 * Makes a file that is safe to keep and to show from untrusted bytes: decodes them within limits, turns the picture
 * upright, converts it to sRGB, drops every trace of metadata and trailing data, encodes it anew with `xmp` inside
 * where there is some, and adds thumbnail and thumbhash. PNG, JPEG and WebP keep their type, AVIF becomes WebP, GIF
 * becomes PNG; of an animation the first frame stays. Errors: unsupported_media (`found`: what it is instead),
 * too_large (`maxBytes`), unreadable_media (broken, too many pixels, too slow; with `ratio` where it is too long and
 * narrow).
 */
export async function ingestImage(
  bytes: Uint8Array,
  xmp: string | null,
  limits: ImageLimits = defaultImageLimits,
): Promise<IngestedImage> {
  if (bytes.byteLength > limits.maxBytes)
    throw new AppError("too_large", { facts: { maxBytes: limits.maxBytes } });
  const contentType = storedType(bytes);
  return await runDecoding(async () => {
    const { data: original, info } = await encodeAnew(bytes, contentType, xmp, limits);
    const thumb = await makeThumb(stripMetadata(original), xmp, limits);
    return {
      original,
      contentType,
      sizeBytes: original.byteLength,
      sha256: createHash("sha256").update(original).digest("hex"),
      width: info.width,
      height: info.height,
      thumb,
      thumbhash: await hashThumb(thumb, limits),
    };
  });
}

function storedType(bytes: Uint8Array): StoredImageType {
  const type = sniffMediaType(bytes);
  if (type === "image/avif") return "image/webp";
  if (type === "image/gif") return "image/png";
  if (type === null || type === "video/mp4") throw unsupportedMedia(bytes);
  return type;
}

/** Whatever the decoder cannot stomach is the file's fault: nothing else can fail here. */
async function encodeAnew(
  bytes: Uint8Array,
  contentType: StoredImageType,
  xmp: string | null,
  limits: ImageLimits,
) {
  try {
    const picture = stripMetadata(bytes);
    const frames = contentType === "image/png" ? countPngFrames(bytes) : 1;
    const isLarge = (await countPixels(picture, frames, limits)) > largePixels;
    const upright = decodeImage(picture, limits).autoOrient();
    return await encode(upright, contentType, xmp, isLarge);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("unreadable_media", { cause });
  }
}

/**
 * Reads headers only, so that a bomb is refused before any pixel is decoded. `frames`: those that the decoder does not
 * count.
 */
async function countPixels(
  picture: StrippedImage,
  frames: number,
  limits: ImageLimits,
): Promise<number> {
  const facts = await decodeImage(picture, limits, true).metadata();
  const { width, height, pageHeight = height } = facts;
  if (width * height * frames > limits.maxPixels) {
    throw new RangeError(
      `${frames} frames of ${width} × ${height} pixels are more than ${limits.maxPixels}`,
    );
  }
  const { maxSidePixels = Infinity, maxRatio = Infinity } = limits;
  const [shorter = 1, longer = 1] = [width, pageHeight].toSorted((one, other) => one - other);
  if (longer > maxSidePixels || longer > maxRatio * shorter)
    throw new AppError("unreadable_media", { facts: { ratio: longer / shorter } });
  return width * height;
}

async function encode(
  picture: Sharp,
  contentType: StoredImageType,
  xmp: string | null,
  isLarge: boolean,
) {
  const withInfo = { resolveWithObject: true } as const;
  if (contentType === "image/png") {
    const { data, info } = await picture.png({ adaptiveFiltering: true }).toBuffer(withInfo);
    return { data: xmp === null ? data : addPngXmp(data, xmp), info };
  }
  const marked = xmp === null ? picture : picture.withXmp(xmp);
  if (contentType === "image/jpeg") {
    const options = { quality: 95, chromaSubsampling: "4:4:4", optimiseCoding: !isLarge };
    return await marked.jpeg(options).toBuffer(withInfo);
  }
  return await marked.webp({ quality: 95, effort: 2 }).toBuffer(withInfo);
}

async function makeThumb(
  original: StrippedImage,
  xmp: string | null,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const thumb = decodeImage(original, limits)
    .resize(thumbSidePixels, thumbSidePixels, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 });
  return await (xmp === null ? thumb : thumb.withXmp(xmp)).toBuffer();
}

/** The thumbhash of a thumbnail, base64. Throws what sharp throws. */
export async function hashThumb(
  thumb: Uint8Array,
  limits: ImageLimits = defaultImageLimits,
): Promise<string> {
  const { data, info } = await decodeImage(stripMetadata(thumb), limits)
    .resize(hashSidePixels, hashSidePixels, { fit: "inside", withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}
