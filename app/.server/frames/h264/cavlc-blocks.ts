import {
  chromaTokens,
  chromaTotalZeros,
  coefficientTokens,
  runsBefore,
  totalZeros,
} from "../../motion/h264/residual-codes.ts";
import type { BitReader } from "./bit-reader.ts";
import type { BlockCodes } from "./codes.ts";
import { beside, type Grid, type Place } from "./grid.ts";

type Lookup = (bits: BitReader) => number;

/** Finds a code of up to 16 bits by all 16 that come. */
function lookUp({ lengths, bits: codes }: (typeof totalZeros)[number]): Lookup {
  let table: Uint16Array | null = null;
  const fill = () => {
    const filled = new Uint16Array(1 << 16);
    for (const [value, length] of lengths.entries()) {
      if (length === 0) continue;
      const from = codes[value]! << (16 - length);
      filled.fill((value << 5) | length, from, from + (1 << (16 - length)));
    }
    return filled;
  };
  return (bits) => {
    table ??= fill();
    const entry = table[bits.peek()]!;
    if (entry === 0) throw new RangeError("No such code");
    bits.skip(entry & 31);
    return entry >> 5;
  };
}

const tokens = coefficientTokens.map(lookUp);
const chromaToken = lookUp(chromaTokens);
const zeros = totalZeros.map(lookUp);
const chromaZeros = chromaTotalZeros.map(lookUp);
const runs = runsBefore.map(lookUp);

const values = new Int32Array(16);

/**
 * Reads the levels of a block (section 7.3.5.3.2): `size` of them, from `levels[from]` on, `step` apart. Gives how many
 * are not zero.
 */
function readBlock(
  bits: BitReader,
  levels: Int32Array,
  { from, step, size, around }: { from: number; step: number; size: number; around: number | null },
): number {
  const isChroma = around === null;
  const token = (isChroma ? chromaToken : tokens[sortOf(around)]!)(bits);
  const count = token >> 2;
  if (count === 0) return 0;
  if (count > size) throw new RangeError("Too many levels");
  readLevels(bits, count, token & 3);
  let left = count < size ? (isChroma ? chromaZeros : zeros)[count - 1]!(bits) : 0;
  let place = count - 1 + left;
  if (place >= size) throw new RangeError("Too many zeros");
  for (let at = 0; at < count; at++) {
    levels[from + place * step] = values[at]!;
    const run = left > 0 && at < count - 1 ? runs[Math.min(left, 7) - 1]!(bits) : 0;
    left -= run;
    place -= run + 1;
    if (left < 0) throw new RangeError("Too many zeros");
  }
  return count;
}

const sortOf = (around: number) => (around < 2 ? 0 : around < 4 ? 1 : around < 8 ? 2 : 3);

/** The levels that are not zero, the highest frequency first (section 9.2.2). */
function readLevels(bits: BitReader, count: number, ones: number): void {
  for (let at = 0; at < ones; at++) values[at] = bits.read(1) === 1 ? -1 : 1;
  let suffixBits = count > 10 && ones < 3 ? 1 : 0;
  for (let at = ones; at < count; at++) {
    const prefix = Math.clz32(bits.peek()) - 16;
    if (prefix > 15) throw new RangeError("A level is too large");
    bits.skip(prefix + 1);
    let code = prefix << suffixBits;
    if (prefix === 15) code += bits.read(12) + (suffixBits === 0 ? 15 : 0);
    else code += bits.read(prefix === 14 && suffixBits === 0 ? 4 : suffixBits);
    if (at === ones && ones < 3) code += 2;
    values[at] = code & 1 ? -(code + 1) >> 1 : (code + 2) >> 1;
    if (suffixBits === 0) suffixBits = 1;
    if (Math.abs(values[at]!) > 3 << (suffixBits - 1) && suffixBits < 6) suffixBits++;
  }
}

/** The levels of blocks, as CAVLC codes them (section 9.2). */
export function createCavlcBlocks(bits: BitReader, grid: Grid): BlockCodes {
  const { lumaCounts, chromaCounts } = grid;

  const around = (counts: Uint8Array, place: Place, size: 2 | 4, x: number, y: number): number => {
    // More than any block has: there is none.
    const [left, above] = beside(grid, counts, place, size, x, y, 255);
    if (left !== 255 && above !== 255) return (left + above + 1) >> 1;
    return left !== 255 ? left : above !== 255 ? above : 0;
  };
  const aroundLuma = (place: Place, x: number, y: number) => around(lumaCounts, place, 4, x, y);
  const lumaAt = ({ column, row }: Place, x: number, y: number) =>
    (row * 4 + y) * grid.columns * 4 + column * 4 + x;

  return {
    lumaDc(place, levels) {
      readBlock(bits, levels, { from: 0, step: 1, size: 16, around: aroundLuma(place, 0, 0) });
    },
    luma(place, x, y, levels, from, first) {
      const block = { from: from + first, step: 1, size: 16 - first };
      const count = readBlock(bits, levels, { ...block, around: aroundLuma(place, x, y) });
      lumaCounts[lumaAt(place, x, y)] = count;
    },
    large(place, x, y, levels, from) {
      for (let part = 0; part < 4; part++) {
        const [column, row] = [x + (part & 1), y + (part >> 1)];
        const block = { from: from + part, step: 4, size: 16 };
        const count = readBlock(bits, levels, { ...block, around: aroundLuma(place, column, row) });
        lumaCounts[lumaAt(place, column, row)] = count;
      }
    },
    chromaDc(_place, _color, levels, from) {
      readBlock(bits, levels, { from, step: 1, size: 4, around: null });
    },
    chroma(place, color, x, y, levels, from) {
      const counts = chromaCounts[color];
      const block = { from: from + 1, step: 1, size: 15 };
      const count = readBlock(bits, levels, { ...block, around: around(counts, place, 2, x, y) });
      counts[(place.row * 2 + y) * grid.columns * 2 + place.column * 2 + x] = count;
    },
  };
}
