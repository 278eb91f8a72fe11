import sharp from "sharp";
import { refuseFile, UnusableRequestError } from "../subprocesses/unusable-request.ts";
import { openNetwork } from "./run-network.ts";
import { type Pixels, upscalePixels } from "./upscale-pixels.ts";
import { type Factor, largestSources } from "./upscale-limits.ts";
import type { UpscaleRequest } from "./upscaler-messages.ts";

/** Beyond that a file without loss is larger than what is stored. */
const mostPngPixels = 20_000_000;

/**
 * Enlarges the picture in a file by a neural network. What is opaque and was a JPEG or WebP file becomes a JPEG file,
 * everything else a PNG, or a WebP file where that would be too large. The same request gives the same bytes.
 * `onProgress` gets rising shares of the work, 0 to 1. Rejects with UnusableRequestError for a file that is no picture,
 * or too large a one.
 */
export async function upscaleFile(
  { source, factor }: UpscaleRequest,
  onProgress: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { colors, alpha, isLossless } = await openPicture(source, factor);
  const enlarge = await openNetwork(factor);
  const large = await upscalePixels(colors, factor, enlarge, (share) => onProgress(0.95 * share));
  const file = await writeFile(large, alpha && (await enlargeAlpha(alpha, large)), isLossless);
  onProgress(1);
  return new Uint8Array(file);
}

interface OpenedPicture {
  colors: Pixels;
  /** How opaque each pixel is; null where all are. */
  alpha: Pixels | null;
  isLossless: boolean;
}

async function openPicture(source: Uint8Array, factor: Factor): Promise<OpenedPicture> {
  const { width, height, format } = await sharp(source).metadata().catch(refuseFile);
  const { pixels, sidePixels } = largestSources[factor];
  if (width * height > pixels || Math.max(width, height) > sidePixels)
    throw new UnusableRequestError(`A picture of ${width} × ${height} is too large for ${factor}×`);
  const upright = sharp(source).autoOrient().toColorspace("srgb").ensureAlpha();
  const { data, info } = await upright
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(refuseFile);
  const size = { width: info.width, height: info.height };
  const isOpaque = data.every((value, at) => at % 4 !== 3 || value === 255);
  const isLossless = format === "png";
  if (isOpaque) return { colors: await channels(data, size, [0, 1, 2]), alpha: null, isLossless };
  const filled = await fillHidden(data, size);
  const [colors, alpha] = [
    await channels(filled, size, [0, 1, 2]),
    await channels(data, size, [3]),
  ];
  return { colors, alpha, isLossless };
}

type Size = Pick<Pixels, "width" | "height">;

/** Some channels of RGBA bytes. */
async function channels(rgba: Uint8Array, size: Size, which: readonly number[]): Promise<Pixels> {
  const data = new Uint8Array(size.width * size.height * which.length);
  for (let at = 0, from = 0; at < data.length; from += 4)
    for (const channel of which) {
      data[at] = rgba[from + channel]!;
      at += 1;
    }
  return { ...size, data };
}

/** What cannot be seen gets the color of what is beside it: any other one would come out at the edge. */
async function fillHidden(rgba: Uint8Array, size: Size): Promise<Uint8Array> {
  const raw = { ...size, channels: 4 } as const;
  const spread = await sharp(rgba, { raw }).blur(6).raw().toBuffer();
  const filled = Uint8Array.from(rgba);
  for (let at = 0; at < filled.length; at += 4)
    if (filled[at + 3] === 0) filled.set(spread.subarray(at, at + 3), at);
  return filled;
}

async function enlargeAlpha({ data, ...size }: Pixels, { width, height }: Size): Promise<Buffer> {
  return await sharp(data, { raw: { ...size, channels: 1 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .toColorspace("b-w")
    .raw()
    .toBuffer();
}

async function writeFile(
  { data, width, height }: Pixels,
  alpha: Buffer | null,
  isLossless: boolean,
): Promise<Buffer> {
  const size = { width, height };
  const opaque = sharp(data, { raw: { ...size, channels: 3 } });
  const image = alpha ? opaque.joinChannel(alpha, { raw: { ...size, channels: 1 } }) : opaque;
  if (width * height <= mostPngPixels && (alpha || isLossless))
    return await image.png({ compressionLevel: 6 }).toBuffer();
  if (alpha) return await image.webp({ quality: 95, effort: 2 }).toBuffer();
  // Its best coding needs 12 bytes of memory for each pixel.
  const optimiseCoding = width * height <= mostPngPixels;
  return await image.jpeg({ quality: 95, chromaSubsampling: "4:4:4", optimiseCoding }).toBuffer();
}
