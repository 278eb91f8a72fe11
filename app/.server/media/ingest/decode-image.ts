import sharp, { type Sharp } from "sharp";
import { boundDecoders } from "~/.server/decoders/bound-decoders";
import type { StrippedImage } from "./strip-metadata";
import { createSemaphore } from "~/.server/semaphore";

boundDecoders();

/** Sharp works on libuv's four threads, which files and name look-ups need too: two pictures at once leave them two. */
export const { run: runDecoding } = createSemaphore(2);

export interface ImageLimits {
  /** Of all frames together. */
  maxPixels: number;
  maxBytes: number;
  /** Of what is stored of it. Left out: any. */
  maxStoredBytes?: number;
  /** Of the longer side. Left out: what the decoders bear. */
  maxSidePixels?: number;
  /** Of the longer side to the shorter one. Left out: any. */
  maxRatio?: number;
  /** For one pass over the picture. */
  timeoutSeconds: number;
}

export const defaultImageLimits: ImageLimits = {
  maxPixels: 50_000_000,
  maxBytes: 64 * 1024 * 1024,
  timeoutSeconds: 30,
};

/**
 * A bounded decoder over a stranger's picture: the first frame, refused at the first warning.
 * With `everyFrame` all frames count towards the pixel cap. Sharp throws when a bound is passed.
 */
export function decodeImage(
  picture: StrippedImage,
  limits: ImageLimits,
  everyFrame = false,
): Sharp {
  const options = {
    failOn: "warning",
    limitInputPixels: limits.maxPixels,
    animated: everyFrame,
  } as const;
  return sharp(picture, options).timeout({ seconds: limits.timeoutSeconds });
}
