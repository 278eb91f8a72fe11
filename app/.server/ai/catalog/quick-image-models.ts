import type { ModelDefinition } from "./model-definition";
import { fal, huggingface, imageModel, space, twoK, wavespeed } from "./define-model";
import type { Sizes } from "./model-settings";
import {
  always,
  aspectRatio,
  asPng,
  checked,
  guidance,
  imageSize,
  negativePrompt,
  numImages,
  seed,
  sides,
  starSize,
  steps,
} from "./route-parameters";

/** What the quick picture models of fal.ai have in common. */
const falPicture = [imageSize, seed, numImages, asPng, checked];

/** Z-Image on Wavespeed makes no side longer than this. */
const upTo1024: Sizes = {
  "1:1": { width: 1024, height: 1024 },
  "4:3": { width: 1024, height: 768 },
  "3:4": { width: 768, height: 1024 },
  "16:9": { width: 1024, height: 576 },
  "9:16": { width: 576, height: 1024 },
};

/** Pictures in a few seconds, for trying things out. */
export const quickImageModels: readonly ModelDefinition[] = [
  imageModel(
    {
      id: "flux-schnell",
      name: "FLUX Schnell",
      bestFor: "Trying out ideas: a clear picture of nearly anything within seconds.",
      tier: "quick",
      typicalSeconds: 5,
    },
    [
      fal("fal-ai/flux/schnell", falPicture, { outputs: 4 }),
      huggingface("wavespeed:black-forest-labs/FLUX.1-schnell", [starSize, seed]),
      space("black-forest-labs/FLUX.1-schnell", "/infer", "image", [
        seed,
        always({ randomize_seed: false, num_inference_steps: 4 }),
        sides("width", "height"),
      ]),
    ],
  ),
  imageModel(
    {
      id: "z-image-turbo",
      name: "Z-Image Turbo",
      bestFor: "Lifelike photos in a hurry, also with words in them.",
      tier: "quick",
      typicalSeconds: 5,
    },
    [fal("fal-ai/z-image/turbo", falPicture, { outputs: 4 })],
  ),
  imageModel(
    {
      id: "flux-2-klein",
      name: "FLUX.2 Klein",
      bestFor: "Quick pictures that follow a long description closely.",
      tier: "quick",
      typicalSeconds: 5,
    },
    [fal("fal-ai/flux-2/klein/9b", falPicture, { outputs: 4 })],
  ),
  imageModel(
    {
      id: "fast-sdxl",
      name: "Fast SDXL",
      bestFor: "Paintings and fantasy in many styles, with a say in what to leave out.",
      tier: "quick",
      typicalSeconds: 6,
      hasNegativePrompt: true,
      steps: { min: 1, max: 50, step: 1, default: 25 },
      guidance: { min: 1, max: 20, step: 0.5, default: 7.5 },
    },
    [
      fal(
        "fal-ai/fast-sdxl",
        [
          negativePrompt,
          imageSize,
          steps,
          guidance,
          seed,
          numImages,
          always({ format: "png" }),
          checked,
        ],
        { outputs: 4 },
      ),
    ],
  ),
  imageModel(
    {
      id: "flux-dev-fast",
      name: "FLUX Dev Fast",
      bestFor: "Nearly the quality of FLUX Dev in a fraction of the time.",
      tier: "quick",
      typicalSeconds: 5,
    },
    [
      wavespeed("wavespeed-ai/flux-dev-ultra-fast", [starSize, seed, numImages, asPng, checked], {
        outputs: 4,
      }),
    ],
  ),
  imageModel(
    {
      id: "z-image-base",
      name: "Z-Image",
      bestFor: "Lifelike photos of people and places, with natural light.",
      tier: "quick",
      typicalSeconds: 10,
    },
    [wavespeed("wavespeed-ai/z-image/base", [starSize, seed])],
    upTo1024,
  ),
  imageModel(
    {
      id: "grok-imagine",
      name: "Grok Imagine",
      bestFor: "Bold, colorful pictures and memes, quickly done.",
      tier: "quick",
      typicalSeconds: 8,
      hasSeed: false,
    },
    [fal("xai/grok-imagine-image", [aspectRatio, numImages, asPng], { outputs: 4 })],
    null,
  ),
  imageModel(
    {
      id: "seedream-5-flash",
      name: "Seedream 5 Flash",
      bestFor: "Large pictures with readable words, without a long wait.",
      tier: "quick",
      typicalSeconds: 8,
      hasSeed: false,
    },
    [fal("bytedance/seedream/v5/flash/text-to-image", [imageSize])],
    twoK,
  ),
  imageModel(
    {
      id: "flux-schnell-plain",
      name: "FLUX Schnell Plain",
      bestFor: "A quick picture from nothing but words: the model chooses all the rest.",
      tier: "quick",
      typicalSeconds: 6,
      shapes: [],
      hasSeed: false,
    },
    [huggingface("nscale:black-forest-labs/FLUX.1-schnell", [])],
    null,
  ),
];
