import { placeOf, type Frame } from "./h264/planes.ts";

/** How brightness and colors make red, green and blue. */
export interface ColorRule {
  /** Brightness begins at 16 and ends at 235, and colors reach from 16 to 240. */
  isNarrow: boolean;
  /** The shares of red and blue in brightness. */
  red: number;
  blue: number;
}

/** ITU-R BT.709, as films are stored. */
export const hdtv: ColorRule = { isNarrow: true, red: 0.2126, blue: 0.0722 };

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Part of a frame as RGB bytes, row by row. Sizes in pixels. */
export function readBack(
  { y, u, v }: Frame,
  { left, top, width, height }: Area,
  rule: ColorRule = hdtv,
): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8ClampedArray(width * height * 3);
  const { scale, black, toRed, toBlue, redToGreen, blueToGreen } = factorsOf(rule);
  let to = 0;
  for (let row = top; row < top + height; row++) {
    for (let column = left; column < left + width; column++) {
      const bright = scale * (y.samples[placeOf(y, column, row)]! - black);
      const at = placeOf(u, column >> 1, row >> 1);
      const blue = u.samples[at]! - 128;
      const red = v.samples[at]! - 128;
      rgb[to++] = bright + toRed * red;
      rgb[to++] = bright - blueToGreen * blue - redToGreen * red;
      rgb[to++] = bright + toBlue * blue;
    }
  }
  return new Uint8Array(rgb.buffer);
}

function factorsOf({ isNarrow, red, blue }: ColorRule) {
  const green = 1 - red - blue;
  const range = isNarrow ? 255 / 224 : 1;
  const toRed = 2 * (1 - red) * range;
  const toBlue = 2 * (1 - blue) * range;
  return {
    scale: isNarrow ? 255 / 219 : 1,
    black: isNarrow ? 16 : 0,
    toRed,
    toBlue,
    redToGreen: (red / green) * toRed,
    blueToGreen: (blue / green) * toBlue,
  };
}
