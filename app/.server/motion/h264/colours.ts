import type { Coder } from "./coder.ts";
import { placeOf } from "./planes.ts";
import { quantizeBlock, quantizeChromaAverages, type Quantizer } from "./quantize.ts";
import { addBlock, chromaHadamard, transformBlock } from "./transform.ts";

/** Where the blocks of the colours begin among those of a macroblock. */
export const firstChroma = 16;

/**
 * Quantizes what the guess of both colours misses of the macroblock at (column, row), and makes of it what a reader
 * will have. Gives how much there is to tell: 0 nothing, 1 averages only, 2 all (coded_block_pattern's upper part).
 */
export function codeColours(
  coder: Coder,
  column: number,
  row: number,
  quantizer: Quantizer,
): number {
  const { source, scratch } = coder;
  const { frequencies, levels, hasLevels, chroma } = scratch;
  let anyAverage = false;
  let anyDetail = false;
  for (const [colour, plane] of [source.u, source.v].entries()) {
    for (let block = 0; block < 4; block++) {
      const x = (block & 1) * 4;
      const y = (block >> 1) * 4;
      const at = (firstChroma + colour * 4 + block) * 16;
      const from = placeOf(plane, column * 8 + x, row * 8 + y);
      const guessAt = colour * 64 + y * 8 + x;
      transformBlock(plane.samples, from, plane.stride, chroma, guessAt, 8, frequencies, at);
    }
    if (codeAverages(coder, colour, quantizer)) anyAverage = true;
    for (let block = 0; block < 4; block++) {
      const which = firstChroma + colour * 4 + block;
      const at = which * 16;
      const average = frequencies[at]!;
      const any = quantizeBlock(frequencies, at, levels, at, 1, quantizer);
      frequencies[at] = average;
      hasLevels[which] = any ? 1 : 0;
      if (any) anyDetail = true;
    }
  }
  rebuildColours(coder, column, row);
  return anyDetail ? 2 : anyAverage ? 1 : 0;
}

/** The averages of four blocks: their levels, and in their place what a reader makes of those (section 8.5.11). */
function codeAverages({ scratch }: Coder, colour: number, quantizer: Quantizer): boolean {
  const { frequencies, chromaAverages, chromaAverageLevels } = scratch;
  const at = (firstChroma + colour * 4) * 16;
  for (let block = 0; block < 4; block++) chromaAverages[block] = frequencies[at + block * 16]!;
  chromaHadamard(chromaAverages);
  const any = quantizeChromaAverages(chromaAverages, chromaAverageLevels, colour * 4, quantizer);
  chromaHadamard(chromaAverages);
  const factor = quantizer.factors[0]!;
  for (let block = 0; block < 4; block++)
    frequencies[at + block * 16] = ((chromaAverages[block]! * factor) << quantizer.octave) >> 1;
  return any;
}

function rebuildColours({ current, scratch }: Coder, column: number, row: number): void {
  const { frequencies, chroma } = scratch;
  for (const [colour, plane] of [current.frame.u, current.frame.v].entries()) {
    for (let block = 0; block < 4; block++) {
      const x = (block & 1) * 4;
      const y = (block >> 1) * 4;
      const to = placeOf(plane, column * 8 + x, row * 8 + y);
      const at = (firstChroma + colour * 4 + block) * 16;
      const guessAt = colour * 64 + y * 8 + x;
      addBlock(frequencies, at, chroma, guessAt, 8, plane.samples, to, plane.stride);
    }
  }
}
