import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "./model-definition";
import { editModel, fal, huggingface, space, wavespeed } from "./define-model";
import {
  always,
  guidance,
  numImages,
  resolution,
  seed,
  starSize,
  steps,
  stepsAs,
} from "./route-parameters";

const checked = always({ enable_safety_checker: true });
const asPng = always({ output_format: "png" });

/** Models that change a picture as told in words. Parameters: as each upstream model documents them. */
export const editModels: readonly ModelDefinition[] = [
  editModel(
    {
      id: "flux-2-klein-edit",
      name: "FLUX.2 Klein Edit",
      bestFor: "Quick changes: another colour, another season, something added.",
      tier: "quick",
      typicalSeconds: 8,
    },
    [
      fal("fal-ai/flux-2/klein/9b/edit", [seed, numImages, asPng, checked], {
        outputs: 4,
        source: "image_urls[]",
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
      bestFor: "Exact changes of colours and materials, with the rest left alone.",
      tier: "quick",
      typicalSeconds: 15,
    },
    [
      wavespeed("wavespeed-ai/flux-2-dev/edit", [seed], { source: "images[]" }),
      huggingface("wavespeed:black-forest-labs/FLUX.2-dev", [seed], { source: "inputs" }),
    ],
  ),
  editModel(
    {
      id: "flux-dev-redraw",
      name: "FLUX Dev Redraw",
      bestFor: "Drawing a picture anew in another style, loosely after the original.",
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
        { outputs: 4, source: "image" },
      ),
    ],
  ),
  editModel(
    {
      id: "seedream-4-edit",
      name: "Seedream 4 Edit",
      bestFor: "Changing clothes, backgrounds and light while faces stay the same.",
      tier: "standard",
      typicalSeconds: 20,
    },
    [
      fal(
        "fal-ai/bytedance/seedream/v4/edit",
        [always({ image_size: "auto", max_images: 1 }), seed, numImages, checked],
        { outputs: 4, source: "image_urls[]" },
      ),
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
      id: "nano-banana-edit",
      name: "Nano Banana Edit",
      bestFor: "Changes told in everyday words, as to a friend who can draw.",
      tier: "standard",
      typicalSeconds: 15,
      hasSeed: false,
    },
    [fal("fal-ai/nano-banana/edit", [numImages, asPng], { outputs: 4, source: "image_urls[]" })],
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
    [wavespeed("wavespeed-ai/qwen-image-2.0/edit", [seed], { source: "images[]" })],
  ),
  editModel(
    {
      id: "nano-banana-pro-edit",
      name: "Nano Banana Pro Edit",
      bestFor: "Difficult changes that need thought, such as seeing it from another side.",
      tier: "finest",
      typicalSeconds: 40,
      hasSeed: false,
      resolutions: ["1K", "2K"],
    },
    [
      fal("fal-ai/nano-banana-pro/edit", [resolution, numImages, asPng], {
        outputs: 4,
        source: "image_urls[]",
      }),
    ],
  ),
];
