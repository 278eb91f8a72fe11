/** Divisors and factors of the six steps of an octave, for corner, middle and other places of a block (section 8.5). */
const divisors = [
  [13107, 5243, 8066],
  [11916, 4660, 7490],
  [10082, 4194, 6554],
  [9362, 3647, 5825],
  [8192, 3355, 5243],
  [7282, 2893, 4559],
] as const;
const factors = [
  [10, 16, 13],
  [11, 18, 14],
  [13, 20, 16],
  [14, 23, 18],
  [16, 25, 20],
  [18, 29, 23],
] as const;

/** Where the levels stand in a block, by frequency (figure 8-8). */
const zigzag = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);

/** How coarsely coefficients are kept, at one quantizer. */
export interface Quantizer {
  /** Levels that a coder and its reader can write. */
  readonly octave: number;
  readonly divisors: Int32Array;
  readonly factors: Int32Array;
  readonly shift: number;
  /** What is added before the shift: less than a half, so that small differences are dropped. */
  readonly bias: number;
}

/** For quantizer `quantizer` (0 to 51); `isIntra`: for what is not predicted from another frame. */
export function createQuantizer(quantizer: number, isIntra: boolean): Quantizer {
  const step = quantizer % 6;
  const octave = Math.floor(quantizer / 6);
  const shift = 15 + octave;
  const places = Array.from({ length: 16 }, (_, at) => {
    const odd = (at & 1) + ((at >> 2) & 1);
    return odd === 0 ? 0 : odd === 2 ? 1 : 2;
  });
  return {
    octave,
    shift,
    divisors: Int32Array.from(places, (place) => divisors[step]![place]!),
    factors: Int32Array.from(places, (place) => factors[step]![place]!),
    bias: Math.floor((1 << shift) / (isIntra ? 3 : 5)),
  };
}

const largestLevel = 2000;

/** The size of one coefficient in steps of the quantizer. */
function levelOf(coefficient: number, divisor: number, bias: number, shift: number): number {
  // A product may be larger than 31 bits.
  const size = Math.min(
    largestLevel,
    Math.floor((Math.abs(coefficient) * divisor + bias) / 2 ** shift),
  );
  return coefficient < 0 ? -size : size;
}

/**
 * Turns 4 × 4 coefficients into levels by frequency at `levels[to]`, from the `first` one on, and the coefficients into
 * what a reader will make of those. Gives whether any level is not zero.
 */
export function quantizeBlock(
  coefficients: Int32Array,
  at: number,
  levels: Int16Array,
  to: number,
  first: 0 | 1,
  { divisors, factors, bias, shift, octave }: Quantizer,
): boolean {
  let any = 0;
  for (let rank = first; rank < 16; rank++) {
    const place = zigzag[rank]!;
    const coefficient = coefficients[at + place]!;
    const size = (Math.abs(coefficient) * divisors[place]! + bias) >>> shift;
    any |= size;
    const level = coefficient < 0 ? -size : size;
    levels[to + rank] = level;
    coefficients[at + place] = (level * factors[place]!) << octave;
  }
  return any !== 0;
}

/** The same for the DC coefficients of the 16 blocks of a macroblock, which have been transformed among themselves. */
export function quantizeLumaDc(
  dc: Int32Array,
  levels: Int16Array,
  { divisors, bias, shift }: Quantizer,
): boolean {
  let any = 0;
  for (let rank = 0; rank < 16; rank++) {
    const place = zigzag[rank]!;
    const level = levelOf(dc[place]!, divisors[0]!, bias * 2, shift + 1);
    levels[rank] = level;
    dc[place] = level;
    any |= level;
  }
  return any !== 0;
}

/** The same for the four DC coefficients of one chroma plane. */
export function quantizeChromaDc(
  dc: Int32Array,
  levels: Int16Array,
  to: number,
  { divisors, bias, shift }: Quantizer,
): boolean {
  let any = 0;
  for (let place = 0; place < 4; place++) {
    const level = levelOf(dc[place]!, divisors[0]!, bias * 2, shift + 1);
    levels[to + place] = level;
    dc[place] = level;
    any |= level;
  }
  return any !== 0;
}
