import type { SourceSize } from "~/domain/models";
import type { ModelDefinition } from "./model-definition";
import { editModel, fal, ofPicture, wavespeed } from "./define-model";
import { always, asPng, upscaleFactor } from "./route-parameters";

/** Nothing is said to them; a picture is all that they take. */
const tool = (
  input: Omit<Parameters<typeof editModel>[0], "prompt" | "hasSeed"> & { task: string },
  routes: Parameters<typeof editModel>[1],
): ModelDefinition => editModel({ ...input, prompt: "none", hasSeed: false }, routes);

const ofPictureAndMask = { ...ofPicture, mask: "mask_url" };

/** Larger pictures are sent smaller, so that little would come of it; and what comes of these can be kept. */
const largestSources: Readonly<Record<string, SourceSize>> = {
  "2×": { pixels: 4_200_000, sidePixels: 2048 },
  "4×": { pixels: 3_000_000, sidePixels: 2048 },
};
const upscaling = { task: "Upscale", resolutions: ["2×", "4×"], largestSources };

/** What does one thing to a picture, without words. Parameters: as each upstream model documents them. */
export const toolModels: readonly ModelDefinition[] = [
  tool(
    {
      ...upscaling,
      id: "seedvr-upscale",
      name: "SeedVR2 Upscale",
      bestFor: "A larger picture with natural texture, also from small and blurry ones.",
      tier: "quick",
      typicalSeconds: 15,
    },
    [
      fal(
        "fal-ai/seedvr/upscale/image",
        [upscaleFactor, always({ upscale_mode: "factor", output_format: "jpg" })],
        ofPicture,
      ),
    ],
  ),
  tool(
    {
      ...upscaling,
      id: "topaz-upscale",
      name: "Topaz Upscale",
      bestFor: "A larger picture that stays true to the original, faces above all.",
      tier: "standard",
      typicalSeconds: 30,
    },
    [
      fal(
        "fal-ai/topaz/upscale/image",
        [upscaleFactor, always({ model: "Standard V2", output_format: "jpeg" })],
        ofPicture,
      ),
    ],
  ),
  tool(
    {
      id: "birefnet-background",
      name: "BiRefNet Background",
      bestFor: "Cutting out what is in front, down to fine hair, with nothing behind it.",
      task: "Remove the background",
      tier: "quick",
      typicalSeconds: 8,
    },
    [
      fal(
        "fal-ai/birefnet/v2",
        [
          asPng,
          always({
            model: "General Use (Heavy)",
            operating_resolution: "2048x2048",
            refine_foreground: true,
          }),
        ],
        ofPicture,
      ),
    ],
  ),
  tool(
    {
      id: "bria-background",
      name: "Bria Background",
      bestFor:
        "Cutting out products and people, by a model that learned from licensed pictures only.",
      task: "Remove the background",
      tier: "quick",
      typicalSeconds: 8,
    },
    [fal("fal-ai/bria/background/remove", [], ofPicture)],
  ),
  tool(
    {
      id: "wavespeed-background",
      name: "Wavespeed Background",
      bestFor: "Cutting out what is in front in a few seconds.",
      task: "Remove the background",
      tier: "quick",
      typicalSeconds: 8,
    },
    [wavespeed("wavespeed-ai/image-background-remover", [], { source: "image" })],
  ),
  tool(
    {
      id: "object-eraser",
      name: "Object Eraser",
      bestFor: "Taking something out with its shadow, and filling in what was behind it.",
      task: "Erase this part",
      mask: "required",
      tier: "standard",
      typicalSeconds: 20,
    },
    [fal("fal-ai/object-removal/mask", [always({ model: "best_quality" })], ofPictureAndMask)],
  ),
  tool(
    {
      id: "bria-eraser",
      name: "Bria Eraser",
      bestFor: "Taking something out, by a model that learned from licensed pictures only.",
      task: "Erase this part",
      mask: "required",
      tier: "standard",
      typicalSeconds: 15,
    },
    [fal("fal-ai/bria/eraser", [always({ mask_type: "manual" })], ofPictureAndMask)],
  ),
  tool(
    {
      id: "fibo-restore",
      name: "FIBO Restore",
      bestFor: "Old and damaged photos: scratches, stains and faded color.",
      task: "Restore this photo",
      tier: "standard",
      typicalSeconds: 30,
    },
    [fal("bria/fibo-edit/restore", [], ofPicture)],
  ),
  tool(
    {
      id: "face-enhancement",
      name: "Face Enhancement",
      bestFor: "Faces that are small, soft or out of focus.",
      task: "Restore the faces",
      tier: "standard",
      typicalSeconds: 20,
    },
    [fal("fal-ai/image-editing/face-enhancement", [asPng], ofPicture)],
  ),
];
