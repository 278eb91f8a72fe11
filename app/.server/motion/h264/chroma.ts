import type { Coder } from "./coder.ts";
import { placeOf } from "./planes.ts";
import { quantizeBlock, quantizeChromaDc, type Quantizer } from "./quantize.ts";
import { addBlock, chromaHadamard, transformBlock } from "./transform.ts";

/** Where the blocks of the colors begin among those of a macroblock. */
export const firstChroma = 16;

/**
 * Quantizes what the prediction of both colors misses of the macroblock at (column, row), and makes of it what a reader
 * will have. Gives how much there is to tell: 0 nothing, 1 DC alone, 2 all (coded_block_pattern's upper part).
 */
export function codeChroma(
  coder: Coder,
  column: number,
  row: number,
  quantizer: Quantizer,
): number {
  const { source, scratch } = coder;
  const { frequencies, levels, hasLevels, chroma } = scratch;
  let anyDc = false;
  let anyDetail = false;
  for (const [color, plane] of [source.u, source.v].entries()) {
    for (let block = 0; block < 4; block++) {
      const x = (block & 1) * 4;
      const y = (block >> 1) * 4;
      const at = (firstChroma + color * 4 + block) * 16;
      const from = placeOf(plane, column * 8 + x, row * 8 + y);
      const predictionAt = color * 64 + y * 8 + x;
      transformBlock(plane.samples, from, plane.stride, chroma, predictionAt, 8, frequencies, at);
    }
    if (codeChromaDc(coder, color, quantizer)) anyDc = true;
    for (let block = 0; block < 4; block++) {
      const which = firstChroma + color * 4 + block;
      const at = which * 16;
      const dc = frequencies[at]!;
      const any = quantizeBlock(frequencies, at, levels, at, 1, quantizer);
      frequencies[at] = dc;
      hasLevels[which] = any ? 1 : 0;
      if (any) anyDetail = true;
    }
  }
  rebuildChroma(coder, column, row);
  return anyDetail ? 2 : anyDc ? 1 : 0;
}

/** The DC coefficients of four blocks: their levels, and in their place what a reader makes of them (8.5.11). */
function codeChromaDc({ scratch }: Coder, color: number, quantizer: Quantizer): boolean {
  const { frequencies, chromaDc, chromaDcLevels } = scratch;
  const at = (firstChroma + color * 4) * 16;
  for (let block = 0; block < 4; block++) chromaDc[block] = frequencies[at + block * 16]!;
  chromaHadamard(chromaDc);
  const any = quantizeChromaDc(chromaDc, chromaDcLevels, color * 4, quantizer);
  chromaHadamard(chromaDc);
  const factor = quantizer.factors[0]!;
  for (let block = 0; block < 4; block++)
    frequencies[at + block * 16] = ((chromaDc[block]! * factor) << quantizer.octave) >> 1;
  return any;
}

function rebuildChroma({ current, scratch }: Coder, column: number, row: number): void {
  const { frequencies, chroma } = scratch;
  for (const [color, plane] of [current.frame.u, current.frame.v].entries()) {
    for (let block = 0; block < 4; block++) {
      const x = (block & 1) * 4;
      const y = (block >> 1) * 4;
      const to = placeOf(plane, column * 8 + x, row * 8 + y);
      const at = (firstChroma + color * 4 + block) * 16;
      const predictionAt = color * 64 + y * 8 + x;
      addBlock(frequencies, at, chroma, predictionAt, 8, plane.samples, to, plane.stride);
    }
  }
}
