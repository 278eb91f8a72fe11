import { placeOf, type Plane } from "../../motion/h264/planes.ts";

/** Which samples around a block are there. */
export interface Around {
  left: boolean;
  above: boolean;
  corner: boolean;
  aboveRight: boolean;
}

/** The nine ways to predict a block from what is around it (ITU-T H.264, tables 8-2 and 8-3). */
const modes = {
  vertical: 0,
  horizontal: 1,
  dc: 2,
  downLeft: 3,
  downRight: 4,
  verticalRight: 5,
  horizontalDown: 6,
  verticalLeft: 7,
  horizontalUp: 8,
} as const;

/** What each of them needs. */
const needsAbove = new Set<number>([0, 3, 4, 5, 6, 7]);
const needsLeft = new Set<number>([1, 4, 5, 6, 8]);
const needsCorner = new Set<number>([4, 5, 6]);

/** From the lowest on the left over the corner, at `size`, to the last above and to the right. */
const edge = new Int32Array(25);
const raw = new Int32Array(25);

/**
 * Predicts the block of `size` × `size` samples at (x, y) into `out`, whose rows are `size` long; those of 8 × 8 from
 * softened neighbours. Throws RangeError where the mode needs samples that are not there.
 */
export function predictBlock(
  plane: Plane,
  x: number,
  y: number,
  size: 4 | 8,
  mode: number,
  around: Around,
  out: Uint8Array,
): void {
  const isMissing =
    (needsAbove.has(mode) && !around.above) ||
    (needsLeft.has(mode) && !around.left) ||
    (needsCorner.has(mode) && !around.corner);
  if (isMissing || mode > modes.horizontalUp) throw new RangeError("Nothing to predict from");
  takeEdge(plane, x, y, size, around);
  if (size === 8) soften(around);
  else edge.set(raw);
  if (mode === modes.dc) return void out.fill(dcOf(size, around), 0, size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      out[row * size + column] = predictSample(mode, size, column, row);
}

function takeEdge(plane: Plane, x: number, y: number, size: number, around: Around): void {
  const { samples, stride } = plane;
  const at = placeOf(plane, x, y);
  raw.fill(0);
  if (around.left)
    for (let row = 0; row < size; row++) raw[size - 1 - row] = samples[at + row * stride - 1]!;
  if (around.corner) raw[size] = samples[at - stride - 1]!;
  if (!around.above) return;
  const known = around.aboveRight ? size * 2 : size;
  for (let column = 0; column < size * 2; column++)
    raw[size + 1 + column] = samples[at - stride + Math.min(column, known - 1)]!;
}

/** Section 8.3.2.2.1. */
function soften({ left, above, corner }: Around): void {
  const [first, middle, last] = [0, 8, 24];
  const isKnown = (at: number) => (at < middle ? left : at > middle ? above : corner);
  for (let at = first; at <= last; at++) {
    const before = at > first && isKnown(at - 1) ? raw[at - 1]! : raw[at]!;
    const after = at < last && isKnown(at + 1) ? raw[at + 1]! : raw[at]!;
    edge[at] = (before + 2 * raw[at]! + after + 2) >> 2;
  }
}

function dcOf(size: number, { left, above }: Around): number {
  let sum = 0;
  for (let step = 0; step < size; step++)
    sum += (left ? edge[size - 1 - step]! : 0) + (above ? edge[size + 1 + step]! : 0);
  if (!left && !above) return 128;
  const count = left && above ? size * 2 : size;
  return Math.floor((sum + count / 2) / count);
}

const mean = (at: number) => (edge[at]! + edge[at + 1]! + 1) >> 1;
const softened = (at: number) => (edge[at - 1]! + 2 * edge[at]! + edge[at + 1]! + 2) >> 2;

function predictSample(mode: number, size: number, x: number, y: number): number {
  const top = size + 1;
  switch (mode) {
    case modes.vertical:
      return edge[top + x]!;
    case modes.horizontal:
      return edge[size - 1 - y]!;
    case modes.downLeft:
      if (x + y === size * 2 - 2)
        return (edge[top + size * 2 - 2]! + 3 * edge[top + size * 2 - 1]! + 2) >> 2;
      return softened(top + x + y + 1);
    case modes.downRight:
      return softened(size + x - y);
    case modes.verticalRight: {
      if (2 * x - y < -1) return softened(size - y + 2 * x + 1);
      const at = size + x - (y >> 1);
      return (y & 1) === 0 ? mean(at) : softened(at);
    }
    case modes.horizontalDown: {
      if (2 * y - x < -1) return softened(size + x - 2 * y - 1);
      const at = size - y + (x >> 1);
      return (x & 1) === 0 ? mean(at - 1) : softened(at);
    }
    case modes.verticalLeft: {
      const at = top + x + (y >> 1);
      return (y & 1) === 0 ? mean(at) : softened(at + 1);
    }
    default: {
      const far = x + 2 * y;
      if (far > size * 2 - 3) return edge[0]!;
      if (far === size * 2 - 3) return (edge[1]! + 3 * edge[0]! + 2) >> 2;
      const at = size - 1 - y - (x >> 1);
      return (x & 1) === 0 ? mean(at - 1) : softened(at - 1);
    }
  }
}
