import { blend } from "./canvas.ts";
import { fieldFrom, softSteps } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";

const step = 2;
/** Of the nearest clouds, in units in a second. */
const windSpeed = 0.018;

/** Paints heaped clouds: a landscape of round lobes on flat bases, lit like a relief. */
export function paintPuffs(stage: Stage): void {
  const { canvas, horizon, unit } = stage;
  const random = stage.random("puffs");
  const columns = Math.ceil(canvas.width / step) + 2;
  const rows = Math.ceil(horizon / step) + 2;
  const size = columns * rows;
  const heap: Heap = {
    heights: new Float32Array(size),
    bases: new Float32Array(size),
    columns,
    rows,
  };
  const count = random.whole(5, 8);
  const blown = stage.moment.seconds * stage.windSide * windSpeed * unit;
  for (let cloud = 0; cloud < count; cloud++) {
    const depth = (cloud + random.next() * 0.8) / count;
    const base = horizon * (0.9 - 0.66 * depth);
    const width = unit * (0.05 + 0.2 * depth) * random.between(0.75, 1.25);
    const drift = blown * (0.3 + 0.7 * depth);
    heapLobes(heap, random, canvas.width * random.between(-0.05, 1.05) + drift, base, width);
  }
  roughen(stage, heap, blown * 0.6);
  shadeHeap(stage, heap);
}

/** Adds small bulges to the lobes, which have drifted by so many pixels. */
function roughen({ unit, noise }: Stage, { heights, columns }: Heap, drift: number): void {
  const fine = 11 / unit;
  for (let at = 0; at < heights.length; at++) {
    if (heights[at]! <= 0) continue;
    const x = (at % columns) * step - drift;
    const y = Math.floor(at / columns) * step;
    heights[at]! += unit * 0.022 * noise.fractal(x * fine, y * fine, 3);
  }
}

function shadeHeap(stage: Stage, heap: Heap): void {
  const { canvas, horizon, unit, palette, light } = stage;
  const { cloudLight, cloudShade } = palette;
  const heights = fieldFrom(heap.heights, heap.columns, heap.rows, step);
  const bases = fieldFrom(heap.bases, heap.columns, heap.rows, step);
  const reach = unit * 0.006;
  for (let y = 0; y < horizon; y++) {
    const fade = 0.96 - 0.53 * smoothStep(0.45, 1, y / horizon);
    for (let x = 0; x < canvas.width; x++) {
      const cover = smoothStep(unit * 0.001, unit * 0.007, heights.at(x, y));
      if (cover <= 0) continue;
      const slopeX = (heights.at(x + reach, y) - heights.at(x - reach, y)) / reach;
      const slopeY = (heights.at(x, y + reach) - heights.at(x, y - reach)) / reach;
      const steep = 1 / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
      const side = Math.min(1, Math.max(-1, (light.x - x) / unit / 0.3));
      const facing = (slopeY * 0.7 - slopeX * side * 0.55 + 0.3) * steep;
      const lit = softSteps(0.5 + facing * 0.42 - bases.at(x, y) * 0.5, 4, 0.5);
      blend(
        canvas,
        (y * canvas.width + x) * 3,
        cloudShade[0] + (cloudLight[0] - cloudShade[0]) * lit,
        cloudShade[1] + (cloudLight[1] - cloudShade[1]) * lit,
        cloudShade[2] + (cloudLight[2] - cloudShade[2]) * lit,
        fade * cover,
      );
    }
  }
}

interface Heap {
  readonly heights: Float32Array;
  readonly bases: Float32Array;
  readonly columns: number;
  readonly rows: number;
}

function heapLobes(heap: Heap, random: Random, x: number, base: number, size: number): void {
  const lobes = random.whole(9, 15);
  for (let lobe = 0; lobe < lobes; lobe++) {
    const along = ((lobe + random.next()) / lobes) * 2 - 1;
    const dome = Math.sqrt(Math.max(0, 1 - along * along));
    const radius = size * (0.16 + 0.3 * dome * random.between(0.6, 1.1));
    const lobeY = base - size * 0.42 * dome * random.next() - radius * 0.3;
    addLobe(heap, x + along * size * 1.25, lobeY, radius, base, size);
  }
}

function addLobe(
  heap: Heap,
  x: number,
  y: number,
  radius: number,
  base: number,
  size: number,
): void {
  const { heights, bases, columns, rows } = heap;
  const top = Math.max(0, Math.floor((y - radius) / step));
  const bottom = Math.min(rows - 1, Math.ceil(Math.min(y + radius, base + size * 0.06) / step));
  const left = Math.max(0, Math.floor((x - radius) / step));
  const right = Math.min(columns - 1, Math.ceil((x + radius) / step));
  for (let row = top; row <= bottom; row++) {
    const dy = row * step - y;
    const flat = 1 - smoothStep(base - size * 0.05, base + size * 0.06, row * step);
    const low = smoothStep(base - size * 0.5, base, row * step);
    for (let column = left; column <= right; column++) {
      const dx = column * step - x;
      const square = radius * radius - dx * dx - dy * dy;
      if (square <= 0) continue;
      const at = row * columns + column;
      // A dome whose rim is not vertical, so that the coarse grid gives smooth edges.
      const height = (square / radius) * flat;
      const before = heights[at]!;
      if (height > before) bases[at] = low;
      const seam = Math.max(0, size * 0.09 - Math.abs(height - before));
      const blended = before > 0 ? (seam * seam) / (size * 0.36) : 0;
      heights[at] = Math.max(height, before) + blended;
    }
  }
}
