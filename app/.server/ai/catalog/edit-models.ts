import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "./model-definition";
import { fiveMore, oneMore, styleAndMore, threeMore } from "./further-pictures";
import { finestEditModels } from "./finest-edit-models";
import { quickEditModels } from "./quick-edit-models";
import { qwenEditModels } from "./qwen-edit-models";
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
      pictures: fiveMore,
      hasSeed: false,
    },
    [
      fal(
        "fal-ai/bytedance/seedream/v5/lite/edit",
        [always({ image_size: "auto_2K", max_images: 1 }), numImages, checked],
        { outputs: 4, source: "image_urls[]", also: fiveMore },
      ),
      wavespeed("bytedance/seedream-v5.0-lite/edit", [], { source: "images[]", also: fiveMore }),
    ],
  ),
  editModel(
    {
      id: "flux-kontext-pro",
      name: "FLUX Kontext Pro",
      bestFor: "Changing one thing and keeping everything else as it is.",
      tier: "standard",
      typicalSeconds: 15,
      pictures: threeMore,
      guidance: { min: 1, max: 20, step: 0.5, default: 3.5 },
    },
    [
      fal("fal-ai/flux-pro/kontext", [guidance, seed, numImages, asPng], {
        outputs: 4,
        source: "image_url",
      }),
      fal("fal-ai/flux-pro/kontext/multi", [guidance, seed, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
        also: threeMore,
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
      pictures: fiveMore,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("fal-ai/nano-banana-2/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
        also: fiveMore,
      }),
      wavespeed("google/nano-banana-2/edit", [smallResolution, asPng], {
        source: "images[]",
        also: fiveMore,
      }),
    ],
  ),
  editModel(
    {
      id: "nano-banana-2-1-edit",
      name: "Nano Banana 2.1 Edit",
      bestFor: "Changes that need to know what things look like in the world.",
      tier: "standard",
      typicalSeconds: 20,
      pictures: fiveMore,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("google/nano-banana-2.1/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
        also: fiveMore,
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
      mask: "optional",
      pictures: styleAndMore,
      hasSeed: false,
    },
    [
      fal(
        "openai/gpt-image-2/edit",
        [numImages, asPng, always({ quality: "medium", image_size: "auto" })],
        { outputs: 4, source: "image_urls[]", also: styleAndMore, mask: "mask_url" },
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
      pictures: oneMore,
      guidance: { min: 1, max: 10, step: 0.5, default: 3.5 },
    },
    [
      fal(
        "fal-ai/hunyuan-image/v3/instruct/edit",
        [always({ image_size: "auto" }), guidance, seed, numImages, asPng, checked],
        { outputs: 4, source: "image_urls[]", also: oneMore },
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
  ...qwenEditModels,
];

/** Models that change a picture as told in words. Parameters: as each upstream model documents them. */
export const editModels: readonly ModelDefinition[] = [
  ...quickEditModels,
  ...standardEditModels,
  ...finestEditModels,
];
