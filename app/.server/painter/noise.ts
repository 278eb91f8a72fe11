import { smoothStep } from "../../domain/smooth-step.ts";
import { createRandom } from "../../domain/random.ts";

/** Smooth repeatable noise over the plane. All results lie roughly in [-1, 1] with mean 0. */
export interface Noise {
  /** Gradient noise; features are about one unit wide. */
  at(x: number, y: number): number;
  /** Fractal sum of `octaves` layers of gradient noise, each twice as fine and half as strong. */
  fractal(x: number, y: number, octaves: number): number;
  /** Fractal noise with sharp crests, in [0, 1]: 1 on a crest. */
  crests(x: number, y: number, octaves: number): number;
}

/** A grid of noise samples that is read back with bilinear interpolation. */
export interface Field {
  /** The interpolated value at pixel (x, y); positions outside are clamped. */
  at(x: number, y: number): number;
}

const latticeSize = 256;

/** Makes a noise plane from an integer seed. */
export function createNoise(seed: number): Noise {
  const random = createRandom(seed);
  const order = shuffledLattice(() => random.next());
  const gradX = new Float64Array(latticeSize);
  const gradY = new Float64Array(latticeSize);
  for (let at = 0; at < latticeSize; at++) {
    const angle = random.next() * Math.PI * 2;
    gradX[at] = Math.cos(angle) * 1.5;
    gradY[at] = Math.sin(angle) * 1.5;
  }

  function at(x: number, y: number): number {
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const dx = x - floorX;
    const dy = y - floorY;
    const left = order[floorX & 255]!;
    const right = order[(floorX + 1) & 255]!;
    const topLeft = order[left + (floorY & 255)]!;
    const topRight = order[right + (floorY & 255)]!;
    const lowLeft = order[left + ((floorY + 1) & 255)]!;
    const lowRight = order[right + ((floorY + 1) & 255)]!;
    const easeX = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
    const easeY = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
    const a = gradX[topLeft]! * dx + gradY[topLeft]! * dy;
    const b = gradX[topRight]! * (dx - 1) + gradY[topRight]! * dy;
    const c = gradX[lowLeft]! * dx + gradY[lowLeft]! * (dy - 1);
    const d = gradX[lowRight]! * (dx - 1) + gradY[lowRight]! * (dy - 1);
    const top = a + (b - a) * easeX;
    return top + (c + (d - c) * easeX - top) * easeY;
  }

  function fractal(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 0.55;
    for (let octave = 0; octave < octaves; octave++) {
      sum += at(x, y) * strength;
      strength *= 0.5;
      x = x * 2.03 + 17.3;
      y = y * 2.03 + 9.1;
    }
    return sum;
  }

  function crests(x: number, y: number, octaves: number): number {
    let sum = 0;
    let strength = 0.5;
    let weight = 1;
    for (let octave = 0; octave < octaves; octave++) {
      const crest = 1 - Math.abs(at(x, y));
      const sharp = crest * crest * weight;
      sum += sharp * strength;
      weight = Math.min(1, sharp * 1.6);
      strength *= 0.5;
      x = x * 2.07 + 31.7;
      y = y * 2.07 + 11.9;
    }
    return sum;
  }

  return { at, fractal, crests };
}

/**
 * Samples a function on a grid over width × height pixels, one sample every `step` pixels,
 * so that slow-changing noise need not be computed for every pixel.
 */
export function createField(
  width: number,
  height: number,
  step: number,
  sample: (x: number, y: number) => number,
): Field {
  const columns = Math.ceil(width / step) + 2;
  const rows = Math.ceil(height / step) + 2;
  const values = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = sample(column * step, row * step);
    }
  }
  return fieldFrom(values, columns, rows, step);
}

/** Wraps an existing grid of `columns` × `rows` samples, `step` pixels apart, as a field. */
export function fieldFrom(
  values: Float32Array,
  columns: number,
  rows: number,
  step: number,
): Field {
  const scale = 1 / step;
  const lastColumn = columns - 1.001;
  const lastRow = rows - 1.001;
  return {
    at(x, y) {
      const gridX = Math.min(lastColumn, Math.max(0, x * scale));
      const gridY = Math.min(lastRow, Math.max(0, y * scale));
      const column = gridX | 0;
      const row = gridY | 0;
      const dx = gridX - column;
      const index = row * columns + column;
      const top = values[index]! + (values[index + 1]! - values[index]!) * dx;
      const below = index + columns;
      const low = values[below]! + (values[below + 1]! - values[below]!) * dx;
      return top + (low - top) * (gridY - row);
    },
  };
}

/** Rounds a value in [0, 1] softly to `steps` plateaus, like flat layers of gouache. */
export function softSteps(value: number, steps: number, softness: number): number {
  const scaled = Math.min(1, Math.max(0, value)) * steps;
  const floor = Math.floor(scaled);
  return (floor + smoothStep(0.5 - softness, 0.5 + softness, scaled - floor)) / steps;
}

function shuffledLattice(next: () => number): Uint8Array {
  const order = new Uint8Array(latticeSize * 2 + 2);
  for (let at = 0; at < latticeSize; at++) order[at] = at;
  for (let at = latticeSize - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
  for (let at = latticeSize; at < order.length; at++) order[at] = order[at - latticeSize]!;
  return order;
}
