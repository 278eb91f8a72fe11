import { lastBitOf, type BitReader } from "./bit-reader.ts";
import type { Codes } from "./codes.ts";
import type { Grid } from "./grid.ts";
import { createCavlcBlocks } from "./cavlc-blocks.ts";

/** Which quarters and colors are told, by code (ITU-T H.264, table 9-4). */
const patterns = Uint8Array.from([
  ...[47, 31, 15, 0, 23, 27, 29, 30, 7, 11, 13, 14, 39, 43, 45, 46, 16, 3, 5, 10, 12, 19, 21, 26],
  ...[28, 35, 37, 42, 44, 1, 2, 4, 8, 17, 18, 20, 24, 6, 9, 22, 25, 32, 33, 34, 36, 40, 38, 41],
]);

/** CAVLC: context-adaptive codes of variable length (section 9.2). `bytes` are those that `bits` reads. */
export function createCavlcCodes(bits: BitReader, bytes: Uint8Array, grid: Grid): Codes {
  const end = lastBitOf(bytes);
  return {
    ...createCavlcBlocks(bits, grid),
    type() {
      const type = bits.unsigned();
      if (type > 25) throw new RangeError("No such macroblock");
      return type;
    },
    isLarge: () => bits.read(1) === 1,
    mode: () => (bits.read(1) === 1 ? null : bits.read(3)),
    chromaMode: () => bits.unsigned(),
    pattern() {
      const pattern = patterns[bits.unsigned()];
      if (pattern === undefined) throw new RangeError("No such pattern");
      return pattern;
    },
    quantizerChange: () => bits.signed(),
    samples() {
      bits.align();
      return Uint8Array.from({ length: 384 }, () => bits.read(8));
    },
    isEnd: () => bits.position() >= end,
  };
}
