import {
  drawPlane,
  lightnessOf,
  type Picture,
  type Plane,
  planeThroughSharp,
  scaleOf,
} from "./picture.ts";
import { createRandom } from "../../domain/random.ts";

/** How steep the light is at each pixel (Sobel), 0 to 1. */
export function steepness({ width, height, data }: Plane): Plane {
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const [above, here, below] = [Math.max(0, y - 1), y, Math.min(height - 1, y + 1)].map(
      (row) => row * width,
    ) as [number, number, number];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const across =
        data[above + right]! +
        2 * data[here + right]! +
        data[below + right]! -
        data[above + left]! -
        2 * data[here + left]! -
        data[below + left]!;
      const down =
        data[below + left]! +
        2 * data[below + x]! +
        data[below + right]! -
        data[above + left]! -
        2 * data[above + x]! -
        data[above + right]!;
      result[here + x] = Math.min(1, Math.hypot(across, down) / 4);
    }
  }
  return { width, height, data: result };
}

export async function softLight(picture: Picture, sigma: number): Promise<Plane> {
  return await planeThroughSharp(lightnessOf(picture), (plane) => plane.blur(Math.max(0.5, sigma)));
}

/** Light from the upper left on what is lighter than its surroundings, −1 to 1. */
export function reliefOf({ width, height, data }: Plane): Plane {
  const result = new Float32Array(data.length);
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      result[at] = data[at + width + 1]! - data[at - width - 1]!;
    }
  return { width, height, data: result };
}

/** Around 1, rougher with more `strength`. */
export async function drawPaper(picture: Picture, strength: number): Promise<Plane> {
  const random = createRandom(19);
  const noise = drawPlane(picture, () => random.next());
  const soft = await planeThroughSharp(noise, (plane) =>
    plane.blur(Math.max(0.6, 0.9 * scaleOf(picture))),
  );
  soft.data.forEach((value, at) => (soft.data[at] = 1 + (value - 0.5) * 4 * strength));
  return soft;
}
