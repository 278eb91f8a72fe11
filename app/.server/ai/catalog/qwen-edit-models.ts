import type { ModelDefinition } from "./model-definition";
import { editModel, fal, wavespeed } from "./define-model";
import { styleAndMore } from "./further-pictures";
import {
  asPng,
  checked,
  guidance,
  negativePrompt,
  numImages,
  seed,
  steps,
} from "./route-parameters";

/** Of Qwen Image, at the usual price. */
export const qwenEditModels: readonly ModelDefinition[] = [
  editModel(
    {
      id: "qwen-image-edit-2511",
      name: "Qwen Image Edit 2511",
      bestFor: "Changing a person's pose or view while the face stays the same.",
      tier: "standard",
      typicalSeconds: 20,
      pictures: styleAndMore,
      hasNegativePrompt: true,
      steps: { min: 2, max: 50, step: 1, default: 28 },
      guidance: { min: 1, max: 10, step: 0.5, default: 4.5 },
    },
    [
      fal(
        "fal-ai/qwen-image-edit-2511",
        [negativePrompt, steps, guidance, seed, numImages, asPng, checked],
        { outputs: 4, source: "image_urls[]", also: styleAndMore },
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
      pictures: styleAndMore,
      maxPromptLength: 690,
    },
    [
      fal("fal-ai/qwen-image-2/edit", [seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
        also: styleAndMore,
      }),
      wavespeed("wavespeed-ai/qwen-image-2.0/edit", [seed], {
        source: "images[]",
        also: styleAndMore,
      }),
    ],
  ),
];
