import { createHash } from "node:crypto";
import type { Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { thumbSidePixels } from "~/domain/media";
import { AppError } from "~/.server/errors";
import type { FileBytes, GivenBytes } from "../file-bytes-port";
import { letGo } from "./byte-collector";
import { fileBytes } from "./bytes-in-memory";
import { drawToDisk } from "./draw-to-disk";
import { headBytes, stripMetadata, type StrippedImage } from "./strip-metadata";
import { decodeInTime } from "./bounded-decoding";
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
const largePixels = 2_000_000;
/** The side that thumbhash takes at most. */
const hashSidePixels = 100;

/**
 * Makes a file that is safe to keep and to show from untrusted bytes: decodes them within limits, turns the picture
 * upright, converts it to sRGB, drops every trace of metadata and trailing data, encodes it anew with `xmp` inside
 * where there is some, and adds thumbnail and thumbhash. PNG, JPEG and WebP keep their type, AVIF becomes WebP, GIF
 * becomes PNG; of an animation the first frame stays. Errors: unsupported_media (`found`: what it is instead),
 * too_large (`maxBytes`; `stored` where it became too large here), unreadable_media (broken, too many pixels; with
 * `ratio` where it is too long and narrow), unavailable (`slow`: it could not be decoded in time).
 */
export async function ingestImage(
  bytes: Uint8Array,
  xmp: string | null,
  limits: ImageLimits = defaultImageLimits,
): Promise<IngestedImage> {
  return await ingestGiven(async () => bytes, limits, xmp);
}

/** The same for a file that is read when its turn has come. Errors: those of `ingestImage` and of reading. */
export async function ingestGiven(
  read: () => Promise<GivenBytes>,
  limits: ImageLimits,
  xmp: string | null = null,
): Promise<IngestedImage> {
  return await runDecoding(async () =>
    drawAnew(takeIn(fileBytes(await read()), limits), xmp, limits),
  );
}

/** A picture that may be decoded, and what is known of its file. */
interface TakenImage {
  picture: StrippedImage;
  contentType: StoredImageType;
  /** Those that the decoder does not count. */
  frames: number;
}

function takeIn(file: FileBytes, { maxBytes }: ImageLimits): TakenImage {
  if (file.length > maxBytes) throw new AppError("too_large", { facts: { maxBytes } });
  const contentType = storedType(file.piece(0, headBytes));
  const frames = contentType === "image/png" ? countPngFrames(file) : 1;
  try {
    return { picture: stripMetadata(file), contentType, frames };
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("unreadable_media", { cause });
  }
}

function storedType(head: Buffer): StoredImageType {
  const type = sniffMediaType(head);
  if (type === "image/avif") return "image/webp";
  if (type === "image/gif") return "image/png";
  if (type === null || type === "video/mp4") throw unsupportedMedia(head);
  return type;
}

/** The thumbnail comes from the picture itself, of which its decoder then reads no more than that takes. */
async function drawAnew(
  taken: TakenImage,
  xmp: string | null,
  limits: ImageLimits,
): Promise<IngestedImage> {
  const { picture, contentType } = taken;
  try {
    const pixels = await decodeInTime(limits, () => countPixels(taken, limits));
    const shown = await decodeInTime(limits, async () => {
      const thumb = await makeThumb(picture, xmp, limits);
      return { thumb, thumbhash: await hashThumb(thumb, limits) };
    });
    const { data: original, info } = await decodeInTime(limits, () =>
      encodeAnew(taken, xmp, limits, pixels > largePixels),
    );
    const { maxStoredBytes = Infinity } = limits;
    if (original.byteLength > maxStoredBytes)
      throw new AppError("too_large", { facts: { stored: original.byteLength } });
    return {
      original,
      contentType,
      sizeBytes: original.byteLength,
      sha256: createHash("sha256").update(original).digest("hex"),
      width: info.width,
      height: info.height,
      ...shown,
    };
  } finally {
    letGo(picture);
  }
}

async function encodeAnew(
  { picture, contentType }: TakenImage,
  xmp: string | null,
  limits: ImageLimits,
  isLarge: boolean,
) {
  // Each time from the bytes: a clone of sharp's copies them.
  const upright = () => decodeImage(picture, limits).autoOrient();
  const { maxStoredBytes = Infinity } = limits;
  const anew = await encode(upright(), contentType, xmp, isLarge);
  if (contentType !== "image/jpeg" || anew.data.byteLength <= maxStoredBytes) return anew;
  // Finer than it came: a JPEG that had been saved to be small.
  const marked = xmp === null ? upright() : upright().withXmp(xmp);
  return await drawToDisk(marked.jpeg({ quality: 85, optimiseCoding: !isLarge }));
}

/** Reads headers only, so that a bomb is refused before any pixel is decoded. */
async function countPixels({ picture, frames }: TakenImage, limits: ImageLimits): Promise<number> {
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
  if (contentType === "image/png") {
    const { data, info } = await drawToDisk(picture.png({ adaptiveFiltering: true }));
    return { data: xmp === null ? data : addPngXmp(data, xmp), info };
  }
  const marked = xmp === null ? picture : picture.withXmp(xmp);
  if (contentType === "image/jpeg") {
    const options = { quality: 95, chromaSubsampling: "4:4:4", optimiseCoding: !isLarge };
    return await drawToDisk(marked.jpeg(options));
  }
  return await drawToDisk(marked.webp({ quality: 95, effort: 2 }));
}

async function makeThumb(
  picture: StrippedImage,
  xmp: string | null,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const thumb = decodeImage(picture, limits)
    .autoOrient()
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
