import type { ModelDefinition } from "./model-definition";
import { fal, imageModel, wavespeed } from "./define-model";
import {
  aspectRatio,
  asPng,
  checked,
  imageSize,
  negativePrompt,
  numImages,
  resolution,
  seed,
  smallResolution,
} from "./route-parameters";

/** The best that there is, at the highest price. */
export const finestImageModels: readonly ModelDefinition[] = [
  imageModel(
    {
      id: "qwen-image-2-pro",
      name: "Qwen Image 2 Pro",
      bestFor: "Crowded scenes and long texts, in the finest detail.",
      tier: "finest",
      typicalSeconds: 30,
      hasNegativePrompt: true,
      maxPromptLength: 800,
    },
    [
      fal(
        "fal-ai/qwen-image-2/pro/text-to-image",
        [negativePrompt, imageSize, seed, numImages, asPng, checked],
        { outputs: 4 },
      ),
    ],
  ),
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
      id: "flux-2-max",
      name: "FLUX.2 Max",
      bestFor: "Photos for print, with the closest attention to every word.",
      tier: "finest",
      typicalSeconds: 30,
    },
    [fal("fal-ai/flux-2-max", [imageSize, seed, asPng, checked])],
  ),
  imageModel(
    {
      id: "nano-banana-pro",
      name: "Nano Banana Pro",
      bestFor: "Difficult wishes: many things in their right places, with correct text.",
      tier: "finest",
      typicalSeconds: 40,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("fal-ai/nano-banana-pro", [aspectRatio, resolution, numImages, asPng], { outputs: 4 }),
      wavespeed("google/nano-banana-pro/text-to-image", [aspectRatio, smallResolution, asPng]),
    ],
    null,
  ),
];
