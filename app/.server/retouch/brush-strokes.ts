import { lightness, type Picture } from "./picture.ts";

/**
 * Of the four squares that meet at a pixel, the mean color of the calmest one (Kuwahara): flat areas with sharp edges,
 * as of a brush. Sums of all pixels above and to the left make it as fast for large squares as for small ones; they are
 * made for a band of rows at a time, because they take ten times as much memory as the pixels.
 */
export function flatten(picture: Picture, radius: number, bandPixels = 1_000_000): Picture {
  const { width, height } = picture;
  const result = Uint8Array.from(picture.data);
  const rows = Math.max(2 * radius, Math.ceil(bandPixels / width));
  for (let top = 0; top < height; top += rows)
    flattenBand(picture, radius, { top, bottom: Math.min(height, top + rows) }, result);
  return { ...picture, data: result };
}

/** Some rows, the last one excluded. */
interface Band {
  readonly top: number;
  readonly bottom: number;
}

function flattenBand(picture: Picture, radius: number, band: Band, result: Uint8Array): void {
  const { width } = picture;
  // The squares reach so far beyond the band.
  const first = Math.max(0, band.top - radius);
  const last = Math.min(picture.height, band.bottom + radius);
  const height = last - first;
  const { light, squares, channels } = sumUp(picture, { top: first, bottom: last });
  const [reds, greens, blues] = channels;
  const stride = width + 1;
  for (let y = band.top - first; y < band.bottom - first; y += 1)
    for (let x = 0; x < width; x += 1) {
      let calmest = Number.POSITIVE_INFINITY;
      // The corners of the calmest square, and how many pixels it has.
      let [a, b, c, d, best] = [0, 0, 0, 0, 1];
      for (let square = 0; square < 4; square += 1) {
        const isLeft = (square & 1) === 0;
        const isUpper = square < 2;
        const left = isLeft ? Math.max(0, x - radius) : x;
        const right = isLeft ? x + 1 : Math.min(width, x + radius + 1);
        const top = (isUpper ? Math.max(0, y - radius) : y) * stride;
        const bottom = (isUpper ? y + 1 : Math.min(height, y + radius + 1)) * stride;
        const count = ((right - left) * (bottom - top)) / stride;
        const mean =
          (light[bottom + right]! -
            light[top + right]! -
            light[bottom + left]! +
            light[top + left]!) /
          count;
        const spread =
          (squares[bottom + right]! -
            squares[top + right]! -
            squares[bottom + left]! +
            squares[top + left]!) /
            count -
          mean * mean;
        if (spread >= calmest) continue;
        calmest = spread;
        a = top + left;
        b = top + right;
        c = bottom + left;
        d = bottom + right;
        best = count;
      }
      const at = 4 * ((first + y) * width + x);
      result[at] = (reds[d]! - reds[b]! - reds[c]! + reds[a]!) / best + 0.5;
      result[at + 1] = (greens[d]! - greens[b]! - greens[c]! + greens[a]!) / best + 0.5;
      result[at + 2] = (blues[d]! - blues[b]! - blues[c]! + blues[a]!) / best + 0.5;
    }
}

type Sums = [Float64Array, Float64Array, Float64Array];

/** Sums over everything above and to the left within a band. */
function sumUp({ width, data }: Picture, { top, bottom }: Band) {
  const height = bottom - top;
  const length = (width + 1) * (height + 1);
  const empty = () => new Float64Array(length);
  const channels: Sums = [empty(), empty(), empty()];
  const [reds, greens, blues] = channels;
  const [light, squares] = [empty(), empty()];
  const stride = width + 1;
  for (let y = 1; y <= height; y += 1) {
    let [red, green, blue, value, square] = [0, 0, 0, 0, 0];
    for (let x = 1; x <= width; x += 1) {
      const at = 4 * ((top + y - 1) * width + x - 1);
      const to = y * stride + x;
      const own = lightness(data[at]!, data[at + 1]!, data[at + 2]!);
      reds[to] = reds[to - stride]! + (red += data[at]!);
      greens[to] = greens[to - stride]! + (green += data[at + 1]!);
      blues[to] = blues[to - stride]! + (blue += data[at + 2]!);
      light[to] = light[to - stride]! + (value += own);
      squares[to] = squares[to - stride]! + (square += own * own);
    }
  }
  return { channels, light, squares };
}
