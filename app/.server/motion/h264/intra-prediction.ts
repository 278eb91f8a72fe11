import { placeOf, type Plane } from "./planes.ts";
import { clip } from "./transform.ts";

/** How a macroblock is predicted from its neighbours in the same frame (ITU-T H.264, table 8-4). */
export const lumaModes = { vertical: 0, horizontal: 1, dc: 2, slope: 3 } as const;
/** The same for colors (table 8-5). */
export const chromaModes = { dc: 0, horizontal: 1, vertical: 2, slope: 3 } as const;

/** Which neighbours there are. */
export interface Neighbours {
  left: boolean;
  above: boolean;
}

/** Predicts the brightness at (x, y) as 16 × 16; false where the mode needs neighbours that are not there. */
export function predictLuma(
  plane: Plane,
  x: number,
  y: number,
  mode: number,
  { left, above }: Neighbours,
  out: Uint8Array,
): boolean {
  const { samples, stride } = plane;
  const at = placeOf(plane, x, y);
  if (mode === lumaModes.vertical) {
    if (!above) return false;
    for (let row = 0; row < 16; row++)
      for (let column = 0; column < 16; column++)
        out[row * 16 + column] = samples[at - stride + column]!;
    return true;
  }
  if (mode === lumaModes.horizontal) {
    if (!left) return false;
    for (let row = 0; row < 16; row++)
      out.fill(samples[at + row * stride - 1]!, row * 16, row * 16 + 16);
    return true;
  }
  if (mode === lumaModes.dc) {
    out.fill(dcOf(samples, at, stride, 16, left, above));
    return true;
  }
  if (!left || !above) return false;
  predictSlope(samples, at, stride, out);
  return true;
}

/** Half a grey where there are no neighbours. */
function dcOf(
  samples: Uint8Array,
  at: number,
  stride: number,
  size: number,
  left: boolean,
  above: boolean,
): number {
  if (!left && !above) return 128;
  let sum = 0;
  for (let step = 0; step < size; step++) {
    if (above) sum += samples[at - stride + step]!;
    if (left) sum += samples[at + step * stride - 1]!;
  }
  const count = left && above ? size * 2 : size;
  return Math.floor((sum + count / 2) / count);
}

function predictSlope(samples: Uint8Array, at: number, stride: number, out: Uint8Array): void {
  let across = 0;
  let down = 0;
  for (let step = 1; step <= 8; step++) {
    across += step * (samples[at - stride + 7 + step]! - samples[at - stride + 7 - step]!);
    down +=
      step * (samples[at + (7 + step) * stride - 1]! - samples[at + (7 - step) * stride - 1]!);
  }
  const middle = 16 * (samples[at + 15 * stride - 1]! + samples[at - stride + 15]!);
  const right = (5 * across + 32) >> 6;
  const below = (5 * down + 32) >> 6;
  for (let row = 0; row < 16; row++)
    for (let column = 0; column < 16; column++)
      out[row * 16 + column] = clip((middle + right * (column - 7) + below * (row - 7) + 16) >> 5);
}

/** Predicts one color at (x, y) as 8 × 8 at `to`; false as for brightness. */
export function predictChroma(
  plane: Plane,
  x: number,
  y: number,
  mode: number,
  { left, above }: Neighbours,
  out: Uint8Array,
  to: number,
): boolean {
  const { samples, stride } = plane;
  const at = placeOf(plane, x, y);
  if (mode === chromaModes.vertical) {
    if (!above) return false;
    for (let row = 0; row < 8; row++)
      for (let column = 0; column < 8; column++)
        out[to + row * 8 + column] = samples[at - stride + column]!;
    return true;
  }
  if (mode === chromaModes.horizontal) {
    if (!left) return false;
    for (let row = 0; row < 8; row++)
      out.fill(samples[at + row * stride - 1]!, to + row * 8, to + row * 8 + 8);
    return true;
  }
  if (mode === chromaModes.slope) {
    if (!left || !above) return false;
    predictChromaSlope(samples, at, stride, out, to);
    return true;
  }
  for (let block = 0; block < 4; block++) {
    const right = block & 1;
    const down = block >> 1;
    // Off the diagonal, the neighbours that touch the block count alone (section 8.3.4.1).
    const fromAbove = above && !(down > 0 && right === 0 && left);
    const fromLeft = left && !(right > 0 && down === 0 && above);
    const value = blockDc(samples, at, stride, right * 4, down * 4, fromLeft, fromAbove);
    for (let row = 0; row < 4; row++) {
      const from = to + (down * 4 + row) * 8 + right * 4;
      out.fill(value, from, from + 4);
    }
  }
  return true;
}

function predictChromaSlope(
  samples: Uint8Array,
  at: number,
  stride: number,
  out: Uint8Array,
  to: number,
): void {
  let across = 0;
  let down = 0;
  for (let step = 1; step <= 4; step++) {
    across += step * (samples[at - stride + 3 + step]! - samples[at - stride + 3 - step]!);
    down +=
      step * (samples[at + (3 + step) * stride - 1]! - samples[at + (3 - step) * stride - 1]!);
  }
  const middle = 16 * (samples[at + 7 * stride - 1]! + samples[at - stride + 7]!);
  const right = (34 * across + 32) >> 6;
  const below = (34 * down + 32) >> 6;
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++)
      out[to + row * 8 + column] = clip(
        (middle + right * (column - 3) + below * (row - 3) + 16) >> 5,
      );
}

function blockDc(
  samples: Uint8Array,
  at: number,
  stride: number,
  right: number,
  down: number,
  left: boolean,
  above: boolean,
): number {
  if (!left && !above) return 128;
  let sum = 0;
  for (let step = 0; step < 4; step++) {
    if (above) sum += samples[at - stride + right + step]!;
    if (left) sum += samples[at + (down + step) * stride - 1]!;
  }
  return left && above ? (sum + 4) >> 3 : (sum + 2) >> 2;
}
