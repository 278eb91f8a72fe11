/** Samples of one component, with a margin around them that repeats the outermost ones. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly stride: number;
  readonly samples: Uint8Array;
}

/** A frame in whole macroblocks: brightness at full size, two colors at half of it. */
export interface Frame {
  readonly y: Plane;
  readonly u: Plane;
  readonly v: Plane;
}

/** How far a frame is known beyond its edges; as far as blocks may be taken from. */
export const lumaMargin = 32;

export function createPlane(width: number, height: number, margin: number): Plane {
  const stride = width + margin * 2;
  const samples = new Uint8Array(stride * (height + margin * 2));
  return { width, height, margin, stride, samples };
}

/** Sizes in pixels, multiples of 16. */
export function createFrame(width: number, height: number): Frame {
  return {
    y: createPlane(width, height, lumaMargin),
    u: createPlane(width / 2, height / 2, lumaMargin / 2),
    v: createPlane(width / 2, height / 2, lumaMargin / 2),
  };
}

/** Where the sample at (x, y) stands. */
export const placeOf = ({ margin, stride }: Plane, x: number, y: number): number =>
  (y + margin) * stride + x + margin;

/** Repeats the outermost samples over the margin. */
export function extendEdges(plane: Plane): void {
  const { width, height, margin, stride, samples } = plane;
  for (let y = 0; y < height; y++) {
    const from = placeOf(plane, 0, y);
    samples.fill(samples[from]!, from - margin, from);
    samples.fill(samples[from + width - 1]!, from + width, from + width + margin);
  }
  const first = margin * stride;
  const last = (margin + height - 1) * stride;
  for (let row = 0; row < margin; row++) {
    samples.copyWithin(row * stride, first, first + stride);
    samples.copyWithin((margin + height + row) * stride, last, last + stride);
  }
}

/**
 * A frame that others are predicted from, and what lies halfway between its samples: to the right of each, below each,
 * and both (ITU-T H.264, section 8.4.2.2.1). All four share the layout of `frame.y`.
 */
export interface Reference {
  readonly frame: Frame;
  readonly right: Uint8Array;
  readonly below: Uint8Array;
  readonly between: Uint8Array;
}

export function createReference(width: number, height: number): Reference {
  const frame = createFrame(width, height);
  const size = frame.y.samples.length;
  return {
    frame,
    right: new Uint8Array(size),
    below: new Uint8Array(size),
    between: new Uint8Array(size),
  };
}

/** Makes a frame that has been filled ready to be predicted from. */
export function finishReference({ frame, right, below, between }: Reference): void {
  const { y, u, v } = frame;
  for (const plane of [y, u, v]) extendEdges(plane);
  const { samples, stride } = y;
  const rows = y.height + y.margin * 2;
  const sums = new Int16Array(samples.length);
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * stride - 3;
    for (let at = row * stride + 2; at < end; at++) {
      const sum =
        samples[at - 2]! +
        samples[at + 3]! -
        5 * (samples[at - 1]! + samples[at + 2]!) +
        20 * (samples[at]! + samples[at + 1]!);
      sums[at] = sum;
      const value = (sum + 16) >> 5;
      right[at] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  const last = (rows - 3) * stride;
  for (let at = stride * 2; at < last; at++) {
    const straight =
      samples[at - stride * 2]! +
      samples[at + stride * 3]! -
      5 * (samples[at - stride]! + samples[at + stride * 2]!) +
      20 * (samples[at]! + samples[at + stride]!);
    const down = (straight + 16) >> 5;
    below[at] = down < 0 ? 0 : down > 255 ? 255 : down;
    const crossed =
      sums[at - stride * 2]! +
      sums[at + stride * 3]! -
      5 * (sums[at - stride]! + sums[at + stride * 2]!) +
      20 * (sums[at]! + sums[at + stride]!);
    const middle = (crossed + 512) >> 10;
    between[at] = middle < 0 ? 0 : middle > 255 ? 255 : middle;
  }
}
