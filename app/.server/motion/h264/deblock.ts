import { chromaQuantizerOf, type Coder } from "./coder.ts";
import { placeOf, type Plane } from "./planes.ts";
import { clip } from "./transform.ts";

/** How large a step across an edge may be to be deblocked, by quantizer from 16 on (table 8-16). */
const stepLimits = [
  ...[4, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 17, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 71, 80],
  ...[90, 101, 113, 127, 144, 162, 182, 203, 226, 255, 255],
];
/** The same along each side of it. */
const slopeLimits = [
  ...[2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14],
  ...[15, 15, 16, 16, 17, 17, 18, 18],
];
/** How much is changed, by quantizer from 17 on, for edges of strength 1, 2 and 3 (table 8-17). */
const changeLimits = [
  ...["001", "001", "001", "001", "011", "011", "111", "111", "111", "111", "112", "112", "112"],
  ...["112", "123", "123", "223", "224", "234", "234", "335", "346", "346", "457", "458"],
].map((digits) => [...digits].map(Number));
const coarseLimits = [
  [4, 6, 9],
  [5, 7, 10],
  [6, 8, 11],
  [6, 8, 13],
  [7, 10, 14],
  [8, 11, 16],
  [9, 12, 18],
  [10, 13, 20],
  [11, 15, 23],
  [13, 17, 25],
];

interface Limits {
  step: number;
  slope: number;
  changes: readonly number[];
}

const allChangeLimits = [...changeLimits, ...coarseLimits];
const noChanges = [0, 0, 0];

/** By the quantizer that the limit across an edge follows, and the one that those along its sides follow. */
export function limitsOf(across: number, along: number): Limits {
  const highest = 51;
  return {
    step: stepLimits[Math.min(across, highest) - 16] ?? 0,
    slope: slopeLimits[Math.min(along, highest) - 16] ?? 0,
    changes: allChangeLimits[Math.min(across, highest) - 17] ?? noChanges,
  };
}

/** Upright edges first. */
const directions = [true, false];

/** Deblocks the edges of blocks in a frame that is rebuilt, as every reader does (ITU-T H.264, section 8.7). */
export function deblock(coder: Coder): void {
  const { columns, rows, current, quantizer } = coder;
  const luma = limitsOf(quantizer, quantizer);
  const ofChroma = chromaQuantizerOf(quantizer);
  const chroma = limitsOf(ofChroma, ofChroma);
  if (luma.step === 0) return;
  const { y, u, v } = current.frame;
  const colors = [u, v];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (const isUpright of directions) {
        for (let edge = (isUpright ? column : row) > 0 ? 0 : 1; edge < 4; edge++) {
          for (let part = 0; part < 4; part++) {
            const strength = strengthOf(coder, column, row, isUpright, edge, part);
            if (strength === 0) continue;
            const right = isUpright ? edge : part;
            const down = isUpright ? part : edge;
            deblockLuma(y, column * 16 + right * 4, row * 16 + down * 4, isUpright, strength, luma);
            if (edge % 2 === 1) continue;
            const x = column * 8 + right * 2;
            for (const plane of colors)
              deblockChroma(plane, x, row * 8 + down * 2, isUpright, strength, chroma);
          }
        }
      }
    }
  }
}

/** How strongly four samples of an edge are deblocked: 0 not at all, to 4 (section 8.7.2.1). */
function strengthOf(
  { columns, isIntra, lumaCounts, moves }: Coder,
  column: number,
  row: number,
  isUpright: boolean,
  edge: number,
  part: number,
): number {
  const at = row * columns + column;
  const other = edge > 0 ? at : isUpright ? at - 1 : at - columns;
  if (isIntra[at] === 1 || isIntra[other] === 1) return edge > 0 ? 3 : 4;
  const block = isUpright ? part * 4 + edge : edge * 4 + part;
  const step = isUpright ? 1 : 4;
  const beside = edge > 0 ? block - step : block + step * 3;
  if (lumaCounts[at * 16 + block]! > 0 || lumaCounts[other * 16 + beside]! > 0) return 2;
  const far =
    Math.abs(moves[at * 2]! - moves[other * 2]!) >= 4 ||
    Math.abs(moves[at * 2 + 1]! - moves[other * 2 + 1]!) >= 4;
  return far ? 1 : 0;
}

export function deblockLuma(
  plane: Plane,
  x: number,
  y: number,
  isUpright: boolean,
  strength: number,
  { step, slope, changes }: Limits,
): void {
  const { samples, stride } = plane;
  const across = isUpright ? 1 : stride;
  const along = isUpright ? stride : 1;
  for (let each = 0, at = placeOf(plane, x, y); each < 4; each++, at += along) {
    const p0 = samples[at - across]!;
    const p1 = samples[at - across * 2]!;
    const q0 = samples[at]!;
    const q1 = samples[at + across]!;
    if (Math.abs(p0 - q0) >= step || Math.abs(p1 - p0) >= slope || Math.abs(q1 - q0) >= slope)
      continue;
    const p2 = samples[at - across * 3]!;
    const q2 = samples[at + across * 2]!;
    const isFlatBefore = Math.abs(p2 - p0) < slope;
    const isFlatAfter = Math.abs(q2 - q0) < slope;
    if (strength === 4) {
      const isSmall = Math.abs(p0 - q0) < (step >> 2) + 2;
      const p3 = samples[at - across * 4]!;
      const q3 = samples[at + across * 3]!;
      if (isSmall && isFlatBefore) {
        samples[at - across] = (p2 + 2 * (p1 + p0 + q0) + q1 + 4) >> 3;
        samples[at - across * 2] = (p2 + p1 + p0 + q0 + 2) >> 2;
        samples[at - across * 3] = (2 * p3 + 3 * p2 + p1 + p0 + q0 + 4) >> 3;
      } else samples[at - across] = (2 * p1 + p0 + q1 + 2) >> 2;
      if (isSmall && isFlatAfter) {
        samples[at] = (q2 + 2 * (q1 + q0 + p0) + p1 + 4) >> 3;
        samples[at + across] = (q2 + q1 + q0 + p0 + 2) >> 2;
        samples[at + across * 2] = (2 * q3 + 3 * q2 + q1 + q0 + p0 + 4) >> 3;
      } else samples[at] = (2 * q1 + q0 + p1 + 2) >> 2;
      continue;
    }
    const most = changes[strength - 1]!;
    const limit = most + (isFlatBefore ? 1 : 0) + (isFlatAfter ? 1 : 0);
    const change = within(limit, (((q0 - p0) << 2) + (p1 - q1) + 4) >> 3);
    samples[at - across] = clip(p0 + change);
    samples[at] = clip(q0 - change);
    const middle = (p0 + q0 + 1) >> 1;
    if (isFlatBefore) samples[at - across * 2] = p1 + within(most, (p2 + middle - (p1 << 1)) >> 1);
    if (isFlatAfter) samples[at + across] = q1 + within(most, (q2 + middle - (q1 << 1)) >> 1);
  }
}

export function deblockChroma(
  plane: Plane,
  x: number,
  y: number,
  isUpright: boolean,
  strength: number,
  { step, slope, changes }: Limits,
): void {
  const { samples, stride } = plane;
  const across = isUpright ? 1 : stride;
  const along = isUpright ? stride : 1;
  for (let each = 0, at = placeOf(plane, x, y); each < 2; each++, at += along) {
    const p0 = samples[at - across]!;
    const p1 = samples[at - across * 2]!;
    const q0 = samples[at]!;
    const q1 = samples[at + across]!;
    if (Math.abs(p0 - q0) >= step || Math.abs(p1 - p0) >= slope || Math.abs(q1 - q0) >= slope)
      continue;
    if (strength === 4) {
      samples[at - across] = (2 * p1 + p0 + q1 + 2) >> 2;
      samples[at] = (2 * q1 + q0 + p1 + 2) >> 2;
    } else {
      const change = within(changes[strength - 1]! + 1, (((q0 - p0) << 2) + (p1 - q1) + 4) >> 3);
      samples[at - across] = clip(p0 + change);
      samples[at] = clip(q0 - change);
    }
  }
}

const within = (limit: number, value: number) =>
  value < -limit ? -limit : value > limit ? limit : value;
