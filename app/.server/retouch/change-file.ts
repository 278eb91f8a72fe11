import sharp from "sharp";
import { refuseFile } from "../threads/unusable-request.ts";
import { type Picture, type Plane, planeOf, throughSharp } from "./picture.ts";
import { reframe } from "./reframe.ts";
import { marginsOf, readFrameWords } from "./reframe-words.ts";
import { readWords } from "./read-words.ts";
import type { RetouchRequest } from "./retouch-messages.ts";
import { retouch } from "./retouch.ts";

/** What is larger is made smaller first: a change keeps several pictures of 4 bytes a pixel in memory. */
const maxPixels = 16_000_000;
/** Of what a frame may grow to: the picture in it is made smaller where it must be. */
const maxFramePixels = 24_000_000;

/**
 * Changes the picture in a file as words ask for it. Gives a PNG file: what is not to change is the same to the last
 * bit. The same request gives the same bytes. `onProgress` gets rising shares of the work, 0 to 1. Rejects with
 * UnusableRequestError for a file that is no picture.
 */
export async function changeFile(
  request: RetouchRequest,
  onProgress: (share: number) => void,
  maxFrame = maxFramePixels,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await openPicture(request.source);
  onProgress(0.1);
  const report = (share: number) => onProgress(0.1 + 0.8 * share);
  const changed = await (request.tool === "reframe"
    ? extend(picture, request, maxFrame)
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

async function extend(
  picture: Picture,
  { prompt, shape }: RetouchRequest,
  maxFrame: number,
): Promise<Picture> {
  const wish = readFrameWords(prompt);
  const { width, height } = picture;
  const marginsAround = (inner: Picture) => marginsOf(inner, wish, shape ?? [width, height]);
  const { left, right, top, bottom } = marginsAround(picture);
  const pixels = (width + left + right) * (height + top + bottom);
  const inner = await reduce(picture, Math.sqrt(maxFrame / pixels));
  return await reframe(inner, marginsAround(inner), wish.filling);
}

/** So many times as wide and as high; the same where that is not less. */
async function reduce(picture: Picture, factor: number): Promise<Picture> {
  if (factor >= 1) return picture;
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.floor(side * factor)),
  ) as [number, number];
  return await throughSharp(picture, (image) => image.resize(width, height, { fit: "fill" }));
}

async function openPicture(file: Uint8Array): Promise<Picture> {
  const { width, height } = await sharp(file).metadata().catch(refuseFile);
  const factor = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  const opened = sharp(file).toColourspace("srgb").ensureAlpha();
  const sized = factor < 1 ? opened.resize(Math.floor(width * factor)) : opened;
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true }).catch(refuseFile);
  return { width: info.width, height: info.height, data };
}

async function openMask(file: Uint8Array, { width, height }: Picture): Promise<Plane> {
  const grays = await sharp(file)
    .resize(width, height, { fit: "fill" })
    .flatten({ background: "#000000" })
    .toColourspace("b-w")
    .raw()
    .toBuffer()
    .catch(refuseFile);
  return planeOf({ width, height }, grays);
}

/** Without an alpha channel where every pixel is opaque. */
async function writePng({ width, height, data }: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const isOpaque = data.every((value, at) => at % 4 !== 3 || value === 255);
  const image = sharp(data, { raw: { width, height, channels: 4 } });
  const plain = isOpaque ? image.removeAlpha() : image;
  return new Uint8Array(await plain.png({ compressionLevel: 6 }).toBuffer());
}
