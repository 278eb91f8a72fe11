import type { Frame } from "../../motion/h264/planes.ts";
import { createCabacCodes } from "./cabac-codes.ts";
import { createCabac } from "./cabac.ts";
import { createBitReader, unescape } from "./bit-reader.ts";
import { createGrid, enter, type Grid } from "./grid.ts";
import {
  readPicture,
  readSequence,
  refuse,
  type Picture,
  type Sequence,
} from "./parameter-sets.ts";
import { readMacroblock } from "./read-macroblock.ts";
import { readSliceHeader, type SliceHeader } from "./slice-header.ts";
import { deblock } from "./deblock.ts";
import { createCavlcCodes } from "./cavlc-codes.ts";

/** A frame in whole macroblocks, and what of it is shown and how. */
export interface ReadFrame extends Pick<Sequence, "shown" | "isFullRange" | "matrix"> {
  frame: Frame;
}

const types = { slice: 1, keySlice: 5, sequence: 7, picture: 8 } as const;

/**
 * Reads a frame that stands by itself (ITU-T H.264: progressive, 4:2:0, 8 bits; Baseline, Main and High, but for
 * flexible macroblock ordering and scaling matrices). `setup` are the parameter sets of the file and `units` the NAL
 * units of the frame. Throws RangeError for every other frame, and for one that is broken or not there in full.
 */
export function readFrame(setup: readonly Uint8Array[], units: readonly Uint8Array[]): ReadFrame {
  let sequence: Sequence | null = null;
  let picture: Picture | null = null;
  let grid: Grid | null = null;
  const slices: SliceHeader[] = [];
  for (const unit of [...setup, ...units]) {
    const type = (unit[0] ?? 0) & 31;
    if (type === types.sequence && !grid) sequence = readSequence(unit);
    if (type === types.picture && !grid) picture = readPicture(unit);
    if (type !== types.slice && type !== types.keySlice) continue;
    if (!sequence || !picture) refuse("a frame without parameters");
    grid ??= createGrid(sequence.columns, sequence.rows);
    readSlice(unit, sequence, picture, grid, slices);
  }
  if (!grid || !sequence || !picture || grid.slices.includes(0)) refuse("a frame with gaps");
  deblock(grid, slices, picture);
  const { shown, isFullRange, matrix } = sequence;
  return { frame: grid.frame, shown, isFullRange, matrix };
}

function readSlice(
  unit: Uint8Array,
  sequence: Sequence,
  picture: Picture,
  grid: Grid,
  slices: SliceHeader[],
): void {
  const bytes = unescape(unit).subarray(1);
  const bits = createBitReader(bytes);
  const kind = { isKey: (unit[0]! & 31) === types.keySlice, isReference: (unit[0]! & 0x60) > 0 };
  const head = readSliceHeader(bits, kind, sequence, picture);
  if (!head) return;
  slices.push(head);
  const codes = picture.isCabac
    ? createCabacCodes(createCabac(bits, head.quantizer), bits, grid)
    : createCavlcCodes(bits, bytes, grid);
  let quantizer = head.quantizer;
  for (let at = head.firstMacroblock; ; at++) {
    if (at >= grid.slices.length || grid.slices[at] !== 0) refuse("a macroblock that has come");
    const place = enter(grid, at, slices.length);
    quantizer = readMacroblock(grid, place, codes, picture, quantizer);
    if (codes.isEnd()) return;
  }
}
