import { nalUnit } from "./bit-writer.ts";
import { codeInter } from "./code-inter.ts";
import { codeIntra, findIntraMode } from "./code-intra.ts";
import type { Coder } from "./coder.ts";
import { deblock } from "./deblock.ts";
import { frameNumberBits, usualQuantizer } from "./parameter-sets.ts";
import { finishReference } from "./planes.ts";

/** Where a frame stands in its film. */
export interface FramePlace {
  /** Since the last frame that stands by itself; 0 for one of those. */
  sinceKey: number;
  /** How many of those came before. */
  keys: number;
}

/**
 * Codes what stands in `coder.source` as one slice (ITU-T H.264, sections 7.3.3 and 7.3.4), and leaves it as the frame
 * that the next one is predicted from.
 */
export function codeFrame(coder: Coder, { sinceKey, keys }: FramePlace): Uint8Array {
  const { bits, columns, rows } = coder;
  const isKey = sinceKey === 0;
  bits.putUnsigned(0);
  bits.putUnsigned(isKey ? 7 : 5);
  bits.putUnsigned(0);
  bits.put(sinceKey % 2 ** frameNumberBits, frameNumberBits);
  if (isKey) bits.putUnsigned(keys % 2);
  bits.put(0, isKey ? 2 : 3);
  bits.putSigned(coder.quantizer - usualQuantizer);
  bits.putUnsigned(0);
  bits.putSigned(0);
  bits.putSigned(0);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (isKey) codeIntra(coder, column, row, findIntraMode(coder, column, row).mode, 1);
      else codeInter(coder, column, row);
    }
  }
  if (coder.skipped > 0) bits.putUnsigned(coder.skipped);
  coder.skipped = 0;
  deblock(coder);
  finishReference(coder.current);
  [coder.current, coder.previous] = [coder.previous, coder.current];
  [coder.moves, coder.previousMoves] = [coder.previousMoves, coder.moves];
  return nalUnit(isKey ? 0x65 : 0x41, bits.finish());
}
