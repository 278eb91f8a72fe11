import { develop } from "./canvas.ts";
import { layersOf } from "./layers.ts";
import { readPrompt } from "./read-prompt.ts";
import { repaintScene } from "./repaint-scene.ts";
import type { Scene } from "./scene.ts";
import { createStage } from "./stage.ts";

/** What to paint. Sizes are in pixels; seed is 0..2^31-1; index tells the pictures of one request apart. */
export interface PaintRequest {
  prompt: string;
  negativePrompt: string;
  width: number;
  height: number;
  seed: number;
  index: number;
  /** What was changed of it since, in order; left out: nothing. */
  changes?: readonly string[];
}

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
  const { changes = [] } = request;
  const isChanged = changes.length > 0;
  const scene = isChanged ? repaintScene({ ...request, changes }) : readPrompt(request);
  return paintScene(scene, request, onProgress);
}

/** The same for a scene that is known already: another hour of the same place, for example. Sizes are in pixels. */
export function paintScene(
  scene: Scene,
  { width, height }: Pick<PaintRequest, "width" | "height">,
  onProgress?: (share: number) => void,
): Uint8Array<ArrayBuffer> {
  const stage = createStage(scene, width, height);
  const layers = layersOf(stage);
  const total = layers.reduce((sum, { weight }) => sum + weight, finishWeight);
  let done = 0;
  for (const { weight, paint: paintLayer } of layers) {
    paintLayer(stage);
    done += weight;
    onProgress?.(done / total);
  }
  const bytes = develop(stage.canvas, scene.seed, grain);
  onProgress?.(1);
  return bytes;
}
