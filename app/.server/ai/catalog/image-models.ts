import type { ModelDefinition } from "./model-definition";
import { fal, huggingface, imageModel, space, twoK, wavespeed } from "./define-model";
import { finestImageModels } from "./finest-image-models";
import { quickImageModels } from "./quick-image-models";
import {
  always,
  aspectRatio,
  asPng,
  checked,
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
      bestFor: "Lifelike scenes with exact colors and readable words.",
      tier: "standard",
      typicalSeconds: 15,
    },
    [
      fal("fal-ai/flux-2", [imageSize, seed, numImages, asPng, checked], { outputs: 4 }),
      wavespeed("wavespeed-ai/flux-2-dev/text-to-image", [starSize, seed]),
    ],
  ),
  imageModel(
    {
      id: "qwen-image-2512",
      name: "Qwen Image 2512",
      bestFor: "Posters and signs: long texts, also Chinese ones, come out readable.",
      tier: "standard",
      typicalSeconds: 15,
      hasNegativePrompt: true,
      steps: { min: 2, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 5 },
    },
    [
      fal(
        "fal-ai/qwen-image-2512",
        [negativePrompt, imageSize, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "qwen-image-2",
      name: "Qwen Image 2",
      bestFor: "Crowded scenes with fine details such as hair, cloth and jewelry.",
      tier: "standard",
      typicalSeconds: 20,
      maxPromptLength: 800,
    },
    [
      fal("fal-ai/qwen-image-2/text-to-image", [imageSize, seed, numImages, asPng, checked], {
        outputs: 4,
      }),
      wavespeed("wavespeed-ai/qwen-image-2.0/text-to-image", [starSize, seed]),
    ],
  ),
  imageModel(
    {
      id: "seedream-5-lite",
      name: "Seedream 5 Lite",
      bestFor: "Polished, large pictures with tidy lettering, for shops and posters.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
    },
    [
      fal(
        "fal-ai/bytedance/seedream/v5/lite/text-to-image",
        [imageSize, numImages, always({ max_images: 1 }), checked],
        { outputs: 4 },
      ),
      wavespeed("bytedance/seedream-v5.0-lite", [starSize]),
    ],
    twoK,
  ),
  imageModel(
    {
      id: "nano-banana-2",
      name: "Nano Banana 2",
      bestFor: "Pictures that need to know something about the world.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("fal-ai/nano-banana-2", [aspectRatio, resolution, numImages, asPng], { outputs: 4 }),
      wavespeed("google/nano-banana-2/text-to-image", [aspectRatio, smallResolution, asPng]),
    ],
    null,
  ),
  imageModel(
    {
      id: "nano-banana-2-1",
      name: "Nano Banana 2.1",
      bestFor: "Pictures that get facts, places and labels right.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [fal("google/nano-banana-2.1", [aspectRatio, resolution, numImages, asPng], { outputs: 4 })],
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
  imageModel(
    {
      id: "gpt-image-2",
      name: "GPT Image 2",
      bestFor: "Exact wishes in everyday words, with correct lettering.",
      tier: "standard",
      typicalSeconds: 40,
      hasSeed: false,
    },
    [
      fal("openai/gpt-image-2", [imageSize, numImages, asPng, always({ quality: "medium" })], {
        outputs: 4,
      }),
    ],
  ),
  imageModel(
    {
      id: "hunyuan-image-3",
      name: "Hunyuan Image 3",
      bestFor: "Stories in one picture: many figures, each doing something.",
      tier: "standard",
      typicalSeconds: 40,
      hasNegativePrompt: true,
      steps: { min: 1, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 20, step: 0.5, default: 7.5 },
    },
    [
      fal(
        "fal-ai/hunyuan-image/v3/text-to-image",
        [negativePrompt, imageSize, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "ideogram-3",
      name: "Ideogram 3",
      bestFor: "Logos, covers and posters with lettering that sits right.",
      tier: "standard",
      typicalSeconds: 15,
      hasNegativePrompt: true,
    },
    [
      fal(
        "fal-ai/ideogram/v3",
        [negativePrompt, imageSize, seed, numImages, always({ rendering_speed: "BALANCED" })],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "recraft-4-1",
      name: "Recraft 4.1",
      bestFor: "Illustrations and product pictures with a designer's taste.",
      tier: "standard",
      typicalSeconds: 15,
      hasSeed: false,
    },
    [fal("fal-ai/recraft/v4.1/text-to-image", [imageSize])],
  ),
];

/** Models that make pictures from words. Parameters: as each upstream model documents them. */
export const imageModels: readonly ModelDefinition[] = [
  ...quickImageModels,
  ...standardImageModels,
  ...finestImageModels,
];
