import type { Piece } from "./run-network.ts";

/**
 * Has an enlarged piece look from afar as the small one does, which the network alone does not: what the average of the
 * pixels that came of one differs from that one is taken away from them, softly from one to the next. Changes `large`.
 */
export function keepAverages(large: Piece, small: Piece, factor: number): void {
  const error = new Float32Array(small.width * small.height);
  for (let plane = 0; plane < 3; plane += 1) {
    const of = large.planes.subarray(plane * large.width * large.height);
    const wanted = small.planes.subarray(plane * error.length);
    measure(error, of, wanted, small, factor);
    correct(of, error, small, factor);
  }
}

type Size = Pick<Piece, "width" | "height">;

function measure(
  error: Float32Array,
  large: Float32Array,
  wanted: Float32Array,
  { width, height }: Size,
  factor: number,
): void {
  const across = width * factor;
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      let sum = 0;
      for (let row = 0; row < factor; row += 1) {
        const from = (y * factor + row) * across + x * factor;
        for (let column = 0; column < factor; column += 1) sum += large[from + column]!;
      }
      error[at] = wanted[at]! - sum / (factor * factor);
    }
}

function correct(
  large: Float32Array,
  error: Float32Array,
  { width, height }: Size,
  factor: number,
): void {
  const columns = neighbours(width, factor);
  for (const [y, { one: above, other: below, share: down }] of neighbours(height, factor).entries())
    for (const [x, { one, other, share }] of columns.entries()) {
      const upper = mix(error[above * width + one]!, error[above * width + other]!, share);
      const lower = mix(error[below * width + one]!, error[below * width + other]!, share);
      large[y * width * factor + x]! += mix(upper, lower, down);
    }
}

const mix = (one: number, other: number, share: number) => one + (other - one) * share;

/** Of each pixel along an enlarged side: the two small ones that it lies between, and how near it is to the other. */
function neighbours(length: number, factor: number) {
  return Array.from({ length: length * factor }, (_, at) => {
    const place = (at + 0.5) / factor - 0.5;
    const one = Math.floor(place);
    const within = (index: number) => Math.min(length - 1, Math.max(0, index));
    return { one: within(one), other: within(one + 1), share: place - one };
  });
}
