import type { ModelDefinition } from "./model-definition";
import { fiveMore, styleAndMore } from "./further-pictures";
import { editModel, fal, wavespeed } from "./define-model";
import {
  always,
  asPng,
  checked,
  negativePrompt,
  numImages,
  resolution,
  seed,
  smallResolution,
} from "./route-parameters";

/** The best that there is, at the highest price. */
export const finestEditModels: readonly ModelDefinition[] = [
  editModel(
    {
      id: "qwen-image-2-pro-edit",
      name: "Qwen Image 2 Pro Edit",
      bestFor: "Rewriting the words in a picture, in the finest detail.",
      tier: "finest",
      typicalSeconds: 30,
      pictures: styleAndMore,
      hasNegativePrompt: true,
      maxPromptLength: 690,
    },
    [
      fal("fal-ai/qwen-image-2/pro/edit", [negativePrompt, seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
        also: styleAndMore,
      }),
    ],
  ),
  editModel(
    {
      id: "flux-2-pro-edit",
      name: "FLUX.2 Pro Edit",
      bestFor: "Changes that look as if they had been photographed.",
      tier: "finest",
      typicalSeconds: 25,
      pictures: styleAndMore,
    },
    [
      fal("fal-ai/flux-2-pro/edit", [always({ image_size: "auto" }), seed, asPng, checked], {
        source: "image_urls[]",
        also: styleAndMore,
        small: true,
      }),
    ],
  ),
  editModel(
    {
      id: "flux-2-max-edit",
      name: "FLUX.2 Max Edit",
      bestFor: "The closest attention to what was asked, and to what should stay.",
      tier: "finest",
      typicalSeconds: 35,
      pictures: styleAndMore,
    },
    [
      fal("fal-ai/flux-2-max/edit", [always({ image_size: "auto" }), seed, asPng, checked], {
        source: "image_urls[]",
        also: styleAndMore,
        small: true,
      }),
    ],
  ),
  editModel(
    {
      id: "nano-banana-pro-edit",
      name: "Nano Banana Pro Edit",
      bestFor: "Difficult changes that need thought, such as seeing it from another side.",
      tier: "finest",
      typicalSeconds: 40,
      pictures: fiveMore,
      hasSeed: false,
      resolutions: ["1K", "2K", "4K"],
    },
    [
      fal("fal-ai/nano-banana-pro/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
        also: fiveMore,
      }),
      wavespeed("google/nano-banana-pro/edit", [smallResolution, asPng], {
        source: "images[]",
        also: fiveMore,
      }),
    ],
  ),
];
