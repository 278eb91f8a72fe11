import { createBitWriter, type BitWriter } from "./bit-writer.ts";
import { createFrame, createReference, type Frame, type Reference } from "./planes.ts";
import { createQuantizer, type Quantizer } from "./quantize.ts";

/** Of brightness and of the colors, for what is predicted from another frame and from the same one. */
interface Quantizers {
  luma: Quantizer;
  chroma: Quantizer;
}

/** Everything that coding a frame needs and leaves behind for the next one. */
export interface Coder {
  /** In macroblocks of 16 × 16. */
  readonly columns: number;
  readonly rows: number;
  readonly quantizer: number;
  readonly inter: Quantizers;
  readonly intra: Quantizers;
  readonly bits: BitWriter;
  /** What is being coded. */
  readonly source: Frame;
  /** The frame as a reader will have it, and the one before it. */
  current: Reference;
  previous: Reference;
  /** By macroblock, of this frame: x and y in quarters of a sample; meaningless where it is intra. */
  moves: Int16Array;
  previousMoves: Int16Array;
  readonly isIntra: Uint8Array;
  /** How many coefficients each 4 × 4 block has: 16 of brightness row by row, and 4 of each color. */
  readonly lumaCounts: Uint8Array;
  readonly chromaCounts: Uint8Array;
  /** Macroblocks in a row that are as predicted. */
  skipped: number;
  readonly scratch: Scratch;
}

/** Of one macroblock: predictions of 16 × 16 and twice 8 × 8, and its frequencies and levels. */
interface Scratch {
  readonly luma: Uint8Array;
  readonly chroma: Uint8Array;
  readonly other: Uint8Array;
  /** 16 blocks of brightness in coding order, then 4 of each color. */
  readonly frequencies: Int32Array;
  readonly levels: Int16Array;
  readonly hasLevels: Uint8Array;
  readonly lumaDc: Int32Array;
  readonly lumaDcLevels: Int16Array;
  readonly chromaDc: Int32Array;
  readonly chromaDcLevels: Int16Array;
}

/** For colors, by the quantizer of brightness, from 30 on (table 8-15). */
const chromaQuantizers = [
  ...[29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39],
];

export const chromaQuantizerOf = (quantizer: number) =>
  quantizer < 30 ? quantizer : chromaQuantizers[quantizer - 30]!;

const createScratch = (): Scratch => ({
  luma: new Uint8Array(256),
  chroma: new Uint8Array(128),
  other: new Uint8Array(256),
  frequencies: new Int32Array(24 * 16),
  levels: new Int16Array(24 * 16),
  hasLevels: new Uint8Array(24),
  lumaDc: new Int32Array(16),
  lumaDcLevels: new Int16Array(16),
  chromaDc: new Int32Array(4),
  chromaDcLevels: new Int16Array(8),
});

/** Sizes in macroblocks. */
export function createCoder(columns: number, rows: number, quantizer: number): Coder {
  const count = columns * rows;
  const quantizers = (isIntra: boolean) => ({
    luma: createQuantizer(quantizer, isIntra),
    chroma: createQuantizer(chromaQuantizerOf(quantizer), isIntra),
  });
  return {
    columns,
    rows,
    quantizer,
    inter: quantizers(false),
    intra: quantizers(true),
    bits: createBitWriter(),
    source: createFrame(columns * 16, rows * 16),
    current: createReference(columns * 16, rows * 16),
    previous: createReference(columns * 16, rows * 16),
    moves: new Int16Array(count * 2),
    previousMoves: new Int16Array(count * 2),
    isIntra: new Uint8Array(count),
    lumaCounts: new Uint8Array(count * 16),
    chromaCounts: new Uint8Array(count * 8),
    skipped: 0,
    scratch: createScratch(),
  };
}

/** Where the 16 blocks of a macroblock stand, in coding order, in blocks (figure 6-10). */
export const blockColumns = Uint8Array.of(0, 1, 0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 2, 3, 2, 3);
export const blockRows = Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3);
