import type { Place } from "./grid.ts";

/** Reads the levels of blocks, by their frequency. */
export interface BlockCodes {
  /** The DC levels of a macroblock's luma. */
  lumaDc(place: Place, levels: Int32Array): void;
  /** A block of 4 × 4 at (x, y), at `levels[from]`; without its DC level where `first` is 1. */
  luma(place: Place, x: number, y: number, levels: Int32Array, from: number, first: 0 | 1): void;
  /** A block of 8 × 8. */
  large(place: Place, x: number, y: number, levels: Int32Array, from: number): void;
  chromaDc(place: Place, color: 0 | 1, levels: Int32Array, from: number): void;
  chroma(place: Place, color: 0 | 1, x: number, y: number, levels: Int32Array, from: number): void;
}

/** Reads what a slice says, in one of the two ways in which it may be written. */
export interface Codes extends BlockCodes {
  /** 0: in blocks; 1 to 24: as a whole (table 7-11); 25: samples. */
  type(place: Place): number;
  isLarge(place: Place): boolean;
  /** A way to predict a block; null: the one that is likely. */
  mode(): number | null;
  chromaMode(place: Place): number;
  pattern(place: Place): number;
  quantizerChange(place: Place): number;
  /** The 384 samples of a macroblock, as they are. */
  samples(): Uint8Array;
  isEnd(): boolean;
}
