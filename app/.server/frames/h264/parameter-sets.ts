import { createBitReader, lastBitOf, unescape, type BitReader } from "./bit-reader.ts";

/** What holds for all frames of a film (ITU-T H.264, section 7.3.2.1). */
export interface Sequence {
  frameNumberBits: number;
  orderType: number;
  orderBits: number;
  hasNoOrderDelta: boolean;
  mayHaveFields: boolean;
  /** In macroblocks. */
  columns: number;
  rows: number;
  /** What is shown of it, in pixels. */
  shown: { left: number; top: number; width: number; height: number };
  isFullRange: boolean;
  /** Table E-5; null: not said. */
  matrix: number | null;
}

/** What holds for a frame (section 7.3.2.2). */
export interface Picture {
  isCabac: boolean;
  hasOrderDeltas: boolean;
  quantizer: number;
  chromaOffsets: readonly [blue: number, red: number];
  hasFilterChoice: boolean;
  hasRedundant: boolean;
  mayHaveLargeBlocks: boolean;
}

/** 4096 × 2304 pixels. */
const maxMacroblocks = 36_864;
const maxSide = 512;

/** Is in the stream, and can't be read here. */
export function refuse(what: string): never {
  throw new RangeError(`Not read here: ${what}`);
}

const withFormat = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Throws RangeError for what is broken or not read here: anything but 4:2:0 in 8 bits, and scaling matrices. */
export function readSequence(unit: Uint8Array): Sequence {
  const bits = createBitReader(unescape(unit).subarray(1));
  const profile = bits.read(8);
  bits.skip(16);
  bits.unsigned();
  if (withFormat.has(profile)) readFormat(bits);
  const frameNumberBits = bits.unsigned() + 4;
  const order = readOrder(bits);
  bits.unsigned();
  bits.skip(1);
  const columns = bits.unsigned() + 1;
  const units = bits.unsigned() + 1;
  const mayHaveFields = bits.read(1) === 0;
  const rows = mayHaveFields ? units * 2 : units;
  if (mayHaveFields && bits.read(1) === 1) refuse("macroblock-adaptive fields");
  if (columns > maxSide || rows > maxSide || columns * rows > maxMacroblocks) refuse("the size");
  bits.skip(1);
  const unitY = mayHaveFields ? 4 : 2;
  const [left, right, top, bottom] = bits.read(1) === 1 ? readCrop(bits, unitY) : [0, 0, 0, 0];
  const [width, height] = [columns * 16 - left - right, rows * 16 - top - bottom];
  if (width <= 0 || height <= 0) refuse("nothing is shown");
  const shown = { left, top, width, height };
  const colors = bits.read(1) === 1 ? readColors(bits) : { isFullRange: false, matrix: null };
  return { frameNumberBits, ...order, mayHaveFields, columns, rows, shown, ...colors };
}

function readFormat(bits: BitReader): void {
  if (bits.unsigned() !== 1) refuse("a chroma format other than 4:2:0");
  if (bits.unsigned() !== 0 || bits.unsigned() !== 0) refuse("more than 8 bits");
  if (bits.read(1) === 1) refuse("transform bypass");
  if (bits.read(1) === 1) refuse("scaling matrices");
}

function readOrder(bits: BitReader) {
  const orderType = bits.unsigned();
  if (orderType === 0) return { orderType, orderBits: bits.unsigned() + 4, hasNoOrderDelta: true };
  if (orderType !== 1) return { orderType, orderBits: 0, hasNoOrderDelta: true };
  const hasNoOrderDelta = bits.read(1) === 1;
  bits.signed();
  bits.signed();
  const count = bits.unsigned();
  if (count > 255) refuse("a cycle this long");
  for (let each = 0; each < count; each++) bits.signed();
  return { orderType, orderBits: 0, hasNoOrderDelta };
}

function readCrop(bits: BitReader, unitY: number): [number, number, number, number] {
  const [left, right] = [bits.unsigned() * 2, bits.unsigned() * 2];
  return [left, right, bits.unsigned() * unitY, bits.unsigned() * unitY];
}

/** The beginning of annex E.1.1. */
function readColors(bits: BitReader) {
  if (bits.read(1) === 1 && bits.read(8) === 255) bits.skip(32);
  if (bits.read(1) === 1) bits.skip(1);
  if (bits.read(1) === 0) return { isFullRange: false, matrix: null };
  bits.skip(3);
  const isFullRange = bits.read(1) === 1;
  if (bits.read(1) === 0) return { isFullRange, matrix: null };
  bits.skip(16);
  const matrix = bits.read(8);
  return { isFullRange, matrix: matrix === 2 ? null : matrix };
}

export function readPicture(unit: Uint8Array): Picture {
  const bytes = unescape(unit).subarray(1);
  const bits = createBitReader(bytes);
  bits.unsigned();
  bits.unsigned();
  const isCabac = bits.read(1) === 1;
  const hasOrderDeltas = bits.read(1) === 1;
  if (bits.unsigned() > 0) refuse("flexible macroblock ordering");
  bits.unsigned();
  bits.unsigned();
  bits.skip(3);
  const quantizer = 26 + bits.signed();
  bits.signed();
  const offset = bits.signed();
  const hasFilterChoice = bits.read(1) === 1;
  bits.skip(1);
  const hasRedundant = bits.read(1) === 1;
  const head = { isCabac, hasOrderDeltas, quantizer, hasFilterChoice, hasRedundant };
  if (bits.position() >= lastBitOf(bytes))
    return { ...head, chromaOffsets: [offset, offset], mayHaveLargeBlocks: false };
  const mayHaveLargeBlocks = bits.read(1) === 1;
  if (bits.read(1) === 1) refuse("scaling matrices");
  return { ...head, chromaOffsets: [offset, bits.signed()], mayHaveLargeBlocks };
}
