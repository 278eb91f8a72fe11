import type { ModelDefinition } from "./model-definition";
import { fal, huggingface, videoModel, wideAndTall } from "./define-model";
import { ltxVideo } from "./ltx-space";
import { shapeIds } from "~/domain/shapes";
import {
  aspectRatio,
  checked,
  durationNumber,
  negativePrompt,
  resolution,
  seed,
  sound,
} from "./route-parameters";

const smallWan = [negativePrompt, resolution, aspectRatio, seed, checked];

/** Videos from words, for trying things out. */
export const quickVideoModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "ltx-2-3-fast",
      name: "LTX 2.3 Fast",
      bestFor: "A first try of a scene, with sound.",
      tier: "quick",
      typicalSeconds: 60,
      hasSoundSwitch: true,
      hasSeed: false,
      shapes: wideAndTall,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [fal("fal-ai/ltx-2.3/text-to-video/fast", [durationNumber, resolution, aspectRatio, sound])],
  ),
  videoModel(
    {
      id: "grok-imagine-video",
      name: "Grok Imagine Video",
      bestFor: "Short, funny clips with sound.",
      tier: "quick",
      typicalSeconds: 45,
      hasSeed: false,
      shapes: shapeIds,
      durations: [6, 3, 10, 15],
      resolutions: ["720p", "480p"],
    },
    [fal("xai/grok-imagine-video/text-to-video", [durationNumber, resolution, aspectRatio])],
  ),
  videoModel(
    {
      id: "wan-2-2-small",
      name: "Wan 2.2 Small",
      bestFor: "Short, simple movements without sound.",
      tier: "quick",
      typicalSeconds: 90,
      hasNegativePrompt: true,
      shapes: wideAndTall,
      resolutions: ["720p", "580p"],
    },
    [
      fal("fal-ai/wan/v2.2-5b/text-to-video", smallWan),
      huggingface("fal-ai:Wan-AI/Wan2.2-TI2V-5B", smallWan),
    ],
  ),
  ltxVideo,
];
