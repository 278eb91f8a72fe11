import { putRows } from "./develop.ts";
import { createFrame, type Frame } from "./h264/planes.ts";

/** A picture as RGB bytes, row by row. Sides in pixels, even. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** The same as brightness and colors, in whole macroblocks at least. */
export function planesOf({ width, height, rgb }: Picture): Frame {
  const frame = createFrame(Math.ceil(width / 16) * 16, Math.ceil(height / 16) * 16);
  for (let row = 0; row < height; row += 2) {
    const at = row * width * 3;
    const upper = Float32Array.from(rgb.subarray(at, at + width * 3));
    const lower = Float32Array.from(rgb.subarray(at + width * 3, at + width * 6));
    putRows(frame, row, upper, lower);
  }
  return frame;
}
