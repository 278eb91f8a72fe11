import { layersOf, type Layer } from "../painter/layers.ts";
import type { Scene } from "../painter/scene.ts";
import { createStage, parallax, type Stage } from "../painter/stage.ts";
import { developFrame } from "./develop.ts";
import type { FrameSource } from "./frame-source.ts";
import { cutOut, layOver, type StillLayer } from "./still-layer.ts";

/** How far the viewer steps to each side of the middle, in units. */
const step = 0.022;
/** A neighbour of the outermost pixel is needed too. */
const spare = 4;

/**
 * The painter's scene as it moves: clouds, water, weather and what lives in it are painted anew for each frame, and the
 * land is cut out once and moves aside as the viewer does, what is near faster. Sizes in pixels, even.
 */
export function createSceneFrames(scene: Scene, width: number, height: number): FrameSource {
  const margin = 2 * Math.ceil((Math.sqrt(width * height) * step * 1.1 + spare) / 2);
  const stage = createStage(scene, width + margin * 2, height);
  const parts = groupsOf(stage, layersOf(stage));
  const { canvas } = stage;
  return (seconds, share, frame) => {
    const aside = -stage.lightSide * step * Math.sin((share - 0.5) * Math.PI);
    const now: Stage = { ...stage, moment: { seconds, aside } };
    for (const part of parts) {
      if ("paint" in part) part.paint(now);
      else {
        const shift = parallax(now, part.nearness);
        layOver(canvas, part, shift, margin - spare, margin + width + spare);
      }
    }
    developFrame(canvas, margin, width, frame);
  };
}

/** Still layers that move alike and follow each other become one cut-out. */
function groupsOf(stage: Stage, layers: readonly Layer[]): (Layer | StillLayer)[] {
  const parts: (Layer | StillLayer)[] = [];
  let group: Layer[] = [];
  const finish = () => {
    const nearness = group[0]?.nearness ?? 0;
    const still = group.length > 0 ? cutOut(stage, group, nearness) : null;
    if (still) parts.push(still);
    group = [];
  };
  for (const layer of layers) {
    if (layer.nearness === null || layer.nearness !== group[0]?.nearness) finish();
    if (layer.nearness === null) parts.push(layer);
    else group.push(layer);
  }
  finish();
  return parts;
}
