import type { ModelDefinition } from "./model-definition";
import { lastPicture } from "./further-pictures";
import { kling3, ofKling3 } from "./kling-3";
import {
  fal,
  fromFirstToLast,
  huggingface,
  ofPicture,
  videoModel,
  wavespeed,
} from "./define-model";
import { finestAnimationModels } from "./finest-animation-models";
import { ltxVideoFromPicture } from "./ltx-space";
import {
  always,
  checked,
  durationNumber,
  durationText,
  enhanced,
  keepShape,
  negativePrompt,
  resolution,
  seed,
  sound,
  soundAs,
} from "./route-parameters";

const quickAnimationModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "ltx-2-3-fast-animate",
      name: "LTX 2.3 Fast from a picture",
      bestFor: "A first try of how a picture could move, with sound.",
      tier: "quick",
      typicalSeconds: 60,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      hasSeed: false,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [
      fal(
        "fal-ai/ltx-2.3/image-to-video/fast",
        [durationNumber, resolution, keepShape, sound],
        fromFirstToLast,
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
    [
      fal(
        "fal-ai/minimax/hailuo-2.3-fast/standard/image-to-video",
        [durationText, enhanced],
        ofPicture,
      ),
      wavespeed("minimax/hailuo-2.3/fast", [durationNumber], { source: "image" }),
    ],
  ),
  videoModel(
    {
      id: "grok-imagine-animate",
      name: "Grok Imagine from a picture",
      bestFor: "Short, funny clips with sound.",
      tier: "quick",
      typicalSeconds: 45,
      source: "required",
      hasSeed: false,
      durations: [6, 3, 10, 15],
      resolutions: ["720p", "480p"],
    },
    [
      fal(
        "xai/grok-imagine-video/image-to-video",
        [durationNumber, resolution, keepShape],
        ofPicture,
      ),
    ],
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
];

const standardAnimationModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "wan-2-7-animate",
      name: "Wan 2.7 from a picture",
      bestFor: "Natural movement and film-like light.",
      tier: "standard",
      typicalSeconds: 150,
      source: "required",
      pictures: lastPicture,
      hasNegativePrompt: true,
      durations: [5, 3, 8, 10, 15],
      resolutions: ["720p", "1080p"],
    },
    [
      fal(
        "fal-ai/wan/v2.7/image-to-video",
        [negativePrompt, durationNumber, resolution, seed, checked],
        fromFirstToLast,
      ),
    ],
  ),
  videoModel(
    {
      id: "ltx-2-3-animate",
      name: "LTX 2.3 from a picture",
      bestFor: "Sharp movement with sound.",
      tier: "standard",
      typicalSeconds: 120,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      hasSeed: false,
      durations: [6, 8, 10],
      resolutions: ["1080p", "1440p"],
    },
    [
      fal(
        "fal-ai/ltx-2.3/image-to-video",
        [durationNumber, resolution, keepShape, sound],
        fromFirstToLast,
      ),
    ],
  ),
  videoModel(
    {
      id: "hailuo-2-3-animate",
      name: "Hailuo 2.3 from a picture",
      bestFor: "Sports, dance and water that move as they should.",
      tier: "standard",
      typicalSeconds: 120,
      source: "required",
      hasSeed: false,
      durations: [6, 10],
    },
    [
      fal("fal-ai/minimax/hailuo-2.3/standard/image-to-video", [durationText, enhanced], ofPicture),
      wavespeed("minimax/hailuo-2.3/i2v-standard", [durationNumber], { source: "image" }),
    ],
  ),
  videoModel(
    {
      ...ofKling3,
      id: "kling-3-animate",
      name: "Kling 3 from a picture",
      bestFor: "Smooth movement that follows the words closely, with sound.",
      tier: "standard",
      typicalSeconds: 180,
      source: "required",
      pictures: lastPicture,
    },
    [
      fal("fal-ai/kling-video/v3/standard/image-to-video", kling3, {
        source: "start_image_url",
        last: "end_image_url",
      }),
    ],
  ),
  videoModel(
    {
      id: "kling-o3-animate",
      name: "Kling O3 from a picture",
      bestFor: "Scenes told step by step, with sound.",
      tier: "standard",
      typicalSeconds: 180,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      hasSeed: false,
      durations: [5, 3, 8, 10, 15],
    },
    [fal("fal-ai/kling-video/o3/standard/image-to-video", [durationText, sound], fromFirstToLast)],
  ),
  videoModel(
    {
      id: "seedance-2-fast-animate",
      name: "Seedance 2 Fast from a picture",
      bestFor: "People who move and speak, sooner done.",
      tier: "standard",
      typicalSeconds: 90,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      hasSeed: false,
      durations: [5, 10, 15],
    },
    [
      fal(
        "bytedance/seedance-2.0/fast/image-to-video",
        [durationText, always({ resolution: "720p" }), sound],
        fromFirstToLast,
      ),
      wavespeed(
        "bytedance/seedance-2.0-fast/image-to-video",
        [durationNumber, always({ resolution: "720p" })],
        { source: "image", last: "last_image", alwaysSounds: true },
      ),
    ],
  ),
  videoModel(
    {
      id: "vidu-q3-animate",
      name: "Vidu Q3 from a picture",
      bestFor: "Drawn and animated characters, with sound.",
      tier: "standard",
      typicalSeconds: 120,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      durations: [5, 3, 8, 10, 16],
      resolutions: ["720p", "540p", "1080p"],
    },
    [
      fal(
        "fal-ai/vidu/q3/image-to-video",
        [durationNumber, resolution, soundAs("audio"), seed],
        fromFirstToLast,
      ),
    ],
  ),
];

/** Models that set a picture in motion. It becomes the first frame, and the video keeps its shape. */
export const animationModels: readonly ModelDefinition[] = [
  ...quickAnimationModels,
  ...standardAnimationModels,
  ...finestAnimationModels,
];
