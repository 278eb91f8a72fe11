import type { BitWriter } from "./bit-writer.ts";
import {
  chromaTokens,
  chromaTotalZeros,
  coefficientTokens,
  runsBefore,
  totalZeros,
} from "./residual-codes.ts";

/** In the place of a number of coefficients around: the block holds chroma DC. */
export const ofChromaDc = -1;

const values = new Int32Array(16);
const runs = new Int32Array(16);

/**
 * Writes the levels of one block in the order of their frequency (ITU-T H.264, section 7.3.5.3.2): `size` of them, from
 * `levels[from]` on. `around` is how many coefficients the blocks beside it have. Gives back how many this one has.
 */
export function writeResidual(
  bits: BitWriter,
  levels: Int16Array,
  from: number,
  size: number,
  around: number,
): number {
  const { count, zeros } = collect(levels, from, size);
  let ones = 0;
  while (ones < count && ones < 3 && Math.abs(values[ones]!) === 1) ones++;
  const tokens = around === ofChromaDc ? chromaTokens : coefficientTokens[sortOf(around)]!;
  bits.put(tokens.bits[count * 4 + ones]!, tokens.lengths[count * 4 + ones]!);
  if (count === 0) return 0;
  for (let at = 0; at < ones; at++) bits.put(values[at]! < 0 ? 1 : 0, 1);
  writeLevels(bits, count, ones);
  if (count < size) {
    const table = (around === ofChromaDc ? chromaTotalZeros : totalZeros)[count - 1]!;
    bits.put(table.bits[zeros]!, table.lengths[zeros]!);
  }
  for (let at = 0, left = zeros; at < count - 1 && left > 0; at++) {
    const table = runsBefore[Math.min(left, 7) - 1]!;
    bits.put(table.bits[runs[at]!]!, table.lengths[runs[at]!]!);
    left -= runs[at]!;
  }
  return count;
}

const sortOf = (around: number) => (around < 2 ? 0 : around < 4 ? 1 : around < 8 ? 2 : 3);

/** The levels that are not zero into `values`, the highest frequency first, and the zeros before each into `runs`. */
function collect(levels: Int16Array, from: number, size: number) {
  let count = 0;
  let zeros = 0;
  for (let at = from + size - 1; at >= from; at--) {
    const level = levels[at]!;
    if (level !== 0) {
      values[count] = level;
      runs[count] = 0;
      count++;
    } else if (count > 0) {
      runs[count - 1]!++;
      zeros++;
    }
  }
  return { count, zeros };
}

function writeLevels(bits: BitWriter, count: number, ones: number): void {
  let suffixBits = count > 10 && ones < 3 ? 1 : 0;
  for (let at = ones; at < count; at++) {
    const level = values[at]!;
    let code = level > 0 ? level * 2 - 2 : level * -2 - 1;
    if (at === ones && ones < 3) code -= 2;
    if (suffixBits === 0 && code < 14) bits.put(1, code + 1);
    else if (suffixBits === 0 && code < 30) {
      bits.put(1, 15);
      bits.put(code - 14, 4);
    } else if (code < 15 << suffixBits) {
      bits.put(1, (code >> suffixBits) + 1);
      bits.put(code & ((1 << suffixBits) - 1), suffixBits);
    } else {
      bits.put(1, 16);
      bits.put(code - (suffixBits === 0 ? 30 : 15 << suffixBits), 12);
    }
    if (suffixBits === 0) suffixBits = 1;
    if (Math.abs(level) > 3 << (suffixBits - 1) && suffixBits < 6) suffixBits++;
  }
}
