import type { BitReader } from "./bit-reader.ts";
import { refuse, type Picture, type Sequence } from "./parameter-sets.ts";

export interface SliceHeader {
  firstMacroblock: number;
  quantizer: number;
  /** Edges are deblocked: nowhere, everywhere, or only inside of the slice. */
  filter: "none" | "all" | "inside";
  filterOffsets: readonly [step: number, slope: number];
}

/**
 * Reads the header of an intra slice (ITU-T H.264, section 7.3.3). Null: a copy of what
 * has come. Throws RangeError for any other slice.
 */
export function readSliceHeader(
  bits: BitReader,
  unit: { isKey: boolean; isReference: boolean },
  sequence: Sequence,
  picture: Picture,
): SliceHeader | null {
  const firstMacroblock = bits.unsigned();
  if (bits.unsigned() % 5 !== 2) refuse("an inter frame");
  bits.unsigned();
  bits.skip(sequence.frameNumberBits);
  if (sequence.mayHaveFields && bits.read(1) === 1) refuse("fields");
  if (unit.isKey) bits.unsigned();
  if (sequence.orderType === 0) {
    bits.skip(sequence.orderBits);
    if (picture.hasOrderDeltas) bits.signed();
  }
  if (sequence.orderType === 1 && !sequence.hasNoOrderDelta) {
    bits.signed();
    if (picture.hasOrderDeltas) bits.signed();
  }
  if (picture.hasRedundant && bits.unsigned() > 0) return null;
  if (unit.isReference) skipMarking(bits, unit.isKey);
  const quantizer = picture.quantizer + bits.signed();
  if (quantizer < 0 || quantizer > 51) refuse("the quantizer");
  const off = { firstMacroblock, quantizer, filterOffsets: [0, 0] as const };
  if (!picture.hasFilterChoice) return { ...off, filter: "all" };
  const choice = bits.unsigned();
  if (choice === 1) return { ...off, filter: "none" };
  const filterOffsets = [bits.signed() * 2, bits.signed() * 2] as const;
  return { ...off, filter: choice === 2 ? "inside" : "all", filterOffsets };
}

/** Which frames are kept as references (section 7.3.3.3). */
function skipMarking(bits: BitReader, isKey: boolean): void {
  if (isKey) return bits.skip(2);
  if (bits.read(1) === 0) return;
  for (let operation = bits.unsigned(); operation !== 0; operation = bits.unsigned()) {
    if (operation > 6) refuse("a marking");
    if (operation !== 5) bits.unsigned();
    if (operation === 3) bits.unsigned();
  }
}
