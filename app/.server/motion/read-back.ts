import { placeOf, type Frame } from "./h264/planes.ts";

/** A frame as RGB bytes, row by row (ITU-R BT.709). Sizes in pixels, even. */
export function readBack(
  { y, u, v }: Frame,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8ClampedArray(width * height * 3);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bright = 1.1644 * (y.samples[placeOf(y, column, row)]! - 16);
      const at = placeOf(u, column >> 1, row >> 1);
      const blue = u.samples[at]! - 128;
      const red = v.samples[at]! - 128;
      rgb[to++] = bright + 1.7927 * red;
      rgb[to++] = bright - 0.2132 * blue - 0.5329 * red;
      rgb[to++] = bright + 2.1124 * blue;
    }
  }
  return new Uint8Array(rgb.buffer);
}
