import { createHash } from "node:crypto";
import type { Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { AppError } from "../errors";
import {
  type ImageLimits,
  decodeImage,
  defaultImageLimits,
  runInDecodingSlot,
} from "./decode-image";
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

const thumbSidePixels = 512;
/** The side that thumbhash takes at most. */
const hashSidePixels = 100;

/**
 * Makes a file that is safe to keep and to show from untrusted bytes: decodes them within limits, turns the picture upright,
 * converts it to sRGB, drops every trace of metadata and trailing data, encodes it anew with `xmp` inside, and adds thumbnail and thumbhash.
 * PNG, JPEG and WebP keep their type, AVIF becomes WebP, GIF becomes PNG; of an animation the first frame stays.
 * Errors: unsupported_media (`found`: what it is instead), too_large (`maxBytes`), unreadable_media (broken, too many pixels, too slow).
 */
export async function ingestImage(
  bytes: Uint8Array,
  xmp: string,
  limits: ImageLimits = defaultImageLimits,
): Promise<IngestedImage> {
  if (bytes.byteLength > limits.maxBytes)
    throw new AppError("too_large", { facts: { maxBytes: limits.maxBytes } });
  const contentType = storedType(bytes);
  return await runInDecodingSlot(async () => {
    const { data: original, info } = await encodeAnew(bytes, contentType, xmp, limits);
    const thumb = await makeThumb(original, xmp, limits);
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
  xmp: string,
  limits: ImageLimits,
) {
  try {
    await assertPixels(bytes, contentType, limits);
    const upright = decodeImage(bytes, limits).autoOrient();
    return await encode(upright, contentType, xmp);
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

/** Reads headers only, so that a bomb is refused before any pixel is decoded. */
async function assertPixels(
  bytes: Uint8Array,
  contentType: StoredImageType,
  limits: ImageLimits,
): Promise<void> {
  const { width, height } = await decodeImage(bytes, limits, true).metadata();
  const frames = contentType === "image/png" ? countPngFrames(bytes) : 1;
  if (width * height * frames > limits.maxPixels) {
    throw new RangeError(
      `${frames} frames of ${width} × ${height} pixels are more than ${limits.maxPixels}`,
    );
  }
}

async function encode(picture: Sharp, contentType: StoredImageType, xmp: string) {
  const withInfo = { resolveWithObject: true } as const;
  if (contentType === "image/png") {
    const { data, info } = await picture.png({ adaptiveFiltering: true }).toBuffer(withInfo);
    return { data: addPngXmp(data, xmp), info };
  }
  const marked = picture.withXmp(xmp);
  if (contentType === "image/jpeg") {
    return await marked.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer(withInfo);
  }
  return await marked.webp({ quality: 95, effort: 2 }).toBuffer(withInfo);
}

async function makeThumb(
  original: Uint8Array,
  xmp: string,
  limits: ImageLimits,
): Promise<Uint8Array> {
  return await decodeImage(original, limits)
    .resize(thumbSidePixels, thumbSidePixels, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .withXmp(xmp)
    .toBuffer();
}

/** The thumbhash of a thumbnail, base64. Throws what sharp throws. */
export async function hashThumb(
  thumb: Uint8Array,
  limits: ImageLimits = defaultImageLimits,
): Promise<string> {
  const { data, info } = await decodeImage(thumb, limits)
    .resize(hashSidePixels, hashSidePixels, { fit: "inside", withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}
