import type { Picture } from "~/.server/retouch/picture";
import { readWords } from "~/.server/retouch/read-words";
import { retouch } from "~/.server/retouch/retouch";

export type Rgb = readonly [number, number, number];

/** Draws a picture pixel by pixel; `x` and `y` from 0 to 1. */
export function drawPicture(
  width: number,
  height: number,
  color: (x: number, y: number) => Rgb,
): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 4) {
      const [r, g, b] = color((x + 0.5) / width, (y + 0.5) / height);
      data.set([r, g, b, 255].map(Math.round), at);
    }
  return { width, height, data };
}

/** Roughness that looks the same each time. */
const rough = (x: number, y: number) =>
  ((Math.sin(x * 517.3 + y * 911.7) * 43_758.5453) % 1) * 9 +
  6 * Math.sin(40 * x) * Math.sin(31 * y);

/** Like a photo: a blue sky, green hills with shade, and a red ball in the middle. */
function takePhoto(x: number, y: number): Rgb {
  const noise = rough(x, y);
  const away = Math.hypot((x - 0.5) * 1.33, y - 0.6);
  if (away < 0.16) {
    const light = 1 - 1.6 * Math.hypot(x - 0.46, y - 0.55);
    return [214 * light + noise, 46 * light + noise, 40 * light + noise];
  }
  if (y < 0.45)
    return [96 + 90 * y + noise / 3, 148 + 90 * y + noise / 3, 214 + 40 * y + noise / 3];
  const shade = 0.45 + 0.5 * Math.abs(Math.sin(9 * x + 3 * y));
  return [70 * shade + noise, 132 * shade + noise, 58 * shade + noise];
}

export const photo = drawPicture(96, 72, takePhoto);
/** Where strokes must have room. */
export const largePhoto = drawPicture(256, 192, takePhoto);

/** What comes of a picture by words. */
export async function after(prompt: string, picture: Picture = photo): Promise<Picture> {
  const { steps, unknown } = readWords(prompt);
  if (steps.length === 0 || unknown.length > 0)
    throw new Error(`${prompt} is not understood: ${unknown.join(", ")}`);
  return await retouch(picture, steps);
}

/** Part of a picture: from left and top to right and bottom, 0 to 1. */
export type Part = readonly [left: number, top: number, right: number, bottom: number];

export const everywhere: Part = [0, 0, 1, 1];
export const sky: Part = [0, 0, 1, 0.3];
export const ball: Part = [0.44, 0.52, 0.56, 0.68];
export const meadow: Part = [0, 0.8, 1, 1];
export const corner: Part = [0, 0, 0.1, 0.1];
export const leftHalf: Part = [0, 0, 0.5, 1];
export const rightHalf: Part = [0.5, 0, 1, 1];

function pixelsOf({ width, height, data }: Picture, [left, top, right, bottom]: Part): Rgb[] {
  const found: Rgb[] = [];
  for (let y = Math.floor(top * height); y < Math.ceil(bottom * height); y += 1)
    for (let x = Math.floor(left * width); x < Math.ceil(right * width); x += 1) {
      const at = 4 * (y * width + x);
      found.push([data[at]!, data[at + 1]!, data[at + 2]!]);
    }
  return found;
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function colorIn(picture: Picture, part: Part = everywhere): [number, number, number] {
  const pixels = pixelsOf(picture, part);
  return [0, 1, 2].map((channel) => average(pixels.map((pixel) => pixel[channel]!))) as [
    number,
    number,
    number,
  ];
}

const lightOf = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

export function lightIn(picture: Picture, part: Part = everywhere): number {
  return average(pixelsOf(picture, part).map(lightOf));
}

/** How far the light of the pixels is spread (standard deviation). */
export function spreadIn(picture: Picture, part: Part = everywhere): number {
  const lights = pixelsOf(picture, part).map(lightOf);
  const mean = average(lights);
  return Math.sqrt(average(lights.map((light) => (light - mean) ** 2)));
}

/** How far colors are from gray. */
export function colorfulnessIn(picture: Picture, part: Part = everywhere): number {
  return average(pixelsOf(picture, part).map((pixel) => Math.max(...pixel) - Math.min(...pixel)));
}

/** How much neighbours differ: large where it is sharp or rough. */
export function detailIn(picture: Picture, part: Part = everywhere): number {
  const { width } = picture;
  const [left, top, right, bottom] = part;
  const differences: number[] = [];
  for (let y = Math.floor(top * picture.height); y < Math.floor(bottom * picture.height); y += 1)
    for (let x = Math.floor(left * width); x + 1 < Math.floor(right * width); x += 1) {
      const at = 4 * (y * width + x);
      const here: Rgb = [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
      const next: Rgb = [picture.data[at + 4]!, picture.data[at + 5]!, picture.data[at + 6]!];
      differences.push(Math.abs(lightOf(here) - lightOf(next)));
    }
  return average(differences);
}

export function colorsIn(picture: Picture): number {
  return new Set(pixelsOf(picture, everywhere).map((pixel) => pixel.join(","))).size;
}

export function pixelAt({ width, data }: Picture, x: number, y: number): number[] {
  const at = 4 * (y * width + x);
  return [...data.slice(at, at + 3)];
}

/** The share of pixels that are not as they were. */
export function changedShare(one: Picture, other: Picture, part: Part = everywhere): number {
  const [before, now] = [pixelsOf(one, part), pixelsOf(other, part)];
  const changed = before.filter((pixel, at) => pixel.join() !== now[at]!.join());
  return changed.length / before.length;
}
