/** The difference between 4 × 4 samples and their prediction, as frequencies, row by row (the inverse of 8.5.12). */
export function transformBlock(
  source: Uint8Array,
  sourceAt: number,
  sourceStride: number,
  prediction: Uint8Array,
  predictionAt: number,
  predictionStride: number,
  out: Int32Array,
  to: number,
): void {
  for (let row = 0; row < 4; row++) {
    const from = sourceAt + row * sourceStride;
    const by = predictionAt + row * predictionStride;
    const a = source[from]! - prediction[by]!;
    const b = source[from + 1]! - prediction[by + 1]!;
    const c = source[from + 2]! - prediction[by + 2]!;
    const d = source[from + 3]! - prediction[by + 3]!;
    const at = to + row * 4;
    out[at] = a + b + c + d;
    out[at + 1] = 2 * (a - d) + b - c;
    out[at + 2] = a - b - c + d;
    out[at + 3] = a - d - 2 * (b - c);
  }
  for (let at = to; at < to + 4; at++) {
    const a = out[at]!;
    const b = out[at + 4]!;
    const c = out[at + 8]!;
    const d = out[at + 12]!;
    out[at] = a + b + c + d;
    out[at + 4] = 2 * (a - d) + b - c;
    out[at + 8] = a - b - c + d;
    out[at + 12] = a - d - 2 * (b - c);
  }
}

/** Adds 4 × 4 frequencies to a prediction (section 8.5.12). */
export function addBlock(
  frequencies: Int32Array,
  from: number,
  prediction: Uint8Array,
  predictionAt: number,
  predictionStride: number,
  out: Uint8Array | Uint8ClampedArray,
  to: number,
  stride: number,
): void {
  for (let at = from; at < from + 16; at += 4) {
    const a = frequencies[at]! + frequencies[at + 2]!;
    const b = frequencies[at]! - frequencies[at + 2]!;
    const c = (frequencies[at + 1]! >> 1) - frequencies[at + 3]!;
    const d = frequencies[at + 1]! + (frequencies[at + 3]! >> 1);
    frequencies[at] = a + d;
    frequencies[at + 1] = b + c;
    frequencies[at + 2] = b - c;
    frequencies[at + 3] = a - d;
  }
  for (let column = 0; column < 4; column++) {
    const at = from + column;
    const a = frequencies[at]! + frequencies[at + 8]!;
    const b = frequencies[at]! - frequencies[at + 8]!;
    const c = (frequencies[at + 4]! >> 1) - frequencies[at + 12]!;
    const d = frequencies[at + 4]! + (frequencies[at + 12]! >> 1);
    const by = predictionAt + column;
    const into = to + column;
    out[into] = clip(prediction[by]! + ((a + d + 32) >> 6));
    out[into + stride] = clip(prediction[by + predictionStride]! + ((b + c + 32) >> 6));
    out[into + stride * 2] = clip(prediction[by + predictionStride * 2]! + ((b - c + 32) >> 6));
    out[into + stride * 3] = clip(prediction[by + predictionStride * 3]! + ((a - d + 32) >> 6));
  }
}

/** Transforms 4 × 4 DC coefficients among themselves; its own inverse but for the scale. */
export function hadamard(block: Int32Array): void {
  for (let at = 0; at < 16; at += 4) butterfly(block, at, 1);
  for (let at = 0; at < 4; at++) butterfly(block, at, 4);
}

function butterfly(block: Int32Array, at: number, step: number): void {
  const a = block[at]! + block[at + step]!;
  const b = block[at]! - block[at + step]!;
  const c = block[at + step * 2]! + block[at + step * 3]!;
  const d = block[at + step * 2]! - block[at + step * 3]!;
  block[at] = a + c;
  block[at + step] = a - c;
  block[at + step * 2] = b - d;
  block[at + step * 3] = b + d;
}

/** The same for the four DC coefficients of one chroma plane. */
export function chromaHadamard(block: Int32Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = block;
  block[0] = a + b + c + d;
  block[1] = a - b + c - d;
  block[2] = a + b - c - d;
  block[3] = a - b - c + d;
}

export const clip = (value: number) => (value < 0 ? 0 : value > 255 ? 255 : value);
