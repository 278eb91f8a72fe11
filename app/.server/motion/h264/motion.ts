import { placeOf, type Plane, type Reference } from "./planes.ts";

/**
 * For each quarter of a sample (4 × down + right): one plane or the two whose mean it is, each with its offset to the
 * right and down. Planes: 0 the samples, 1 right, 2 below, 3 between (ITU-T H.264, table 8-12).
 */
const quarters: readonly (readonly [number, number, number, number, number, number])[] = [
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 1, 0, 0],
  [1, 0, 0, 1, 0, 0],
  [1, 0, 0, 0, 1, 0],
  [0, 0, 0, 2, 0, 0],
  [1, 0, 0, 2, 0, 0],
  [1, 0, 0, 3, 0, 0],
  [1, 0, 0, 2, 1, 0],
  [2, 0, 0, 2, 0, 0],
  [2, 0, 0, 3, 0, 0],
  [3, 0, 0, 3, 0, 0],
  [3, 0, 0, 2, 1, 0],
  [2, 0, 0, 0, 0, 1],
  [2, 0, 0, 1, 0, 1],
  [3, 0, 0, 1, 0, 1],
  [2, 1, 0, 1, 0, 1],
];

/** Two planes whose mean the moved block is, and where it begins in each. */
interface Sources {
  first: Uint8Array;
  firstAt: number;
  second: Uint8Array;
  secondAt: number;
}

const sources: Sources = {
  first: new Uint8Array(0),
  firstAt: 0,
  second: new Uint8Array(0),
  secondAt: 0,
};

/** `moveX` and `moveY` in quarters of a sample. */
function findSources(ref: Reference, x: number, y: number, moveX: number, moveY: number): Sources {
  const { frame, right, below, between } = ref;
  const at = placeOf(frame.y, x + (moveX >> 2), y + (moveY >> 2));
  const [one, oneX, oneY, two, twoX, twoY] = quarters[(moveY & 3) * 4 + (moveX & 3)]!;
  const pick = (which: number) =>
    which === 0 ? frame.y.samples : which === 1 ? right : which === 2 ? below : between;
  sources.first = pick(one);
  sources.firstAt = at + oneX + oneY * frame.y.stride;
  sources.second = pick(two);
  sources.secondAt = at + twoX + twoY * frame.y.stride;
  return sources;
}

/** Takes the brightness of a macroblock out of the reference, moved by quarters of a sample, as 16 × 16. */
export function moveLuma(
  ref: Reference,
  x: number,
  y: number,
  moveX: number,
  moveY: number,
  out: Uint8Array,
): void {
  const { first, firstAt, second, secondAt } = findSources(ref, x, y, moveX, moveY);
  const { stride } = ref.frame.y;
  for (let row = 0; row < 16; row++) {
    const a = firstAt + row * stride;
    const b = secondAt + row * stride;
    for (let column = 0; column < 16; column++)
      out[row * 16 + column] = (first[a + column]! + second[b + column]! + 1) >> 1;
  }
}

/** Takes one color of a macroblock out of the reference, moved by eighths of its samples, as 8 × 8. */
export function moveChroma(
  plane: Plane,
  x: number,
  y: number,
  moveX: number,
  moveY: number,
  out: Uint8Array,
  to: number,
): void {
  const { samples, stride } = plane;
  const right = moveX & 7;
  const down = moveY & 7;
  const from = placeOf(plane, x + (moveX >> 3), y + (moveY >> 3));
  const a = (8 - right) * (8 - down);
  const b = right * (8 - down);
  const c = (8 - right) * down;
  const d = right * down;
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      const at = from + row * stride + column;
      const sum =
        a * samples[at]! +
        b * samples[at + 1]! +
        c * samples[at + stride]! +
        d * samples[at + stride + 1]!;
      out[to + row * 8 + column] = (sum + 32) >> 6;
    }
  }
}

/** How far a moved block is from the source in all, or more than `limit`. */
function difference(
  source: Plane,
  ref: Reference,
  x: number,
  y: number,
  moveX: number,
  moveY: number,
  limit: number,
): number {
  const { first, firstAt, second, secondAt } = findSources(ref, x, y, moveX, moveY);
  const { stride } = ref.frame.y;
  const from = placeOf(source, x, y);
  const { samples } = source;
  let sum = 0;
  for (let row = 0; row < 16; row++) {
    const a = firstAt + row * stride;
    const b = secondAt + row * stride;
    const at = from + row * source.stride;
    for (let column = 0; column < 16; column++) {
      const away = samples[at + column]! - ((first[a + column]! + second[b + column]! + 1) >> 1);
      sum += away < 0 ? -away : away;
    }
    if (sum > limit) return sum;
  }
  return sum;
}

/** A move in quarters of a sample, and what it costs: difference, and bits to tell it. */
export interface Move {
  x: number;
  y: number;
  cost: number;
}

/** A block begins at most so far outside of the frame, so that all it is made of is known. */
const reach = 24;
/** What a difference of one weighs against a bit. */
const bitWeight = 4;

/** Whether all that a moved macroblock is made of is known. */
export function isWithinReach(
  { width, height }: Plane,
  x: number,
  y: number,
  moveX: number,
  moveY: number,
): boolean {
  const left = x + moveX / 4;
  const top = y + moveY / 4;
  return (
    left >= -reach && left <= width - 16 + reach && top >= -reach && top <= height - 16 + reach
  );
}

const bitsOf = (value: number) => 63 - 2 * Math.clz32(value === 0 ? 1 : Math.abs(value) * 2);

/**
 * Finds where in the reference a macroblock came from: looks at each of `starts` (x and y in turn), and goes on from
 * the best one in ever smaller steps. `predictedX` and `predictedY` cost nothing to tell.
 */
export function findMove(
  source: Plane,
  ref: Reference,
  x: number,
  y: number,
  starts: readonly number[],
  predictedX: number,
  predictedY: number,
): Move {
  const best: Move = { x: 0, y: 0, cost: Infinity };
  const look = (moveX: number, moveY: number): boolean => {
    if (!isWithinReach(source, x, y, moveX, moveY)) return false;
    const bits = (bitsOf(moveX - predictedX) + bitsOf(moveY - predictedY)) * bitWeight;
    if (bits >= best.cost) return false;
    const cost = difference(source, ref, x, y, moveX, moveY, best.cost - bits) + bits;
    if (cost >= best.cost) return false;
    best.x = moveX;
    best.y = moveY;
    best.cost = cost;
    return true;
  };
  look(0, 0);
  for (let at = 0; at < starts.length; at += 2) look(starts[at]!, starts[at + 1]!);
  for (const [step, rounds] of steps) {
    for (let round = 0; round < rounds; round++) {
      const { x: fromX, y: fromY } = best;
      const right = look(fromX + step, fromY);
      if (!right) look(fromX - step, fromY);
      const down = look(best.x, fromY + step);
      if (!down) look(best.x, fromY - step);
      if (best.x === fromX && best.y === fromY) break;
    }
  }
  return best;
}

/** Quarters of a sample, and how often at most. */
const steps = [
  [4, 6],
  [2, 2],
  [1, 2],
] as const;
