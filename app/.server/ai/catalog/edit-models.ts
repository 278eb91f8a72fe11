import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "./model-definition";
import { finestEditModels } from "./finest-edit-models";
import { quickEditModels } from "./quick-edit-models";
import { editModel, fal, space, wavespeed } from "./define-model";
import {
  always,
  asPng,
  checked,
  guidance,
  negativePrompt,
  numImages,
  resolution,
  seed,
  smallResolution,
  starSize,
  steps,
  stepsAs,
} from "./route-parameters";

const standardEditModels: readonly ModelDefinition[] = [
  editModel(
    {
      id: "flux-dev-redraw",
      name: "FLUX Dev Redraw",
      bestFor: "Drawing a picture anew in another style, loosely after the original.",
      mask: "optional",
      tier: "standard",
      typicalSeconds: 12,
      shapes: shapeIds,
      steps: { min: 1, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 3.5 },
    },
    [
      wavespeed(
        "wavespeed-ai/flux-dev",
        [starSize, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4, source: "image", mask: "mask_image" },
      ),
    ],
  ),
  editModel(
    {
      id: "seedream-5-lite-edit",
      name: "Seedream 5 Lite Edit",
      bestFor: "Changing clothes, backgrounds and light while faces stay the same.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
    },
    [
      fal(
        "fal-ai/bytedance/seedream/v5/lite/edit",
        [always({ image_size: "auto_2K", max_images: 1 }), numImages, checked],
        { outputs: 4, source: "image_urls[]" },
      ),
      wavespeed("bytedance/seedream-v5.0-lite/edit", [], { source: "images[]" }),
    ],
  ),
  editModel(
    {
      id: "flux-kontext-pro",
      name: "FLUX Kontext Pro",
      bestFor: "Changing one thing and keeping everything else as it is.",
      tier: "standard",
      typicalSeconds: 15,
      guidance: { min: 1, max: 20, step: 0.5, default: 3.5 },
    },
    [
      fal("fal-ai/flux-pro/kontext", [guidance, seed, numImages, asPng], {
        outputs: 4,
        source: "image_url",
      }),
    ],
  ),
  editModel(
    {
      id: "flux-kontext-dev",
      name: "FLUX Kontext Dev",
      bestFor: "Changing one thing, with a say in how freely it is done.",
      tier: "standard",
      typicalSeconds: 40,
      steps: { min: 1, max: 30, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 2.5 },
    },
    [
      space(
        "black-forest-labs/FLUX.1-Kontext-Dev",
        "/infer",
        "image",
        [seed, always({ randomize_seed: false }), guidance, stepsAs("steps")],
        "input_image",
      ),
    ],
  ),
  editModel(
    {
      id: "qwen-image-inpaint",
      name: "Qwen Image Inpaint",
      bestFor: "Painting one part of a picture anew, with every other pixel left alone.",
      tier: "standard",
      typicalSeconds: 20,
      mask: "required",
      hasNegativePrompt: true,
    },
    [
      fal("fal-ai/qwen-image-edit/inpaint", [negativePrompt, seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_url",
        mask: "mask_url",
      }),
    ],
  ),
  editModel(
    {
      id: "nano-banana-2-edit",
      name: "Nano Banana 2 Edit",
      bestFor: "Changes told in everyday words, as to a friend who can draw.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("fal-ai/nano-banana-2/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
      }),
      wavespeed("google/nano-banana-2/edit", [smallResolution, asPng], { source: "images[]" }),
    ],
  ),
  editModel(
    {
      id: "nano-banana-2-1-edit",
      name: "Nano Banana 2.1 Edit",
      bestFor: "Changes that need to know what things look like in the world.",
      tier: "standard",
      typicalSeconds: 20,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("google/nano-banana-2.1/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
      }),
    ],
  ),
  editModel(
    {
      id: "gpt-image-2-edit",
      name: "GPT Image 2 Edit",
      bestFor: "Several changes at once, each told in everyday words.",
      tier: "standard",
      typicalSeconds: 45,
      hasSeed: false,
    },
    [
      fal(
        "openai/gpt-image-2/edit",
        [numImages, asPng, always({ quality: "medium", image_size: "auto" })],
        { outputs: 4, source: "image_urls[]" },
      ),
    ],
  ),
  editModel(
    {
      id: "hunyuan-image-3-edit",
      name: "Hunyuan Image 3 Edit",
      bestFor: "Changes that ask for some thought about the whole scene.",
      tier: "standard",
      typicalSeconds: 45,
      guidance: { min: 1, max: 10, step: 0.5, default: 3.5 },
    },
    [
      fal(
        "fal-ai/hunyuan-image/v3/instruct/edit",
        [always({ image_size: "auto" }), guidance, seed, numImages, asPng, checked],
        { outputs: 4, source: "image_urls[]" },
      ),
    ],
  ),
  editModel(
    {
      id: "ideogram-3-background",
      name: "Ideogram 3 Background",
      bestFor: "Putting what is in front into another place.",
      tier: "standard",
      typicalSeconds: 15,
    },
    [
      fal(
        "fal-ai/ideogram/v3/replace-background",
        [seed, numImages, always({ rendering_speed: "BALANCED" })],
        { outputs: 4, source: "image_url" },
      ),
    ],
  ),
  editModel(
    {
      id: "qwen-image-edit-2511",
      name: "Qwen Image Edit 2511",
      bestFor: "Changing a person's pose or view while the face stays the same.",
      tier: "standard",
      typicalSeconds: 20,
      hasNegativePrompt: true,
      steps: { min: 2, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 4.5 },
    },
    [
      fal(
        "fal-ai/qwen-image-edit-2511",
        [negativePrompt, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4, source: "image_urls[]" },
      ),
    ],
  ),
  editModel(
    {
      id: "qwen-image-2-edit",
      name: "Qwen Image 2 Edit",
      bestFor: "Rewriting the words in a picture and changing its details.",
      tier: "standard",
      typicalSeconds: 20,
      maxPromptLength: 800,
    },
    [
      fal("fal-ai/qwen-image-2/edit", [seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
      }),
      wavespeed("wavespeed-ai/qwen-image-2.0/edit", [seed], { source: "images[]" }),
    ],
  ),
];

/** Models that change a picture as told in words. Parameters: as each upstream model documents them. */
export const editModels: readonly ModelDefinition[] = [
  ...quickEditModels,
  ...standardEditModels,
  ...finestEditModels,
];
