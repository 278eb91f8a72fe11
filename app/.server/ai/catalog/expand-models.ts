import { sizeWithin } from "~/domain/frame";
import type { FrameLimits } from "~/domain/frame";
import { shapeIds } from "~/domain/shapes";
import type { FrameRoute } from "../port";
import { editModel, fal, frameModel, ofPicture, wavespeed } from "./define-model";
import type { ModelDefinition } from "./model-definition";
import {
  always,
  aspectRatio,
  asPng,
  checked,
  imageSize,
  numImages,
  seed,
} from "./route-parameters";

/** Nothing good comes of less: the providers say so of the share. */
const limits: FrameLimits = { pixels: null, ratio: 3, share: 0.15 };

/** As `canvas_size: [1536, 1024]`, with the size and the place of the picture in it. */
const canvas: FrameRoute = {
  pixels: 16_000_000,
  sidePixels: 4000,
  parameters(margins, picture) {
    const { width, height } = sizeWithin(picture, margins);
    return {
      canvas_size: [width, height],
      original_image_size: [picture.width, picture.height],
      original_image_location: [margins.left, margins.top],
    };
  },
};

/** As `expand_left: 256` and so on, each of them always. Both ask by the pixels of what comes out. */
const expanding = (sidePixels: number): FrameRoute => ({
  pixels: 4_000_000,
  sidePixels,
  parameters: ({ left, right, top, bottom }) => ({
    expand_left: left,
    expand_right: right,
    expand_top: top,
    expand_bottom: bottom,
  }),
});

/** What goes on painting beyond the edges of a picture. Parameters: as each upstream model documents them. */
export const expandModels: readonly ModelDefinition[] = [
  frameModel(
    {
      id: "bria-expand",
      name: "Bria Expand",
      bestFor: "More room around a picture, by a model that learned from licensed pictures only.",
      task: "Expand",
      prompt: "optional",
      tier: "quick",
      typicalSeconds: 15,
      frame: limits,
      hasSeed: false,
    },
    [
      fal("fal-ai/bria/expand", [], { ...ofPicture, frame: canvas }),
      wavespeed("bria/expand", [aspectRatio], { source: "image", wordless: true }),
    ],
  ),
  frameModel(
    {
      id: "image-outpaint",
      name: "Image Outpaint",
      bestFor: "Going on with the scene beyond its edges, as your words say.",
      task: "Expand",
      prompt: "optional",
      tier: "standard",
      typicalSeconds: 20,
      frame: limits,
      hasSeed: false,
    },
    [
      fal(
        "fal-ai/image-apps-v2/outpaint",
        // It would draw back by a fifth by itself.
        [always({ zoom_out_percentage: 0 }), numImages, asPng, checked],
        { outputs: 4, ...ofPicture, frame: expanding(700) },
      ),
    ],
  ),
  frameModel(
    {
      id: "flux-2-pro-outpaint",
      name: "FLUX.2 Pro Outpaint",
      bestFor: "Seamless room around photos, with the light and texture of the original.",
      task: "Expand",
      prompt: "none",
      tier: "finest",
      typicalSeconds: 25,
      frame: limits,
      hasSeed: false,
    },
    [
      fal("fal-ai/flux-2-pro/outpaint", [always({ auto_crop: false })], {
        ...ofPicture,
        frame: expanding(2048),
      }),
    ],
  ),
  editModel(
    {
      id: "ideogram-3-reframe",
      name: "Ideogram 3 Reframe",
      bestFor: "Another shape for posters and pictures with lettering.",
      task: "Reframe",
      prompt: "none",
      tier: "standard",
      typicalSeconds: 20,
      shapes: shapeIds,
    },
    [
      fal(
        "fal-ai/ideogram/v3/reframe",
        [imageSize, seed, numImages, always({ rendering_speed: "BALANCED" })],
        { outputs: 4, ...ofPicture },
      ),
    ],
  ),
];
