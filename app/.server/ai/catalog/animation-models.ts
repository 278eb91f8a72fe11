import type { ModelDefinition } from "./model-definition";
import { fal, huggingface, videoModel, wavespeed } from "./define-model";
import { ltxVideoFromPicture } from "./ltx-space";
import {
  always,
  durationInFrames,
  durationNumber,
  durationText,
  guidance,
  guidanceAs,
  negativePrompt,
  resolution,
  seed,
  wanSize,
} from "./route-parameters";

const checked = always({ enable_safety_checker: true });
const withSound = always({ generate_audio: true });
const keepShape = always({ aspect_ratio: "auto" });
const ofPicture = { source: "image_url" };
const kling = [durationText, negativePrompt, guidanceAs("cfg_scale")];
const klingGuidance = { min: 0, max: 1, step: 0.1, default: 0.5 };

/** Models that set a picture in motion. It becomes the first frame, and the video keeps its shape. */
export const animationModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "ltx-2-3-fast-animate",
      name: "LTX 2.3 Fast from a picture",
      bestFor: "A first try of how a picture could move, with sound.",
      tier: "quick",
      typicalSeconds: 60,
      source: "required",
      hasSeed: false,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [
      fal(
        "fal-ai/ltx-2.3/image-to-video/fast",
        [durationNumber, resolution, keepShape, withSound],
        ofPicture,
      ),
    ],
  ),
  videoModel(
    {
      id: "hailuo-2-3-fast-animate",
      name: "Hailuo 2.3 Fast from a picture",
      bestFor: "Lively movement of people and animals, soon done.",
      tier: "quick",
      typicalSeconds: 60,
      source: "required",
      hasSeed: false,
      durations: [6, 10],
    },
    [wavespeed("minimax/hailuo-2.3/fast", [durationNumber], { source: "image" })],
  ),
  videoModel(
    {
      id: "wan-2-1-animate",
      name: "Wan 2.1 from a picture",
      bestFor: "Gentle movement in a small video.",
      tier: "quick",
      typicalSeconds: 120,
      source: "required",
    },
    [huggingface("wavespeed:Wan-AI/Wan2.1-I2V-14B-480P", [seed], { source: "inputs" })],
  ),
  ltxVideoFromPicture,
  videoModel(
    {
      id: "wan-2-2-animate",
      name: "Wan 2.2 from a picture",
      bestFor: "Natural movement and film-like light, without sound.",
      tier: "standard",
      typicalSeconds: 120,
      source: "required",
      hasNegativePrompt: true,
      durations: [5, 8],
      resolutions: ["720p", "480p"],
    },
    [
      fal(
        "fal-ai/wan/v2.2-a14b/image-to-video",
        [negativePrompt, durationInFrames(16), resolution, seed, checked],
        ofPicture,
      ),
      wavespeed(
        "wavespeed-ai/wan-2.2/image-to-video",
        [negativePrompt, wanSize, durationNumber, seed],
        { source: "image" },
      ),
    ],
  ),
  videoModel(
    {
      id: "kling-2-5-animate",
      name: "Kling 2.5 Turbo from a picture",
      bestFor: "Smooth movement that follows the words closely.",
      tier: "standard",
      typicalSeconds: 150,
      source: "required",
      hasNegativePrompt: true,
      hasSeed: false,
      durations: [5, 10],
      guidance: klingGuidance,
    },
    [fal("fal-ai/kling-video/v2.5-turbo/standard/image-to-video", kling, ofPicture)],
  ),
  videoModel(
    {
      id: "seedance-1-5-animate",
      name: "Seedance 1.5 Pro from a picture",
      bestFor: "People who speak or sing, with matching sound.",
      tier: "standard",
      typicalSeconds: 120,
      source: "required",
      durations: [5, 4, 6, 8, 10, 12],
      resolutions: ["720p", "480p", "1080p"],
    },
    [
      fal(
        "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
        [durationText, resolution, keepShape, withSound, seed, checked],
        ofPicture,
      ),
    ],
  ),
  videoModel(
    {
      id: "kling-2-5-pro-animate",
      name: "Kling 2.5 Turbo Pro from a picture",
      bestFor: "Demanding camera moves and action with steady details.",
      tier: "finest",
      typicalSeconds: 180,
      source: "required",
      hasNegativePrompt: true,
      hasSeed: false,
      durations: [5, 10],
      guidance: klingGuidance,
    },
    [
      fal("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", kling, ofPicture),
      wavespeed(
        "kwaivgi/kling-v2.5-turbo-pro/image-to-video",
        [negativePrompt, guidance, durationNumber],
        { source: "image" },
      ),
    ],
  ),
  videoModel(
    {
      id: "hailuo-2-3-pro-animate",
      name: "Hailuo 2.3 Pro from a picture",
      bestFor: "Fast, believable action in sharp pictures.",
      tier: "finest",
      typicalSeconds: 240,
      source: "required",
      hasSeed: false,
    },
    [
      fal(
        "fal-ai/minimax/hailuo-2.3/pro/image-to-video",
        [always({ prompt_optimizer: true })],
        ofPicture,
      ),
    ],
  ),
];
