import { codeIntra, findIntraMode } from "./code-intra.ts";
import { blockColumns, blockRows, type Coder } from "./coder.ts";
import { codeChroma } from "./chroma.ts";
import { predictVector, type Vector } from "./motion-vector-prediction.ts";
import { findMove, isWithinReach, moveChroma, moveLuma } from "./motion.ts";
import { placeOf } from "./planes.ts";
import { quantizeBlock } from "./quantize.ts";
import { addBlock, transformBlock } from "./transform.ts";
import { clearCounts, writeChroma, writeLuma } from "./write-macroblock.ts";

/** The numbers of the patterns of what is told, for macroblocks that moved (table 9-4). */
const patternsByNumber = [
  ...[0, 16, 1, 2, 4, 8, 32, 3, 5, 10, 12, 15, 47, 7, 11, 13, 14, 6, 9, 31, 35, 37, 42, 44],
  ...[33, 34, 36, 40, 39, 43, 45, 46, 17, 18, 20, 24, 19, 21, 26, 28, 23, 27, 29, 30, 22, 25],
  ...[38, 41],
];
const numbersByPattern = Uint8Array.from(patternsByNumber, (_, pattern) =>
  patternsByNumber.indexOf(pattern),
);

/** A macroblock that misses more than this, in all, may be better predicted from its own frame. */
const worthComparing = 256 * 5;

/** Codes a macroblock from the frame before, or from its own where that misses much less. */
export function codeInter(coder: Coder, column: number, row: number): void {
  const { prediction, still } = predictVector(coder, column, row);
  if (isLikely(coder, column, row, still) && isAsPredicted(coder, column, row, still)) {
    return skip(coder, column, row, still);
  }
  const { source, previous } = coder;
  const starts = startsOf(coder, column, row, prediction, still);
  const move = findMove(
    source.y,
    previous,
    column * 16,
    row * 16,
    starts,
    prediction.x,
    prediction.y,
  );
  if (move.cost > worthComparing) {
    const { mode, cost } = findIntraMode(coder, column, row);
    if (cost * 1.2 < move.cost) {
      endSkipping(coder);
      return codeIntra(coder, column, row, mode, 6);
    }
  }
  const pattern = codeMove(coder, column, row, move);
  if (pattern === 0 && move.x === still.x && move.y === still.y)
    return skip(coder, column, row, still);
  writeMove(coder, column, row, move, prediction, pattern);
}

/** Tells how many macroblocks in a row were as predicted. */
export function endSkipping(coder: Coder): void {
  coder.bits.putUnsigned(coder.skipped);
  coder.skipped = 0;
}

function startsOf(
  coder: Coder,
  column: number,
  row: number,
  prediction: Vector,
  still: Vector,
): number[] {
  const { moves, previousMoves, columns } = coder;
  const at = row * columns + column;
  const starts = [
    prediction.x,
    prediction.y,
    still.x,
    still.y,
    previousMoves[at * 2]!,
    previousMoves[at * 2 + 1]!,
  ];
  if (column > 0) starts.push(moves[at * 2 - 2]!, moves[at * 2 - 1]!);
  if (row > 0) starts.push(moves[(at - columns) * 2]!, moves[(at - columns) * 2 + 1]!);
  return starts;
}

/** A quick look at a few of its samples tells whether a macroblock may be just as predicted. */
function isLikely(coder: Coder, column: number, row: number, still: Vector): boolean {
  const { source, previous, scratch, quantizer } = coder;
  const [x, y] = [column * 16, row * 16];
  if (!isWithinReach(source.y, x, y, still.x, still.y)) return false;
  moveLuma(previous, x, y, still.x, still.y, scratch.luma);
  const { samples, stride } = source.y;
  const from = placeOf(source.y, x, y);
  let sum = 0;
  for (let at = 0; at < 256; at += 3)
    sum += Math.abs(samples[from + (at >> 4) * stride + (at & 15)]! - scratch.luma[at]!);
  return sum < 86 * (quantizer / 8);
}

function isAsPredicted(coder: Coder, column: number, row: number, still: Vector): boolean {
  return codeMove(coder, column, row, still) === 0;
}

/** Predicts from the frame before, quantizes what that misses, and rebuilds. Gives what there is to tell. */
function codeMove(coder: Coder, column: number, row: number, move: Vector): number {
  const { previous, scratch, inter } = coder;
  const { luma, chroma } = scratch;
  moveLuma(previous, column * 16, row * 16, move.x, move.y, luma);
  moveChroma(previous.frame.u, column * 8, row * 8, move.x, move.y, chroma, 0);
  moveChroma(previous.frame.v, column * 8, row * 8, move.x, move.y, chroma, 64);
  const brightness = codeLuma(coder, column, row);
  return brightness + codeChroma(coder, column, row, inter.chroma) * 16;
}

/** Gives a bit for each quarter that something is told of. */
function codeLuma(coder: Coder, column: number, row: number): number {
  const { source, current, scratch, inter } = coder;
  const { frequencies, levels, luma } = scratch;
  const plane = source.y;
  const out = current.frame.y;
  let pattern = 0;
  for (let block = 0; block < 16; block++) {
    const x = blockColumns[block]! * 4;
    const y = blockRows[block]! * 4;
    const at = block * 16;
    const from = placeOf(plane, column * 16 + x, row * 16 + y);
    transformBlock(plane.samples, from, plane.stride, luma, y * 16 + x, 16, frequencies, at);
    if (quantizeBlock(frequencies, at, levels, at, 0, inter.luma)) pattern |= 1 << (block >> 2);
    const to = placeOf(out, column * 16 + x, row * 16 + y);
    addBlock(frequencies, at, luma, y * 16 + x, 16, out.samples, to, out.stride);
  }
  return pattern;
}

/** What `codeMove` has rebuilt stays. */
function skip(coder: Coder, column: number, row: number, still: Vector): void {
  clearCounts(coder, column, row);
  note(coder, column, row, still);
  coder.skipped++;
}

function note({ moves, isIntra, columns }: Coder, column: number, row: number, move: Vector): void {
  const at = row * columns + column;
  isIntra[at] = 0;
  moves[at * 2] = move.x;
  moves[at * 2 + 1] = move.y;
}

function writeMove(
  coder: Coder,
  column: number,
  row: number,
  move: Vector,
  prediction: Vector,
  pattern: number,
): void {
  const { bits } = coder;
  endSkipping(coder);
  bits.putUnsigned(0);
  bits.putSigned(move.x - prediction.x);
  bits.putSigned(move.y - prediction.y);
  bits.putUnsigned(numbersByPattern[pattern]!);
  if (pattern > 0) bits.putSigned(0);
  writeLuma(coder, column, row, pattern & 15, 0);
  writeChroma(coder, column, row, pattern >> 4);
  note(coder, column, row, move);
}
