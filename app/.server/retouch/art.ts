import sharp from "sharp";
import { flatten } from "./brush-strokes.ts";
import {
  blend,
  clamp01,
  drawPlane,
  lightness,
  mapPixels,
  type Picture,
  type Plane,
  planeThroughSharp,
  scaleOf,
  throughSharp,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { createRandom } from "../../domain/random.ts";
import { drawPaper, reliefOf, softLight, steepness } from "./surface.ts";
import { addVibrance, saturate } from "./tint.ts";
import { addContrast } from "./tone.ts";

/** A picture in few colors, chosen for it. */
async function reduceColors(picture: Picture, colors: 4 | 16, dither: number): Promise<Picture> {
  const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
  const png = await sharp(picture.data, { raw })
    .png({ palette: true, colors, dither, effort: 4 })
    .toBuffer();
  const out = await sharp(png)
    .toColorspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: out.info.width, height: out.info.height, data: out.data };
}

/** Square blocks of one color each, in the size of the picture. */
async function inBlocks(
  picture: Picture,
  side: number,
  change: (small: Picture) => Promise<Picture>,
): Promise<Picture> {
  const { width, height } = picture;
  const [across, down] = [
    Math.max(1, Math.ceil(width / side)),
    Math.max(1, Math.ceil(height / side)),
  ];
  const small = await throughSharp(picture, (image) =>
    image.resize(across, down, { fit: "fill", kernel: "lanczos2" }),
  );
  const changed = await change(small);
  const large = await throughSharp(changed, (image) =>
    image.resize(across * side, down * side, { kernel: "nearest" }),
  );
  return await throughSharp(large, (image) => image.extract({ left: 0, top: 0, width, height }));
}

export async function pixelate(picture: Picture, share: number): Promise<Picture> {
  const side = Math.max(2, Math.round(36 * share * scaleOf(picture)));
  return await inBlocks(picture, side, async (small) => small);
}

/** As of an early game: large pixels in a few strong colors. */
export async function makePixelArt(picture: Picture, share: number): Promise<Picture> {
  const side = Math.max(2, Math.round(8 * (0.5 + 0.5 * share) * scaleOf(picture)));
  return await inBlocks(picture, side, async (small) =>
    reduceColors(addContrast(addVibrance(small, 0.5), 0.3), 16, 0.4),
  );
}

/** Flat areas of a few strong colors. */
export async function makePoster(picture: Picture, share: number): Promise<Picture> {
  const calm = flatten(picture, Math.max(2, Math.round(5 * scaleOf(picture))));
  const strong = addContrast(addVibrance(calm, 0.7), 0.45);
  return await reduceColors(strong, share > 0.9 ? 4 : 16, 0);
}

/** Visible strokes, rich colors, a ridge of light along the paint. */
export async function paintInOil(picture: Picture, share: number): Promise<Picture> {
  const radius = Math.max(2, Math.round((3 + 5 * share) * scaleOf(picture)));
  const flat = flatten(flatten(picture, radius), Math.max(1, Math.round(radius / 2)));
  const rich = addContrast(addVibrance(flat, 0.45), 0.22);
  const relief = reliefOf(await softLight(rich, 0.8 * scaleOf(picture)));
  const canvas = await drawPaper(picture, 0.035);
  return mapPixels(rich, (r, g, b, out, pixel) => {
    const shine = 1 + relief.data[pixel]! * 1.3;
    const rough = canvas.data[pixel]!;
    out[0] = r * shine * rough;
    out[1] = g * shine * rough;
    out[2] = b * shine * rough;
  });
}

/** Pale washes that run into each other, with darker rims, on paper. */
export async function paintInWatercolor(picture: Picture, share: number): Promise<Picture> {
  const scale = scaleOf(picture);
  const radius = Math.max(2, Math.round((4 + 4 * share) * scale));
  const wash = flatten(flatten(picture, radius), radius);
  const edges = steepness(await softLight(wash, 2.2 * scale));
  const blots = await drawBlots(picture);
  const paper = await drawPaper(picture, 0.026);
  return mapPixels(saturate(wash, 1.18), (r, g, b, out, pixel) => {
    const rim = 1 - 0.3 * smoothStep(0.02, 0.25, edges.data[pixel]!);
    const water = 0.14 + 0.2 * blots.data[pixel]!;
    const paint = (value: number, white: number) =>
      (value + (white - value) * water) * rim * paper.data[pixel]!;
    out[0] = paint(r, 255);
    out[1] = paint(g, 253);
    out[2] = paint(b, 246);
  });
}

async function drawBlots(picture: Picture): Promise<Plane> {
  const random = createRandom(61);
  const grid = drawPlane({ width: 9, height: 9 }, () => random.next());
  return await planeThroughSharp(grid, (plane) =>
    plane.resize(picture.width, picture.height, { fit: "fill", kernel: "cubic" }),
  );
}

/** Flat colors inside black outlines. */
export async function makeCartoon(picture: Picture, share: number): Promise<Picture> {
  const scale = scaleOf(picture);
  const flat = flatten(picture, Math.max(2, Math.round(4 * scale)));
  const edges = steepness(await softLight(flat, 1 * scale));
  const levels = Math.round(10 - 4 * share);
  const strong = addVibrance(flat, 0.6);
  return mapPixels(strong, (r, g, b, out, pixel) => {
    const light = Math.max(1, lightness(r, g, b));
    const at = (light / 255) * levels;
    // Steps of light with short soft edges between.
    const step = ((Math.floor(at) + smoothStep(0.35, 0.65, at - Math.floor(at))) / levels) * 255;
    const factor = (step / light) * (1 - 0.92 * smoothStep(0.05, 0.15, edges.data[pixel]!));
    out[0] = r * factor;
    out[1] = g * factor;
    out[2] = b * factor;
  });
}

/** Printed dots, larger where it is darker, each in the color of its place. */
export async function printHalftone(picture: Picture, share: number): Promise<Picture> {
  const { width, height } = picture;
  const cell = Math.max(3, 9 * (0.5 + 0.5 * share) * scaleOf(picture));
  const soft = await throughSharp(picture, (image) => image.blur(Math.max(0.6, cell / 2.4)));
  const [cos, sin] = [Math.cos(Math.PI / 4), Math.sin(Math.PI / 4)];
  return mapPixels(picture, (_r, _g, _b, out, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const [u, v] = [(x * cos + y * sin) / cell, (y * cos - x * sin) / cell];
    const [cu, cv] = [(Math.floor(u) + 0.5) * cell, (Math.floor(v) + 0.5) * cell];
    const cx = Math.min(width - 1, Math.max(0, Math.round(cu * cos - cv * sin)));
    const cy = Math.min(height - 1, Math.max(0, Math.round(cu * sin + cv * cos)));
    const at = 4 * (cy * width + cx);
    const [r, g, b] = [soft.data[at]!, soft.data[at + 1]!, soft.data[at + 2]!];
    const light = lightness(r, g, b) / 255;
    const radius = Math.sqrt(clamp01(1.02 - light)) * 0.66;
    const away = Math.hypot(u - Math.floor(u) - 0.5, v - Math.floor(v) - 0.5);
    const ink = clamp01((radius - away) * cell * 0.9 + 0.5);
    // The dot is deeper than the color, for the paper shines between the dots.
    const deep = (value: number) => Math.max(0, (value - 255 * light) * 1.5 + 255 * light * 0.62);
    out[0] = 250 + (deep(r) - 250) * ink;
    out[1] = 246 + (deep(g) - 246) * ink;
    out[2] = 236 + (deep(b) - 236) * ink;
  });
}

/** Red and cyan apart, torn lines: as on a bad tape. */
export function glitch(picture: Picture, share: number): Picture {
  const { width, height, data } = picture;
  const scale = scaleOf(picture);
  const random = createRandom(53);
  const shift = new Int32Array(height);
  for (let tear = 0; tear < 9; tear += 1) {
    const from = Math.floor(random.next() * height);
    const reach = Math.floor((4 + random.next() * 40) * scale);
    const by = Math.round((random.next() - 0.5) * 90 * share * scale);
    for (let y = from; y < Math.min(height, from + reach); y += 1) shift[y] = by;
  }
  const apart = Math.max(1, Math.round(7 * share * scale));
  const wrap = (x: number) => ((x % width) + width) % width;
  return mapPixels(picture, (_r, _g, _b, out, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const row = y * width;
    const from = x + shift[y]!;
    const line = 1 - 0.16 * share * (Math.floor(y / Math.max(1, Math.round(1.6 * scale))) % 2);
    out[0] = data[4 * (row + wrap(from + apart))]! * line;
    out[1] = data[4 * (row + wrap(from)) + 1]! * line;
    out[2] = data[4 * (row + wrap(from - apart)) + 2]! * line;
  });
}

/** The left half and its mirror image. */
export async function mirrorHalf(picture: Picture, share: number): Promise<Picture> {
  const { width } = picture;
  const { data } = picture;
  const mirrored = mapPixels(picture, (_r, _g, _b, out, pixel) => {
    const x = pixel % width;
    const from = 4 * (pixel - x + Math.min(x, width - 1 - x));
    out[0] = data[from]!;
    out[1] = data[from + 1]!;
    out[2] = data[from + 2]!;
  });
  return blend(picture, mirrored, share);
}
