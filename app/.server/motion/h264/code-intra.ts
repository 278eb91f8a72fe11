import { blockColumns, blockRows, type Coder } from "./coder.ts";
import { codeChroma } from "./chroma.ts";
import {
  chromaModes,
  predictChroma,
  predictLuma,
  lumaModes,
  type Neighbours,
} from "./intra-prediction.ts";
import { placeOf, type Plane } from "./planes.ts";
import { quantizeLumaDc, quantizeBlock } from "./quantize.ts";
import { addBlock, hadamard, transformBlock } from "./transform.ts";
import { writeChroma, writeLuma, writeLumaDc } from "./write-macroblock.ts";

const whichNeighbours = (column: number, row: number): Neighbours => ({
  left: column > 0,
  above: row > 0,
});

function differenceTo(
  source: Plane,
  x: number,
  y: number,
  prediction: Uint8Array,
  at: number,
  size: number,
) {
  const { samples, stride } = source;
  const from = placeOf(source, x, y);
  let sum = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      sum += Math.abs(
        samples[from + row * stride + column]! - prediction[at + row * size + column]!,
      );
  return sum;
}

/** The way to predict a macroblock's brightness from its own frame that misses least, and how much. */
export function findIntraMode(coder: Coder, column: number, row: number) {
  const { source, current, scratch } = coder;
  const neighbours = whichNeighbours(column, row);
  let best = { mode: lumaModes.dc as number, cost: Infinity };
  for (const mode of Object.values(lumaModes)) {
    const [x, y] = [column * 16, row * 16];
    if (!predictLuma(current.frame.y, x, y, mode, neighbours, scratch.other)) continue;
    const cost = differenceTo(source.y, x, y, scratch.other, 0, 16);
    if (cost < best.cost) best = { mode, cost };
  }
  return best;
}

function findChromaMode(coder: Coder, column: number, row: number): number {
  const { source, current, scratch } = coder;
  const neighbours = whichNeighbours(column, row);
  const [x, y] = [column * 8, row * 8];
  let best = { mode: chromaModes.dc as number, cost: Infinity };
  for (const mode of Object.values(chromaModes)) {
    if (!predictChroma(current.frame.u, x, y, mode, neighbours, scratch.other, 0)) continue;
    predictChroma(current.frame.v, x, y, mode, neighbours, scratch.other, 64);
    const cost =
      differenceTo(source.u, x, y, scratch.other, 0, 8) +
      differenceTo(source.v, x, y, scratch.other, 64, 8);
    if (cost < best.cost) best = { mode, cost };
  }
  return best.mode;
}

/** Quantizes what the prediction misses, and rebuilds what a reader will have. Gives whether more than DC is told. */
function codeLuma(coder: Coder, column: number, row: number): boolean {
  const { source, current, scratch, intra } = coder;
  const { frequencies, levels, luma, lumaDc, lumaDcLevels } = scratch;
  const plane = source.y;
  let any = false;
  for (let block = 0; block < 16; block++) {
    const x = blockColumns[block]! * 4;
    const y = blockRows[block]! * 4;
    const from = placeOf(plane, column * 16 + x, row * 16 + y);
    transformBlock(
      plane.samples,
      from,
      plane.stride,
      luma,
      y * 16 + x,
      16,
      frequencies,
      block * 16,
    );
    lumaDc[y + x / 4] = frequencies[block * 16]!;
    if (quantizeBlock(frequencies, block * 16, levels, block * 16, 1, intra.luma)) any = true;
  }
  hadamard(lumaDc);
  for (let at = 0; at < 16; at++) lumaDc[at] = (lumaDc[at]! + 1) >> 1;
  quantizeLumaDc(lumaDc, lumaDcLevels, intra.luma);
  hadamard(lumaDc);
  const { octave, factors } = intra.luma;
  const factor = factors[0]! * 16;
  const out = current.frame.y;
  for (let block = 0; block < 16; block++) {
    const x = blockColumns[block]! * 4;
    const y = blockRows[block]! * 4;
    const scaled = lumaDc[y + x / 4]! * factor;
    frequencies[block * 16] =
      octave >= 6 ? scaled << (octave - 6) : (scaled + (1 << (5 - octave))) >> (6 - octave);
    const to = placeOf(out, column * 16 + x, row * 16 + y);
    addBlock(frequencies, block * 16, luma, y * 16 + x, 16, out.samples, to, out.stride);
  }
  return any;
}

/** Codes a macroblock from its own frame. `firstType`: 1 in frames that are all like that, 6 in others. */
export function codeIntra(
  coder: Coder,
  column: number,
  row: number,
  mode: number,
  firstType: 1 | 6,
): void {
  const { current, scratch, bits, intra, isIntra, moves, columns } = coder;
  const neighbours = whichNeighbours(column, row);
  predictLuma(current.frame.y, column * 16, row * 16, mode, neighbours, scratch.luma);
  const chromaMode = findChromaMode(coder, column, row);
  const [x, y] = [column * 8, row * 8];
  predictChroma(current.frame.u, x, y, chromaMode, neighbours, scratch.chroma, 0);
  predictChroma(current.frame.v, x, y, chromaMode, neighbours, scratch.chroma, 64);
  const hasDetail = codeLuma(coder, column, row);
  const colors = codeChroma(coder, column, row, intra.chroma);
  bits.putUnsigned(firstType + mode + colors * 4 + (hasDetail ? 12 : 0));
  bits.putUnsigned(chromaMode);
  bits.putSigned(0);
  writeLumaDc(coder, column, row);
  writeLuma(coder, column, row, hasDetail ? 15 : 0, 1);
  writeChroma(coder, column, row, colors);
  const at = row * columns + column;
  isIntra[at] = 1;
  moves[at * 2] = 0;
  moves[at * 2 + 1] = 0;
}
