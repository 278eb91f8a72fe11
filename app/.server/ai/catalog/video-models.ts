import type { ModelDefinition } from "./model-definition";
import { kling3, ofKling3 } from "./kling-3";
import { animationModels } from "./animation-models";
import { fal, videoModel, wavespeed, wideAndTall, wideTallAndSquare } from "./define-model";
import { extendModels } from "./extend-models";
import { finestVideoModels } from "./finest-video-models";
import { quickVideoModels } from "./quick-video-models";
import { shapeIds } from "~/domain/shapes";
import {
  always,
  aspectRatio,
  checked,
  durationNumber,
  durationText,
  enhanced,
  negativePrompt,
  resolution,
  seed,
  sound,
  soundAs,
} from "./route-parameters";

const standardVideoModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "wan-2-7",
      name: "Wan 2.7",
      bestFor: "Scenes with natural movement and film-like light.",
      tier: "standard",
      typicalSeconds: 150,
      hasNegativePrompt: true,
      shapes: shapeIds,
      durations: [5, 3, 8, 10, 15],
      resolutions: ["720p", "1080p"],
    },
    [
      fal("fal-ai/wan/v2.7/text-to-video", [
        negativePrompt,
        durationNumber,
        resolution,
        aspectRatio,
        seed,
        checked,
      ]),
    ],
  ),
  videoModel(
    {
      id: "wan-3",
      name: "Wan 3",
      bestFor: "Longer scenes that stay consistent, with sound.",
      tier: "standard",
      typicalSeconds: 180,
      hasSeed: false,
      shapes: shapeIds,
      durations: [5, 3, 8, 10, 15, 20, 30],
      resolutions: ["720p", "480p", "1080p"],
    },
    [fal("alibaba/wan-3.0/text-to-video", [durationNumber, resolution, aspectRatio])],
  ),
  videoModel(
    {
      id: "ltx-2-3",
      name: "LTX 2.3",
      bestFor: "Sharp scenes with sound.",
      tier: "standard",
      typicalSeconds: 120,
      hasSoundSwitch: true,
      hasSeed: false,
      shapes: wideAndTall,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [fal("fal-ai/ltx-2.3/text-to-video", [durationNumber, resolution, aspectRatio, sound])],
  ),
  videoModel(
    {
      id: "hailuo-2-3",
      name: "Hailuo 2.3",
      bestFor: "Lively movement: sports, dance, water and crowds.",
      tier: "standard",
      typicalSeconds: 120,
      hasSeed: false,
      durations: [6, 10],
    },
    [
      fal("fal-ai/minimax/hailuo-2.3/standard/text-to-video", [durationText, enhanced]),
      wavespeed("minimax/hailuo-2.3/t2v-standard", [durationNumber]),
    ],
  ),
  videoModel(
    {
      ...ofKling3,
      id: "kling-3",
      name: "Kling 3",
      bestFor: "Several shots in a row that belong together, with sound.",
      tier: "standard",
      typicalSeconds: 180,
      shapes: wideTallAndSquare,
    },
    [fal("fal-ai/kling-video/v3/standard/text-to-video", [aspectRatio, ...kling3])],
  ),
  videoModel(
    {
      id: "kling-o3",
      name: "Kling O3",
      bestFor: "Scenes told step by step, with sound.",
      tier: "standard",
      typicalSeconds: 180,
      hasSoundSwitch: true,
      hasSeed: false,
      shapes: wideTallAndSquare,
      durations: [5, 3, 8, 10, 15],
    },
    [fal("fal-ai/kling-video/o3/standard/text-to-video", [durationText, aspectRatio, sound])],
  ),
  videoModel(
    {
      id: "seedance-2-fast",
      name: "Seedance 2 Fast",
      bestFor: "Film-like scenes with sound, sooner done.",
      tier: "standard",
      typicalSeconds: 90,
      hasSoundSwitch: true,
      hasSeed: false,
      shapes: shapeIds,
      durations: [5, 10, 15],
    },
    [
      fal("bytedance/seedance-2.0/fast/text-to-video", [
        durationText,
        aspectRatio,
        always({ resolution: "720p" }),
        sound,
      ]),
      wavespeed(
        "bytedance/seedance-2.0-fast/text-to-video",
        [durationNumber, aspectRatio, always({ resolution: "720p" })],
        { alwaysSounds: true },
      ),
    ],
  ),
  videoModel(
    {
      id: "vidu-q3",
      name: "Vidu Q3",
      bestFor: "Drawn and animated characters, with sound.",
      tier: "standard",
      typicalSeconds: 120,
      hasSoundSwitch: true,
      shapes: shapeIds,
      durations: [5, 3, 8, 10, 16],
      resolutions: ["720p", "540p", "1080p"],
    },
    [
      fal("fal-ai/vidu/q3/text-to-video", [
        durationNumber,
        resolution,
        aspectRatio,
        soundAs("audio"),
        seed,
      ]),
    ],
  ),
];

/** Models that make videos, from words first. Parameters: as each upstream model documents them. */
export const videoModels: readonly ModelDefinition[] = [
  ...quickVideoModels,
  ...standardVideoModels,
  ...finestVideoModels,
  ...animationModels,
  ...extendModels,
];
