import { clip } from "../../motion/h264/transform.ts";

/** Where the levels of a block of 4 × 4 stand, by frequency (ITU-T H.264, figure 8-8). */
export const zigzag = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);

/** The same for 8 × 8 (table 8-6). */
const largeZigzag = Uint8Array.from([
  ...[0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27],
  ...[20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51],
  ...[58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63],
]);

/** Factors of the six steps of an octave (sections 8.5.9): for a corner, a middle and other places. */
const factors = [
  [10, 16, 13],
  [11, 18, 14],
  [13, 20, 16],
  [14, 23, 18],
  [16, 25, 20],
  [18, 29, 23],
] as const;

const largeFactors = [
  [20, 18, 32, 19, 25, 24],
  [22, 19, 35, 21, 28, 26],
  [26, 23, 42, 24, 33, 31],
  [28, 25, 45, 26, 35, 33],
  [32, 28, 51, 30, 40, 38],
  [36, 32, 58, 34, 46, 43],
] as const;

const placeOfFactor = (x: number, y: number) => {
  const odd = (x & 1) + (y & 1);
  return odd === 0 ? 0 : odd === 2 ? 1 : 2;
};

function placeOfLargeFactor(x: number, y: number): number {
  const odd = (x & 1) + (y & 1);
  if (odd === 2) return 1;
  const quarters = [x, y].filter((each) => each % 4 === 0).length;
  if (odd === 1) return quarters === 1 ? 3 : 5;
  return quarters === 2 ? 0 : quarters === 1 ? 4 : 2;
}

const smallTable = factors.map((row) =>
  Int32Array.from({ length: 16 }, (_, at) => row[placeOfFactor(at & 3, at >> 2)]!),
);
const largeTable = largeFactors.map((row) =>
  Int32Array.from({ length: 64 }, (_, at) => row[placeOfLargeFactor(at & 7, at >> 3)]!),
);

const octaveOf = (quantizer: number) => Math.floor(quantizer / 6);

/** Turns levels by frequency into frequencies by place, but for DC where `first` is 1. */
export function scaleBlock(
  levels: Int32Array,
  from: number,
  first: 0 | 1,
  quantizer: number,
  out: Int32Array,
): void {
  const table = smallTable[quantizer % 6]!;
  const octave = octaveOf(quantizer);
  for (let rank = first; rank < 16; rank++) {
    const place = zigzag[rank]!;
    out[place] = (levels[from + rank]! * table[place]!) << octave;
  }
}

export function scaleLarge(
  levels: Int32Array,
  from: number,
  quantizer: number,
  out: Int32Array,
): void {
  const table = largeTable[quantizer % 6]!;
  const octave = octaveOf(quantizer);
  for (let rank = 0; rank < 64; rank++) {
    const place = largeZigzag[rank]!;
    const scaled = levels[from + rank]! * table[place]! * 16;
    out[place] =
      octave >= 6 ? scaled << (octave - 6) : (scaled + (1 << (5 - octave))) >> (6 - octave);
  }
}

/** A DC coefficient of luma, once all have been transformed among themselves. */
export function scaleLumaDc(value: number, quantizer: number): number {
  const octave = octaveOf(quantizer);
  const scaled = value * factors[quantizer % 6]![0] * 16;
  return octave >= 6 ? scaled << (octave - 6) : (scaled + (1 << (5 - octave))) >> (6 - octave);
}

/** The same for chroma. */
export const scaleChromaDc = (value: number, quantizer: number): number =>
  ((value * factors[quantizer % 6]![0] * 16) << octaveOf(quantizer)) >> 5;

/** Adds 8 × 8 frequencies to a prediction (section 8.5.13). */
export function addLarge(
  block: Int32Array,
  prediction: Uint8Array,
  out: Uint8Array,
  to: number,
  stride: number,
): void {
  for (let row = 0; row < 64; row += 8) transformLine(block, row, 1);
  for (let column = 0; column < 8; column++) {
    transformLine(block, column, 8);
    for (let row = 0; row < 8; row++) {
      const at = row * 8 + column;
      out[to + row * stride + column] = clip(prediction[at]! + ((block[at]! + 32) >> 6));
    }
  }
}

function transformLine(block: Int32Array, from: number, step: number): void {
  const x = (at: number) => block[from + at * step]!;
  const [x0, x1, x2, x3, x4, x5, x6, x7] = [x(0), x(1), x(2), x(3), x(4), x(5), x(6), x(7)];
  const e1 = x5 - x3 - x7 - (x7 >> 1);
  const e3 = x1 + x7 - x3 - (x3 >> 1);
  const e5 = x7 - x1 + x5 + (x5 >> 1);
  const e7 = x3 + x5 + x1 + (x1 >> 1);
  const e4 = (x2 >> 1) - x6;
  const e6 = x2 + (x6 >> 1);
  const evens = [x0 + x4 + e6, x0 - x4 + e4, x0 - x4 - e4, x0 + x4 - e6] as const;
  const odds = [e7 - (e1 >> 2), (e3 >> 2) - e5, e3 + (e5 >> 2), e1 + (e7 >> 2)] as const;
  for (let at = 0; at < 4; at++) {
    block[from + at * step] = evens[at]! + odds[at]!;
    block[from + (7 - at) * step] = evens[at]! - odds[at]!;
  }
}
