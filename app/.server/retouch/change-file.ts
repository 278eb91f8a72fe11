import sharp from "sharp";
import { type FrameRoom, frameWish, marginsOf, sizeWithin } from "../../domain/frame.ts";
import { refuseFile } from "../subprocesses/unusable-request.ts";
import { maxFramePixels } from "./frame-pixels.ts";
import { type Picture, type Plane, planeOf, throughSharp } from "./picture.ts";
import { reframe } from "./reframe.ts";
import { readFrameWords } from "./reframe-words.ts";
import { readWords } from "./read-words.ts";
import type { RetouchRequest } from "./retouch-messages.ts";
import { retouch } from "./retouch.ts";

/** What is larger is made smaller first: a change keeps several pictures of 4 bytes a pixel in memory. */
const maxPixels = 16_000_000;

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
  { prompt, shape, source, room = noRoom }: RetouchRequest,
  maxFrame: number,
): Promise<Picture> {
  const { filling, ...words } = readFrameWords(prompt, room);
  const stored = await sharp(source).metadata();
  const wish = frameWish(room, words, shape ?? [picture.width, picture.height]);
  const marginsAround = (inner: Picture) => marginsOf(inner, wish, inner.width / stored.width);
  const whole = sizeWithin(picture, marginsAround(picture));
  const inner = await reduce(picture, Math.sqrt(maxFrame / (whole.width * whole.height)));
  return await reframe(inner, marginsAround(inner), filling);
}

const noRoom: FrameRoom = { unit: "percent", sides: {} };

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
  const opened = sharp(file).toColorspace("srgb").ensureAlpha();
  const sized = factor < 1 ? opened.resize(Math.floor(width * factor)) : opened;
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true }).catch(refuseFile);
  return { width: info.width, height: info.height, data };
}

async function openMask(file: Uint8Array, { width, height }: Picture): Promise<Plane> {
  const grays = await sharp(file)
    .resize(width, height, { fit: "fill" })
    .flatten({ background: "#000000" })
    .toColorspace("b-w")
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
