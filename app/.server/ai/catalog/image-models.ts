import type { ModelDefinition } from "./model-definition";
import { fal, huggingface, imageModel, space, wavespeed } from "./define-model";
import type { Sizes } from "./model-settings";
import { quickImageModels } from "./quick-image-models";
import {
  always,
  aspectRatio,
  guidance,
  imageSize,
  negativePrompt,
  numImages,
  resolution,
  seed,
  sides,
  smallResolution,
  starSize,
  steps,
} from "./route-parameters";

const checked = always({ enable_safety_checker: true });
const asPng = always({ output_format: "png" });

/** Seedream 4.5 makes at least 3.7 million pixels. */
const twoK: Sizes = {
  "1:1": { width: 2048, height: 2048 },
  "4:3": { width: 2304, height: 1728 },
  "3:4": { width: 1728, height: 2304 },
  "16:9": { width: 2560, height: 1440 },
  "9:16": { width: 1440, height: 2560 },
};

const fluxDev = [imageSize, steps, guidance, seed];

const standardImageModels: readonly ModelDefinition[] = [
  imageModel(
    {
      id: "flux-dev",
      name: "FLUX Dev",
      bestFor: "Detailed pictures of people, places and things, in any style.",
      tier: "standard",
      typicalSeconds: 12,
      steps: { min: 1, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 3.5 },
    },
    [
      fal("fal-ai/flux/dev", [...fluxDev, numImages, asPng, checked], { outputs: 4 }),
      wavespeed(
        "wavespeed-ai/flux-dev",
        [starSize, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4 },
      ),
      huggingface("fal-ai:black-forest-labs/FLUX.1-dev", [...fluxDev, asPng, checked]),
      space("black-forest-labs/FLUX.1-dev", "/infer", "image", [
        seed,
        always({ randomize_seed: false }),
        sides("width", "height"),
        guidance,
        steps,
      ]),
    ],
  ),
  imageModel(
    {
      id: "flux-2-dev",
      name: "FLUX.2 Dev",
      bestFor: "Lifelike scenes with exact colours and readable words.",
      tier: "standard",
      typicalSeconds: 15,
    },
    [wavespeed("wavespeed-ai/flux-2-dev/text-to-image", [starSize, seed])],
  ),
  imageModel(
    {
      id: "qwen-image",
      name: "Qwen Image",
      bestFor: "Posters and signs: long texts, also Chinese ones, come out readable.",
      tier: "standard",
      typicalSeconds: 15,
      hasNegativePrompt: true,
      steps: { min: 2, max: 50, step: 1, default: 30 },
      guidance: { min: 1, max: 10, step: 0.5, default: 2.5 },
    },
    [
      fal(
        "fal-ai/qwen-image",
        [negativePrompt, imageSize, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "qwen-image-2",
      name: "Qwen Image 2",
      bestFor: "Crowded scenes with fine details such as hair, cloth and jewellery.",
      tier: "standard",
      typicalSeconds: 20,
      maxPromptLength: 800,
    },
    [wavespeed("wavespeed-ai/qwen-image-2.0/text-to-image", [starSize, seed])],
  ),
  imageModel(
    {
      id: "seedream-4",
      name: "Seedream 4",
      bestFor: "Polished pictures for shops and magazines.",
      tier: "standard",
      typicalSeconds: 20,
    },
    [
      fal(
        "fal-ai/bytedance/seedream/v4/text-to-image",
        [imageSize, seed, numImages, always({ max_images: 1 }), checked],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "seedream-4-5",
      name: "Seedream 4.5",
      bestFor: "Large pictures with tidy lettering, for posters and brands.",
      tier: "standard",
      typicalSeconds: 30,
      hasSeed: false,
    },
    [wavespeed("bytedance/seedream-v4.5", [starSize])],
    twoK,
  ),
  imageModel(
    {
      id: "nano-banana",
      name: "Nano Banana",
      bestFor: "Pictures that need to know something about the world.",
      tier: "standard",
      typicalSeconds: 15,
      hasSeed: false,
    },
    [fal("fal-ai/nano-banana", [aspectRatio, numImages, asPng], { outputs: 4 })],
    null,
  ),
  imageModel(
    {
      id: "nano-banana-2-fast",
      name: "Nano Banana 2 Fast",
      bestFor: "Charts, labels and everyday scenes, faster than the larger ones.",
      tier: "standard",
      typicalSeconds: 15,
      hasSeed: false,
    },
    [wavespeed("google/nano-banana-2/text-to-image-fast", [aspectRatio, asPng])],
    null,
  ),
];

const finestImageModels: readonly ModelDefinition[] = [
  imageModel(
    {
      id: "flux-2-pro",
      name: "FLUX.2 Pro",
      bestFor: "Photos that look as if they were taken in a studio.",
      tier: "finest",
      typicalSeconds: 20,
    },
    [fal("fal-ai/flux-2-pro", [imageSize, seed, asPng, checked])],
  ),
  imageModel(
    {
      id: "nano-banana-pro",
      name: "Nano Banana Pro",
      bestFor: "Difficult wishes: many things in their right places, with correct text.",
      tier: "finest",
      typicalSeconds: 40,
      hasSeed: false,
      resolutions: ["1K", "2K"],
    },
    [
      fal("fal-ai/nano-banana-pro", [aspectRatio, resolution, numImages, asPng], { outputs: 4 }),
      wavespeed("google/nano-banana-pro/text-to-image", [aspectRatio, smallResolution, asPng]),
    ],
    null,
  ),
];

/** Models that make pictures from words. Parameters: as each upstream model documents them. */
export const imageModels: readonly ModelDefinition[] = [
  ...quickImageModels,
  ...standardImageModels,
  ...finestImageModels,
];
