import { keepAverages } from "./keep-averages.ts";
import type { Enlarge, Piece } from "./run-network.ts";
import type { Factor } from "./upscale-limits.ts";

/** A picture in memory: RGB bytes, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Of a piece that is enlarged at once, in pixels: what that needs of memory does not grow with the picture. */
const longestPiece = 256;
/**
 * What is enlarged besides on each side, and thrown away: as far as the network sees around a pixel, ten pixels, and
 * the corrections after it, one for each.
 */
const margin = 12;
const corrections = 2;

/**
 * Enlarges a picture piece by piece: which pieces, nobody can see of it. `onProgress` gets rising shares of the work
 * after each of them.
 */
export async function upscalePixels(
  picture: Pixels,
  factor: Factor,
  enlarge: Enlarge,
  onProgress: (share: number) => void,
  longest = longestPiece,
): Promise<Pixels> {
  const { width, height } = picture;
  const result = {
    width: width * factor,
    height: height * factor,
    data: new Uint8Array(width * height * factor * factor * 3),
  };
  const rows = partsOf(height, longest);
  const columns = partsOf(width, longest);
  let done = 0;
  for (const top of rows.starts)
    for (const left of columns.starts) {
      const place = { left, top, width: columns.length, height: rows.length };
      const small = cut(picture, place);
      const large = await enlarge(small);
      for (let round = 0; round < corrections; round += 1) keepAverages(large, small, factor);
      paste(result, large, place, factor);
      done += 1;
      onProgress(done / (rows.starts.length * columns.starts.length));
    }
  return result;
}

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Parts of one length along a side, so that the network sees one size only; the last one may reach beyond. */
function partsOf(side: number, longest: number): { length: number; starts: number[] } {
  const count = Math.ceil(side / longest);
  const length = Math.ceil(side / count);
  return { length, starts: Array.from({ length: count }, (_, at) => at * length) };
}

/** A piece with its margin. Beyond the picture its border goes on. */
function cut({ width, height, data }: Pixels, place: Place): Piece {
  const [across, down] = [place.width + 2 * margin, place.height + 2 * margin];
  const planes = new Float32Array(3 * across * down);
  const clamp = (value: number, side: number) => Math.min(side - 1, Math.max(0, value));
  for (let y = 0, at = 0; y < down; y += 1) {
    const row = clamp(place.top + y - margin, height) * width;
    for (let x = 0; x < across; x += 1, at += 1) {
      const from = 3 * (row + clamp(place.left + x - margin, width));
      planes[at] = data[from]!;
      planes[at + across * down] = data[from + 1]!;
      planes[at + 2 * across * down] = data[from + 2]!;
    }
  }
  return { width: across, height: down, planes };
}

function paste(result: Pixels, large: Piece, place: Place, factor: number): void {
  const [left, top] = [place.left * factor, place.top * factor];
  const right = Math.min(result.width, left + place.width * factor);
  const bottom = Math.min(result.height, top + place.height * factor);
  const plane = large.width * large.height;
  for (let y = top; y < bottom; y += 1) {
    let from = (y - top + margin * factor) * large.width + margin * factor;
    for (let at = 3 * (y * result.width + left); at < 3 * (y * result.width + right); at += 3) {
      result.data[at] = byteOf(large.planes[from]!);
      result.data[at + 1] = byteOf(large.planes[from + plane]!);
      result.data[at + 2] = byteOf(large.planes[from + 2 * plane]!);
      from += 1;
    }
  }
}

const byteOf = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
