import { fieldFrom, softSteps, type Field } from "../painter/noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Picture } from "./picture-planes.ts";

/** As many samples the longer side of a picture is looked at. */
const samples = 48;

/**
 * Guesses how near each place of a picture is: 0 far, 1 near, in three soft layers. What is low, full of detail and
 * dark counts as near; what is high, smooth and bright, like a sky, as far. The layers fade into each other so slowly
 * that moving them apart stretches what lies between and tears nothing.
 */
export function guessDepth(picture: Picture): Field {
  const step = Math.max(picture.width, picture.height) / samples;
  const columns = Math.ceil(picture.width / step) + 2;
  const rows = Math.ceil(picture.height / step) + 2;
  const { brightness, detail } = look(picture, columns, rows, step);
  const near = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const low = smoothStep(0.15, 0.95, row / (rows - 2));
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const busy = smoothStep(2, 22, detail[at]!);
      near[at] = 0.62 * low + 0.26 * busy + 0.12 * (1 - brightness[at]! / 255);
    }
  }
  blur(near, columns, rows, 2);
  for (let at = 0; at < near.length; at++) near[at] = softSteps(near[at]!, 2, 0.5);
  blur(near, columns, rows, 3);
  return fieldFrom(near, columns, rows, step);
}

/** Of each place: how bright it is, and how much neighbouring pixels differ. */
function look({ width, height, rgb }: Picture, columns: number, rows: number, step: number) {
  const brightness = new Float32Array(columns * rows);
  const detail = new Float32Array(columns * rows);
  const size = Math.max(2, Math.floor(step));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = Math.min(width - size, Math.floor(column * step));
      const top = Math.min(height - size, Math.floor(row * step));
      let sum = 0;
      let change = 0;
      for (let y = top; y < top + size; y++) {
        let last = rgb[(y * width + left) * 3 + 1]!;
        for (let x = left; x < left + size; x++) {
          const green = rgb[(y * width + x) * 3 + 1]!;
          sum += green;
          change += Math.abs(green - last);
          last = green;
        }
      }
      brightness[row * columns + column] = sum / (size * size);
      detail[row * columns + column] = change / (size * size);
    }
  }
  return { brightness, detail };
}

/** Three times the mean of `reach` neighbours on each side, across and down. */
function blur(values: Float32Array, columns: number, rows: number, reach: number): void {
  for (let round = 0; round < 3; round++) {
    for (let row = 0; row < rows; row++) blurLine(values, row * columns, 1, columns, reach);
    for (let column = 0; column < columns; column++) blurLine(values, column, columns, rows, reach);
  }
}

function blurLine(values: Float32Array, from: number, step: number, length: number, reach: number) {
  const line = Float32Array.from({ length }, (_, at) => values[from + at * step]!);
  for (let at = 0; at < length; at++) {
    let sum = 0;
    for (let other = at - reach; other <= at + reach; other++)
      sum += line[Math.min(length - 1, Math.max(0, other))]!;
    values[from + at * step] = sum / (reach * 2 + 1);
  }
}
