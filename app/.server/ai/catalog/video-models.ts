import type { ModelDefinition } from "./model-definition";
import { animationModels } from "./animation-models";
import {
  fal,
  huggingface,
  videoModel,
  wavespeed,
  wideAndTall,
  wideTallAndSquare,
} from "./define-model";
import { ltxVideo } from "./ltx-space";
import {
  always,
  aspectRatio,
  durationInFrames,
  durationNumber,
  durationText,
  durationWithUnit,
  guidance,
  guidanceAs,
  negativePrompt,
  resolution,
  seed,
  steps,
} from "./route-parameters";

const checked = always({ enable_safety_checker: true });
const withSound = always({ generate_audio: true });
const ltx = [durationNumber, resolution, aspectRatio, withSound];
const smallWan = [negativePrompt, resolution, aspectRatio, seed, checked];

/** Models that make a video from words. */
const videosFromWords: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "ltx-2-3-fast",
      name: "LTX 2.3 Fast",
      bestFor: "A first try of a scene, with sound.",
      tier: "quick",
      typicalSeconds: 60,
      hasSeed: false,
      shapes: wideAndTall,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [fal("fal-ai/ltx-2.3/text-to-video/fast", ltx)],
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
  videoModel(
    {
      id: "wan-2-2",
      name: "Wan 2.2",
      bestFor: "Scenes with natural movement and film-like light, without sound.",
      tier: "standard",
      typicalSeconds: 150,
      hasNegativePrompt: true,
      shapes: wideAndTall,
      durations: [5, 8, 10],
      resolutions: ["720p", "580p", "480p"],
      steps: { min: 2, max: 40, step: 1, default: 27 },
      guidance: { min: 1, max: 10, step: 0.5, default: 3.5 },
    },
    [
      fal("fal-ai/wan/v2.2-a14b/text-to-video", [
        negativePrompt,
        durationInFrames(16),
        resolution,
        aspectRatio,
        steps,
        guidance,
        seed,
        checked,
      ]),
    ],
  ),
  videoModel(
    {
      id: "ltx-2-3",
      name: "LTX 2.3",
      bestFor: "Sharp scenes with sound.",
      tier: "standard",
      typicalSeconds: 120,
      hasSeed: false,
      shapes: wideAndTall,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [fal("fal-ai/ltx-2.3/text-to-video", ltx)],
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
    [wavespeed("minimax/hailuo-2.3/t2v-standard", [durationNumber])],
  ),
  videoModel(
    {
      id: "veo-3-fast",
      name: "Veo 3 Fast",
      bestFor: "Scenes in which people speak, with matching sound.",
      tier: "finest",
      typicalSeconds: 120,
      hasNegativePrompt: true,
      shapes: wideAndTall,
      durations: [8, 6, 4],
      resolutions: ["720p", "1080p"],
    },
    [
      fal("fal-ai/veo3/fast", [
        aspectRatio,
        durationWithUnit,
        negativePrompt,
        resolution,
        withSound,
        seed,
      ]),
      wavespeed("google/veo3-fast", [
        aspectRatio,
        durationNumber,
        negativePrompt,
        resolution,
        withSound,
        seed,
      ]),
    ],
  ),
  videoModel(
    {
      id: "kling-3-pro",
      name: "Kling 3 Pro",
      bestFor: "Film-like scenes with several things going on, with sound.",
      tier: "finest",
      typicalSeconds: 240,
      hasNegativePrompt: true,
      hasSeed: false,
      shapes: wideTallAndSquare,
      durations: [5, 10, 15],
      guidance: { min: 0, max: 1, step: 0.1, default: 0.5 },
    },
    [
      fal("fal-ai/kling-video/v3/pro/text-to-video", [
        durationText,
        aspectRatio,
        negativePrompt,
        guidanceAs("cfg_scale"),
        withSound,
      ]),
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
    [fal("fal-ai/minimax/hailuo-2.3/pro/text-to-video", [always({ prompt_optimizer: true })])],
  ),
];

/** Models that make videos, from words first. Parameters: as each upstream model documents them. */
export const videoModels: readonly ModelDefinition[] = [...videosFromWords, ...animationModels];
