import type { ModelDefinition } from "./model-definition";
import { styleAndMore, threeMore } from "./further-pictures";
import { editModel, fal, huggingface, wavespeed } from "./define-model";
import { asPng, checked, numImages, seed } from "./route-parameters";

/** Changes in a few seconds, for trying things out. */
export const quickEditModels: readonly ModelDefinition[] = [
  editModel(
    {
      id: "flux-2-klein-edit",
      name: "FLUX.2 Klein Edit",
      bestFor: "Quick changes: another color, another season, something added.",
      tier: "quick",
      typicalSeconds: 8,
      pictures: threeMore,
    },
    [
      fal("fal-ai/flux-2/klein/9b/edit", [seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
        also: threeMore,
        small: true,
      }),
      huggingface("fal-ai:black-forest-labs/FLUX.2-klein-9B", [seed, asPng, checked], {
        source: "inputs",
      }),
    ],
  ),
  editModel(
    {
      id: "flux-2-dev-edit",
      name: "FLUX.2 Dev Edit",
      bestFor: "Exact changes of colors and materials, with the rest left alone.",
      tier: "quick",
      typicalSeconds: 15,
      pictures: styleAndMore,
    },
    [
      fal("fal-ai/flux-2/edit", [seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
        also: styleAndMore,
        small: true,
      }),
      wavespeed("wavespeed-ai/flux-2-dev/edit", [seed], {
        source: "images[]",
        also: styleAndMore,
        small: true,
      }),
      huggingface("wavespeed:black-forest-labs/FLUX.2-dev", [seed], { source: "inputs" }),
    ],
  ),
  editModel(
    {
      id: "grok-imagine-edit",
      name: "Grok Imagine Edit",
      bestFor: "Quick, playful changes.",
      tier: "quick",
      typicalSeconds: 10,
      hasSeed: false,
    },
    [
      fal("xai/grok-imagine-image/edit", [numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
      }),
    ],
  ),
];
