import { placeOf, type Frame, type Plane } from "./h264/planes.ts";

/** For points every `step` pixels of the film: where in the picture they are seen, in its pixels. */
export interface Grid {
  readonly step: number;
  readonly columns: number;
  readonly rows: number;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

const gridStep = 8;
const fractions = 64;

/** What four neighbours weigh for each part of the way between the middle two (Catmull and Rom). */
const weights = new Float64Array((fractions + 1) * 4);
for (let part = 0; part <= fractions; part++) {
  const at = part / fractions;
  weights[part * 4] = ((-at + 2) * at - 1) * at * 0.5;
  weights[part * 4 + 1] = ((3 * at - 5) * at * at + 2) * 0.5;
  weights[part * 4 + 2] = ((-3 * at + 4) * at + 1) * at * 0.5;
  weights[part * 4 + 3] = (at - 1) * at * at * 0.5;
}

/**
 * Draws a picture bent in space: `aim` fills the grid, and what lies between its points is bent alike. Beyond its edges
 * a picture goes on with its outermost pixels. Sizes of the film in pixels, even.
 */
export function createWarp(picture: Frame, width: number, height: number) {
  const columns = Math.ceil(width / gridStep) + 1;
  const rows = Math.ceil(height / gridStep) + 1;
  const points = columns * rows;
  const grid: Grid = {
    step: gridStep,
    columns,
    rows,
    xs: new Float64Array(points),
    ys: new Float64Array(points),
  };
  return (frame: Frame, aim: (grid: Grid) => void): void => {
    aim(grid);
    warpPlane(picture.y, frame.y, grid, 1, width, height);
    warpPlane(picture.u, frame.u, grid, 2, width / 2, height / 2);
    warpPlane(picture.v, frame.v, grid, 2, width / 2, height / 2);
  };
}

/** `scale`: pixels of the picture to a sample of the plane. */
function warpPlane(
  from: Plane,
  to: Plane,
  { columns, xs, ys, step }: Grid,
  scale: number,
  width: number,
  height: number,
): void {
  const every = step / scale;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / every);
    const down = y / every - row;
    for (let x = 0; x < width; x += every) {
      const at = row * columns + x / every;
      const left = xs[at]! + (xs[at + columns]! - xs[at]!) * down;
      const right = xs[at + 1]! + (xs[at + columns + 1]! - xs[at + 1]!) * down;
      const top = ys[at]! + (ys[at + columns]! - ys[at]!) * down;
      const end = ys[at + 1]! + (ys[at + columns + 1]! - ys[at + 1]!) * down;
      const out = placeOf(to, x, y);
      const count = Math.min(every, width - x);
      for (let part = 0; part < count; part++) {
        const share = part / every;
        const placeX = (left + (right - left) * share) / scale;
        const placeY = (top + (end - top) * share) / scale;
        to.samples[out + part] = sampleAt(from, placeX, placeY);
      }
    }
  }
}

/** What lies between samples, from the 16 around it. */
function sampleAt({ samples, stride, margin, width, height }: Plane, x: number, y: number): number {
  const insideX = Math.min(width + 4, Math.max(-4, x)) + margin;
  const insideY = Math.min(height + 4, Math.max(-4, y)) + margin;
  const column = insideX | 0;
  const row = insideY | 0;
  const across = (((insideX - column) * fractions + 0.5) | 0) * 4;
  const down = (((insideY - row) * fractions + 0.5) | 0) * 4;
  const a = weights[across]!;
  const b = weights[across + 1]!;
  const c = weights[across + 2]!;
  const d = weights[across + 3]!;
  let at = (row - 1) * stride + column - 1;
  let sum = 0.5;
  for (let line = 0; line < 4; line++, at += stride) {
    sum +=
      weights[down + line]! *
      (a * samples[at]! + b * samples[at + 1]! + c * samples[at + 2]! + d * samples[at + 3]!);
  }
  return sum < 0 ? 0 : sum > 255 ? 255 : sum;
}
