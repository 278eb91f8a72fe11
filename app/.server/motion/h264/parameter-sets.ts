import { createBitWriter, nalUnit } from "./bit-writer.ts";

/** Baseline without what no browser reads, up to 1280 × 720 at 30 frames a second. */
export const profile = { idc: 66, constraints: 0xc0, level: 31 } as const;
/** How many bits number a frame. */
export const frameNumberBits = 8;
/** What slices tell their quantizer against. */
export const usualQuantizer = 26;

/** Colors as of HDTV (ITU-T H.264, tables E-3 to E-5). */
export const colorCode = 1;

/** Tells a reader all that holds for every frame (section 7.3.2.1). Sizes in pixels, even. */
export function sequenceParameters(
  width: number,
  height: number,
  framesPerSecond: number,
): Uint8Array {
  const bits = createBitWriter();
  const columns = Math.ceil(width / 16);
  const rows = Math.ceil(height / 16);
  bits.put(profile.idc, 8);
  bits.put(profile.constraints, 8);
  bits.put(profile.level, 8);
  bits.putUnsigned(0);
  bits.putUnsigned(frameNumberBits - 4);
  // Frames are shown in the order that they come in, each predicted from the one before.
  bits.putUnsigned(2);
  bits.putUnsigned(1);
  bits.put(0, 1);
  bits.putUnsigned(columns - 1);
  bits.putUnsigned(rows - 1);
  bits.put(0b11, 2);
  const right = (columns * 16 - width) / 2;
  const below = (rows * 16 - height) / 2;
  bits.put(right > 0 || below > 0 ? 1 : 0, 1);
  if (right > 0 || below > 0) for (const edge of [0, right, 0, below]) bits.putUnsigned(edge);
  bits.put(1, 1);
  putUsage(bits, framesPerSecond);
  return nalUnit(0x67, bits.finish());
}

/** Colors, time, and that no frame has to wait for another (annex E.1.1). */
function putUsage(bits: ReturnType<typeof createBitWriter>, framesPerSecond: number): void {
  bits.put(0b00, 2);
  bits.put(1, 1);
  bits.put(5, 3);
  bits.put(0b01, 2);
  for (let each = 0; each < 3; each++) bits.put(colorCode, 8);
  bits.put(0, 1);
  bits.put(1, 1);
  for (const value of [1, framesPerSecond * 2]) {
    bits.put(value >>> 16, 16);
    bits.put(value & 0xffff, 16);
  }
  bits.put(1, 1);
  bits.put(0b000, 3);
  bits.put(1, 1);
  bits.put(1, 1);
  for (const value of [0, 0, 16, 16, 0, 1]) bits.putUnsigned(value);
}

/** Section 7.3.2.2. */
export function pictureParameters(): Uint8Array {
  const bits = createBitWriter();
  bits.putUnsigned(0);
  bits.putUnsigned(0);
  bits.put(0b00, 2);
  for (const value of [0, 0, 0]) bits.putUnsigned(value);
  bits.put(0b000, 3);
  bits.putSigned(usualQuantizer - 26);
  bits.putSigned(0);
  bits.putSigned(0);
  bits.put(0b100, 3);
  return nalUnit(0x68, bits.finish());
}
