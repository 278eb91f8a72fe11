import { encodeGamma } from "../painter/color.ts";
import type { Canvas } from "../painter/canvas.ts";
import { placeOf, type Frame } from "./h264/planes.ts";

/** Takes two rows of sRGB, 0..255 each, into a frame: brightness of each pixel, color of each four (ITU-R BT.709). */
export function putRows(frame: Frame, row: number, upper: Float32Array, lower: Float32Array): void {
  const { y, u, v } = frame;
  const width = Math.min(y.width, upper.length / 3);
  const above = placeOf(y, 0, row);
  const below = above + y.stride;
  const colors = placeOf(u, 0, row / 2);
  for (let x = 0; x < width; x += 2) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let at = x * 3; at < x * 3 + 6; at += 3) {
      red += upper[at]! + lower[at]!;
      green += upper[at + 1]! + lower[at + 1]!;
      blue += upper[at + 2]! + lower[at + 2]!;
    }
    const at = x * 3;
    y.samples[above + x] = brightness(upper[at]!, upper[at + 1]!, upper[at + 2]!);
    y.samples[above + x + 1] = brightness(upper[at + 3]!, upper[at + 4]!, upper[at + 5]!);
    y.samples[below + x] = brightness(lower[at]!, lower[at + 1]!, lower[at + 2]!);
    y.samples[below + x + 1] = brightness(lower[at + 3]!, lower[at + 4]!, lower[at + 5]!);
    const to = colors + x / 2;
    u.samples[to] = 128.5 + (-0.1006 * red - 0.3386 * green + 0.4392 * blue) / 4;
    v.samples[to] = 128.5 + (0.4392 * red - 0.3989 * green - 0.0403 * blue) / 4;
  }
}

const brightness = (red: number, green: number, blue: number) =>
  16.5 + 0.1826 * red + 0.6142 * green + 0.062 * blue;

/** Repeats the last pixels of a picture over what a frame of whole macroblocks has more of. Sizes in pixels, even. */
export function fillUp({ y, u, v }: Frame, width: number, height: number): void {
  for (const [plane, columns, rows] of [
    [y, width, height],
    [u, width / 2, height / 2],
    [v, width / 2, height / 2],
  ] as const) {
    const { samples, stride } = plane;
    for (let row = 0; row < rows; row++) {
      const end = placeOf(plane, columns, row);
      samples.fill(samples[end - 1]!, end, end + plane.width - columns);
    }
    const last = placeOf(plane, 0, rows - 1);
    for (let row = rows; row < plane.height; row++)
      samples.copyWithin(placeOf(plane, 0, row), last, last + stride - plane.margin);
  }
}

/** Turns a window of a canvas, from the column `left` on, into a frame. Sizes in pixels, even. */
export function developFrame(canvas: Canvas, left: number, width: number, frame: Frame): void {
  const upper = new Float32Array(width * 3);
  const lower = new Float32Array(width * 3);
  for (let row = 0; row < canvas.height; row += 2) {
    developRow(canvas, row, left, upper);
    developRow(canvas, row + 1, left, lower);
    putRows(frame, row, upper, lower);
  }
  fillUp(frame, width, canvas.height);
}

function developRow({ width, pixels }: Canvas, row: number, left: number, out: Float32Array): void {
  let from = (row * width + left) * 3;
  for (let to = 0; to < out.length; to += 3, from += 3) {
    const lightness = pixels[from]!;
    const greenRed = pixels[from + 1]!;
    const blueYellow = pixels[from + 2]!;
    const longRoot = lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow;
    const mediumRoot = lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow;
    const shortRoot = lightness - 0.0894841775 * greenRed - 1.291485548 * blueYellow;
    const long = longRoot * longRoot * longRoot;
    const medium = mediumRoot * mediumRoot * mediumRoot;
    const short = shortRoot * shortRoot * shortRoot;
    out[to] = encodeGamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
    out[to + 1] = encodeGamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
    out[to + 2] = encodeGamma(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  }
}
