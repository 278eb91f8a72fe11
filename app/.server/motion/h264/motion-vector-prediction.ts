import type { Coder } from "./coder.ts";

/** A motion vector, in quarters of a sample. */
export interface Vector {
  x: number;
  y: number;
}

const median = (a: number, b: number, c: number) =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/**
 * How the neighbours of a macroblock moved: what its own motion vector is told against (`prediction`), and what it does
 * where nothing at all is told of it (`still`) (ITU-T H.264, sections 8.4.1.3 and 8.4.1.1).
 */
export function predictVector(
  coder: Coder,
  column: number,
  row: number,
): { prediction: Vector; still: Vector } {
  const { columns, moves, isIntra } = coder;
  const at = row * columns + column;
  const a = column > 0 ? at - 1 : -1;
  const b = row > 0 ? at - columns : -1;
  const corner = column + 1 < columns ? at - columns + 1 : column > 0 ? at - columns - 1 : -1;
  const c = row > 0 ? corner : -1;
  const prediction = fromNeighbours(moves, isIntra, a, b, c);
  const rests = (other: number) =>
    other < 0 || (isIntra[other] === 0 && moves[other * 2] === 0 && moves[other * 2 + 1] === 0);
  return { prediction, still: rests(a) || rests(b) ? { x: 0, y: 0 } : prediction };
}

function fromNeighbours(
  moves: Int16Array,
  isIntra: Uint8Array,
  a: number,
  b: number,
  c: number,
): Vector {
  const vector = (at: number): Vector => ({ x: moves[at * 2]!, y: moves[at * 2 + 1]! });
  if (a >= 0 && b < 0 && c < 0) return isIntra[a] ? { x: 0, y: 0 } : vector(a);
  const moving = [a, b, c].filter((at) => at >= 0 && isIntra[at] === 0);
  if (moving.length === 1) return vector(moving[0]!);
  const [one, two, three] = [a, b, c].map((at) =>
    at >= 0 && isIntra[at] === 0 ? vector(at) : { x: 0, y: 0 },
  ) as [Vector, Vector, Vector];
  return { x: median(one.x, two.x, three.x), y: median(one.y, two.y, three.y) };
}
