import { createCanvas, type Canvas } from "../painter/canvas.ts";
import type { Layer } from "../painter/layers.ts";
import type { Stage } from "../painter/stage.ts";

/** What one or more layers add to whatever is behind them: color times cover, and cover, for each pixel in a box. */
export interface StillLayer {
  readonly nearness: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Four numbers each: OKLab times cover, and cover. */
  readonly pixels: Float32Array;
}

/**
 * Cuts out what layers paint, by painting them over black and over white: where both come out alike they cover all, and
 * where they differ as before they cover nothing. Null where nothing is painted. The pixels are all of the layers' own:
 * what was hidden by something nearer is there as well, so that nothing tears when they move apart.
 */
export function cutOut(
  stage: Stage,
  layers: readonly Layer[],
  nearness: number,
): StillLayer | null {
  const { width, height } = stage.canvas;
  const black = paintOver(stage, layers, createCanvas(width, height));
  const white = createCanvas(width, height);
  for (let at = 0; at < white.pixels.length; at += 3) white.pixels[at] = 1;
  paintOver(stage, layers, white);
  const box = findBox(black, white);
  if (!box) return null;
  const { left, top, columns, rows } = box;
  const pixels = new Float32Array(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = ((top + row) * width + left + column) * 3;
      const to = (row * columns + column) * 4;
      pixels[to] = black.pixels[from]!;
      pixels[to + 1] = black.pixels[from + 1]!;
      pixels[to + 2] = black.pixels[from + 2]!;
      pixels[to + 3] = 1 - white.pixels[from]! + black.pixels[from]!;
    }
  }
  return { nearness, ...box, pixels };
}

function paintOver(stage: Stage, layers: readonly Layer[], canvas: Canvas): Canvas {
  for (const { paint } of layers) paint({ ...stage, canvas });
  return canvas;
}

/** The smallest box around all that is painted, a pixel wider on each side. */
function findBox({ pixels: black, width, height }: Canvas, { pixels: white }: Canvas) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      if (white[at]! - black[at]! > 0.9995) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return null;
  left = Math.max(0, left - 1);
  right = Math.min(width - 1, right + 1);
  return { left, top, columns: right - left + 1, rows: bottom - top + 1 };
}

/**
 * Lays a cut-out over a canvas, moved to the right by `shift` pixels, a fraction allowed, between the columns `from`
 * and `to`. The outermost pixels of the cut-out go on beyond it where it reaches the edge of the canvas.
 */
export function layOver(
  canvas: Canvas,
  layer: StillLayer,
  shift: number,
  from: number,
  to: number,
): void {
  const { left, top, columns, rows, pixels } = layer;
  const whole = Math.floor(shift);
  const part = shift - whole;
  // Between four neighbours (Catmull and Rom), so that a slow move does not blur and sharpen in turn.
  const before = ((-part + 2) * part - 1) * part * 0.5;
  const here = ((3 * part - 5) * part * part + 2) * 0.5;
  const next = ((-3 * part + 4) * part + 1) * part * 0.5;
  const after = (part - 1) * part * part * 0.5;
  const last = columns - 1;
  const goesOnLeft = left === 0;
  const goesOnRight = left + columns === canvas.width;
  const first = goesOnLeft ? from : Math.max(from, left + whole - 1);
  const end = goesOnRight ? to : Math.min(to, left + columns + whole + 1);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let out = ((top + row) * canvas.width + first) * 3;
    for (let x = first; x < end; x++, out += 3) {
      const at = x - left - whole;
      const a = (start + (at < 0 ? 0 : at > last ? last : at)) * 4;
      const b = (start + (at < 1 ? 0 : at - 1 > last ? last : at - 1)) * 4;
      const coverHere = pixels[a + 3]! * here + pixels[b + 3]! * next;
      if (coverHere === 0) continue;
      const z = (start + (at < -1 ? 0 : at + 1 > last ? last : at + 1)) * 4;
      const c = (start + (at < 2 ? 0 : at - 2 > last ? last : at - 2)) * 4;
      const cover = coverHere + pixels[z + 3]! * before + pixels[c + 3]! * after;
      const rest = cover >= 1 ? 0 : cover <= 0 ? 1 : 1 - cover;
      for (let channel = 0; channel < 3; channel++) {
        canvas.pixels[out + channel] =
          canvas.pixels[out + channel]! * rest +
          pixels[a + channel]! * here +
          pixels[b + channel]! * next +
          pixels[z + channel]! * before +
          pixels[c + channel]! * after;
      }
    }
  }
}
