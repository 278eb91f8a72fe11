import sharp, { type Sharp } from "sharp";

/** A picture in memory: RGBA bytes, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** One value for each pixel, 0 to 1. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Has sharp do one thing. Gives RGBA back, whatever came of it. */
export async function throughSharp(
  { data, width, height }: Picture,
  work: (picture: Sharp) => Sharp,
): Promise<Picture> {
  const raw = { width, height, channels: 4 } as const;
  const out = await work(sharp(data, { raw }))
    .toColorspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: out.info.width, height: out.info.height, data: out.data };
}

/** A new picture of the same size, whose pixels `change` makes: it gets R, G and B and writes three values to `out`. */
export function mapPixels(
  picture: Picture,
  change: (r: number, g: number, b: number, out: [number, number, number], at: number) => void,
): Picture {
  const { data } = picture;
  const result = new Uint8ClampedArray(data.length);
  const out: [number, number, number] = [0, 0, 0];
  for (let at = 0, pixel = 0; at < data.length; at += 4, pixel += 1) {
    change(data[at]!, data[at + 1]!, data[at + 2]!, out, pixel);
    result[at] = out[0];
    result[at + 1] = out[1];
    result[at + 2] = out[2];
    result[at + 3] = data[at + 3]!;
  }
  return { ...picture, data: new Uint8Array(result.buffer) };
}

/** Each channel by the same curve, 0 to 1 in and out. */
export function mapCurve(picture: Picture, curve: (value: number) => number): Picture {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => 255 * curve(value / 255));
  return mapPixels(picture, (r, g, b, out) => {
    out[0] = table[r]!;
    out[1] = table[g]!;
    out[2] = table[b]!;
  });
}

/** How light a color is to the eye, 0 to 255 (Rec. 709). */
export function lightness(r: number, g: number, b: number): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How light each pixel is, 0 to 1. */
export function lightnessOf({ width, height, data }: Picture): Plane {
  const plane = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < plane.length; pixel += 1, at += 4)
    plane[pixel] = lightness(data[at]!, data[at + 1]!, data[at + 2]!) / 255;
  return { width, height, data: plane };
}

/** `share` 0: the first picture; 1: the second one. Both have one size. */
export function blend(from: Picture, to: Picture, share: number): Picture {
  if (share >= 1) return to;
  const other = to.data;
  return mapPixels(from, (r, g, b, out, pixel) => {
    const at = 4 * pixel;
    out[0] = r + (other[at]! - r) * share;
    out[1] = g + (other[at + 1]! - g) * share;
    out[2] = b + (other[at + 2]! - b) * share;
  });
}

/** The second picture where the plane is 1, the first one where it is 0: there not one bit of it changes. */
export function blendBy(from: Picture, to: Picture, { data: shares }: Plane): Picture {
  const [a, b] = [from.data, to.data];
  const result = Uint8Array.from(a);
  for (let pixel = 0, at = 0; pixel < shares.length; pixel += 1, at += 4) {
    const share = shares[pixel]!;
    if (share <= 0) continue;
    for (let channel = at; channel < at + 4; channel += 1)
      result[channel] = Math.round(a[channel]! + (b[channel]! - a[channel]!) * Math.min(1, share));
  }
  return { ...from, data: result };
}

/** A plane as large as a picture, value by value: `x` and `y` from 0 to 1. */
export function drawPlane(
  { width, height }: Pick<Picture, "width" | "height">,
  value: (x: number, y: number) => number,
): Plane {
  const data = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1)
      data[at] = value((x + 0.5) / width, (y + 0.5) / height);
  return { width, height, data };
}

/** A plane through sharp, in 8 bits. */
export async function planeThroughSharp(
  { data, width, height }: Plane,
  work: (plane: Sharp) => Sharp,
): Promise<Plane> {
  // Here and below a loop: `from` with a function keeps a list of all values besides, at eight times the bytes.
  const bytes = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 1) bytes[at] = 255 * data[at]!;
  const raw = { width, height, channels: 1 } as const;
  const out = await work(sharp(new Uint8Array(bytes.buffer), { raw }))
    .toColorspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return planeOf(out.info, out.data);
}

/** A plane from one byte for each pixel. */
export function planeOf(
  { width, height }: Pick<Plane, "width" | "height">,
  bytes: Uint8Array,
): Plane {
  const data = new Float32Array(bytes.length);
  for (let at = 0; at < data.length; at += 1) data[at] = bytes[at]! / 255;
  return { width, height, data };
}

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** Half of the longer side, in units in which a 1024 px picture is 1: what is drawn grows with the picture. */
export function scaleOf({ width, height }: Pick<Picture, "width" | "height">): number {
  return Math.max(width, height) / 1024;
}
