import sharp from "sharp";
import type { Picture, Plane } from "./picture.ts";
import { reframe } from "./reframe.ts";
import { marginsOf, readFrameWords } from "./reframe-words.ts";
import { readWords } from "./read-words.ts";
import type { RetouchRequest } from "./retouch-messages.ts";
import { retouch } from "./retouch.ts";

/** What is larger is made smaller first: a change keeps several pictures of 4 bytes a pixel in memory. */
const maxPixels = 16_000_000;
/** Of what a frame may grow to. */
const maxFramePixels = 24_000_000;

/**
 * Changes the picture in a file as words ask for it. Gives a PNG file: what is not to change is the same to the last
 * bit. The same request gives the same bytes. `onProgress` gets rising shares of the work, 0 to 1.
 */
export async function changeFile(
  request: RetouchRequest,
  onProgress: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await openPicture(request.source);
  onProgress(0.1);
  const report = (share: number) => onProgress(0.1 + 0.8 * share);
  const changed = await (request.tool === "reframe"
    ? extend(picture, request)
    : change(picture, request, report));
  report(1);
  return await writePng(changed);
}

async function change(
  picture: Picture,
  { prompt, mask }: RetouchRequest,
  onProgress: (share: number) => void,
): Promise<Picture> {
  const { steps } = readWords(prompt);
  return await retouch(picture, steps, mask && (await openMask(mask, picture)), onProgress);
}

async function extend(picture: Picture, { prompt, shape }: RetouchRequest): Promise<Picture> {
  const wish = readFrameWords(prompt);
  const { width, height } = picture;
  const margins = marginsOf(picture, wish, shape ?? [width, height]);
  const { left, right, top, bottom } = margins;
  const pixels = (width + left + right) * (height + top + bottom);
  if (pixels > maxFramePixels)
    throw new RangeError(`A frame of ${pixels} pixels is more than ${maxFramePixels}`);
  return await reframe(picture, margins, wish.filling);
}

async function openPicture(file: Uint8Array): Promise<Picture> {
  const { width, height } = await sharp(file).metadata();
  const factor = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const opened = sharp(file).toColourspace("srgb").ensureAlpha();
  const sized = factor < 1 ? opened.resize(Math.floor(width * factor)) : opened;
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function openMask(file: Uint8Array, { width, height }: Picture): Promise<Plane> {
  const grays = await sharp(file)
    .resize(width, height, { fit: "fill" })
    .flatten({ background: "#000000" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { width, height, data: Float32Array.from(grays, (value) => value / 255) };
}

/** Without an alpha channel where every pixel is opaque. */
async function writePng({ width, height, data }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const isOpaque = data.every((value, at) => at % 4 !== 3 || value === 255);
  const image = sharp(data, { raw: { width, height, channels: 4 } });
  const plain = isOpaque ? image.removeAlpha() : image;
  return new Uint8Array(await plain.png({ compressionLevel: 6 }).toBuffer());
}
