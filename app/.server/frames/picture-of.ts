import { hdtv, readBack, type ColorRule } from "../motion/read-back.ts";
import { UnusableRequestError } from "../subprocesses/unusable-request.ts";
import { readFrame, type ReadFrame } from "./h264/read-frame.ts";

/** A frame as RGB bytes, row by row. */
export interface FramePicture {
  kind: "picture";
  width: number;
  height: number;
  rgb: Uint8Array<ArrayBuffer>;
}

/** Far more than the slices of any frame. */
const maxUnits = 4_096;

/**
 * Decodes a frame of H.264 as it lies in an MP4. Throws UnusableRequestError where it can't be read here, whatever a
 * broken one runs into.
 */
export function pictureOf(setup: Uint8Array, sample: Uint8Array): FramePicture {
  try {
    const { sets, lengthBytes } = readSetup(setup);
    const read = readFrame(sets, splitUnits(sample, lengthBytes));
    const { width, height } = read.shown;
    return { kind: "picture", width, height, rgb: readBack(read.frame, read.shown, ruleOf(read)) };
  } catch (cause) {
    throw new UnusableRequestError("The frame can't be read", { cause });
  }
}

/** Parameter sets out of an `avcC` (ISO/IEC 14496-15, section 5.3.3.1). */
function readSetup(setup: Uint8Array) {
  const view = new DataView(setup.buffer, setup.byteOffset, setup.byteLength);
  const lengthBytes = (view.getUint8(4) & 3) + 1;
  const sets: Uint8Array[] = [];
  let at = 5;
  for (const mask of [31, 255]) {
    const count = view.getUint8(at++) & mask;
    for (let each = 0; each < count; each++) {
      const size = view.getUint16(at);
      sets.push(take(setup, at + 2, size));
      at += 2 + size;
    }
  }
  return { sets, lengthBytes };
}

function splitUnits(sample: Uint8Array, lengthBytes: number): Uint8Array[] {
  const units: Uint8Array[] = [];
  for (let at = 0; at + lengthBytes <= sample.length;) {
    const size = sample.subarray(at, at + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
    if (size === 0 || units.length === maxUnits) throw new RangeError("There are too many units");
    units.push(take(sample, at + lengthBytes, size));
    at += lengthBytes + size;
  }
  return units;
}

function take(bytes: Uint8Array, from: number, size: number): Uint8Array {
  if (from + size > bytes.length) throw new RangeError("The data ends too early");
  return bytes.subarray(from, from + size);
}

/** By what the film says of its colors, else as browsers guess: like television of its size. */
function ruleOf({ matrix, isFullRange, shown }: ReadFrame): ColorRule {
  const isNarrow = !isFullRange;
  const isLarge = shown.height >= 720 || shown.width >= 1280;
  if (matrix === 1 || (matrix === null && isLarge)) return { ...hdtv, isNarrow };
  if (matrix === 9 || matrix === 10) return { isNarrow, red: 0.2627, blue: 0.0593 };
  return { isNarrow, red: 0.299, blue: 0.114 };
}
