import type { ModelDefinition } from "./model-definition";
import { kling3, ofKling3 } from "./kling-3";
import { fal, videoModel, wavespeed, wideAndTall, wideTallAndSquare } from "./define-model";
import { shapeIds } from "~/domain/shapes";
import {
  aspectRatio,
  durationNumber,
  durationText,
  durationWithUnit,
  enhanced,
  negativePrompt,
  resolution,
  seed,
  sound,
} from "./route-parameters";

/** Of Veo, with the length as fal.ai wants it. */
const veo = [aspectRatio, durationWithUnit, negativePrompt, resolution, sound, seed];
const ofVeo = {
  tier: "finest",
  hasNegativePrompt: true,
  hasSoundSwitch: true,
  shapes: wideAndTall,
  durations: [8, 6, 4],
  resolutions: ["720p", "1080p"],
} as const;

/** The best videos from words, at the highest price. */
export const finestVideoModels: readonly ModelDefinition[] = [
  videoModel(
    {
      ...ofVeo,
      id: "veo-3-1-fast",
      name: "Veo 3.1 Fast",
      bestFor: "Scenes in which people speak, with matching sound.",
      typicalSeconds: 120,
    },
    [
      fal("fal-ai/veo3.1/fast", veo),
      wavespeed("google/veo3.1-fast/text-to-video", [
        aspectRatio,
        durationNumber,
        negativePrompt,
        resolution,
        sound,
        seed,
      ]),
    ],
  ),
  videoModel(
    {
      ...ofVeo,
      id: "veo-3-1",
      name: "Veo 3.1",
      bestFor: "Speech, music and light as in the cinema.",
      typicalSeconds: 180,
    },
    [fal("fal-ai/veo3.1", veo)],
  ),
  videoModel(
    {
      ...ofKling3,
      id: "kling-3-pro",
      name: "Kling 3 Pro",
      bestFor: "Film-like scenes with several things going on, with sound.",
      tier: "finest",
      typicalSeconds: 240,
      shapes: wideTallAndSquare,
    },
    [fal("fal-ai/kling-video/v3/pro/text-to-video", [aspectRatio, ...kling3])],
  ),
  videoModel(
    {
      id: "seedance-2",
      name: "Seedance 2",
      bestFor: "Demanding camera moves and people in action, with sound.",
      tier: "finest",
      typicalSeconds: 180,
      hasSoundSwitch: true,
      hasSeed: false,
      shapes: shapeIds,
      durations: [5, 4, 8, 10, 15],
      resolutions: ["720p", "480p"],
    },
    [
      fal("bytedance/seedance-2.0/text-to-video", [durationText, aspectRatio, resolution, sound]),
      wavespeed("bytedance/seedance-2.0/text-to-video", [durationNumber, aspectRatio, resolution], {
        alwaysSounds: true,
      }),
    ],
  ),
  videoModel(
    {
      id: "hailuo-2-3-pro",
      name: "Hailuo 2.3 Pro",
      bestFor: "Fast, believable action in sharp pictures.",
      tier: "finest",
      typicalSeconds: 240,
      hasSeed: false,
    },
    [fal("fal-ai/minimax/hailuo-2.3/pro/text-to-video", [enhanced])],
  ),
  videoModel(
    {
      id: "pixverse-c1",
      name: "PixVerse C1",
      bestFor: "Effects and transformations in the style of an action film.",
      tier: "finest",
      typicalSeconds: 120,
      hasSeed: false,
      shapes: shapeIds,
      durations: [5, 8, 10, 15],
      resolutions: ["720p", "540p", "1080p"],
    },
    [fal("fal-ai/pixverse/c1/text-to-video", [durationNumber, resolution, aspectRatio])],
  ),
];
