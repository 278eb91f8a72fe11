import { paintBoats } from "./boat.ts";
import { develop } from "./canvas.ts";
import { paintClouds } from "./clouds.ts";
import { paintFarShore } from "./far-shore.ts";
import { paintBalloons, paintBirds } from "./flying.ts";
import { paintGround } from "./ground.ts";
import { paintHills } from "./hills.ts";
import { paintLighthouses } from "./lighthouse.ts";
import { paintMountains } from "./mountains.ts";
import { paintAurora, paintRainbow, paintStars } from "./night-sky.ts";
import { readPrompt } from "./read-prompt.ts";
import type { Scene } from "./scene.ts";
import { paintSkyline } from "./skyline.ts";
import { paintDisc, paintSky } from "./sky.ts";
import { createStage, type Stage } from "./stage.ts";
import { paintWater } from "./water.ts";
import { paintWeather } from "./weather.ts";

/** What to paint. Sizes are in pixels; seed is 0..2^31-1; index tells the pictures of one request apart. */
export interface PaintRequest {
  prompt: string;
  negativePrompt: string;
  width: number;
  height: number;
  seed: number;
  index: number;
}

/** The layers from back to front, each with its rough share of the work. */
const layers: readonly (readonly [weight: number, (stage: Stage) => void])[] = [
  [2, paintSky],
  [1, paintStars],
  [1, paintAurora],
  [1, paintDisc],
  [3, paintClouds],
  [1, paintRainbow],
  [2, paintMountains],
  [1, paintHills],
  [1, paintSkyline],
  [1, paintLighthouses],
  [1, paintBalloons],
  [1, paintFarShore],
  [3, paintWater],
  [1, paintBoats],
  [6, paintGround],
  [1, paintBirds],
  [2, paintWeather],
];

const finishWeight = 2;
const grain = 0.008;

/**
 * Paints one picture; pure and deterministic: the same request gives the same bytes.
 * Returns RGB bytes, row by row, width × height × 3. onProgress gets rising shares of the work, 0..1, the last one 1.
 */
export function paint(
  request: PaintRequest,
  onProgress?: (share: number) => void,
): Uint8Array<ArrayBuffer> {
  return paintScene(readPrompt(request), request, onProgress);
}

/** The same for a scene that is known already: another hour of the same place, for example. Sizes are in pixels. */
export function paintScene(
  scene: Scene,
  { width, height }: Pick<PaintRequest, "width" | "height">,
  onProgress?: (share: number) => void,
): Uint8Array<ArrayBuffer> {
  const stage = createStage(scene, width, height);
  const total = layers.reduce((sum, [weight]) => sum + weight, finishWeight);
  let done = 0;
  for (const [weight, paintLayer] of layers) {
    paintLayer(stage);
    done += weight;
    onProgress?.(done / total);
  }
  const bytes = develop(stage.canvas, scene.seed, grain);
  onProgress?.(1);
  return bytes;
}
