import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "./model-definition";
import { space, videoModel } from "./define-model";
import type { Sizes } from "./model-settings";
import type { ParameterPart } from "./route-parameters";
import { always, durationNumberAs, negativePrompt, seedAs, sides } from "./route-parameters";

/** Every side must be a multiple of 32. */
const sizes: Sizes = {
  "1:1": { width: 768, height: 768 },
  "4:3": { width: 768, height: 576 },
  "3:4": { width: 576, height: 768 },
  "16:9": { width: 1024, height: 576 },
  "9:16": { width: 576, height: 1024 },
};

/** The endpoints of one Space, which differ in what their videos begin with. */
const endpoint = (name: string, begin: ParameterPart, source?: string) =>
  space(
    "Lightricks/ltx-video-distilled",
    name,
    "video",
    [
      negativePrompt,
      begin,
      sides("width_ui", "height_ui"),
      durationNumberAs("duration_ui"),
      seedAs("seed_ui"),
      always({ randomize_seed: false }),
    ],
    source,
  );

const common = {
  tier: "quick",
  typicalSeconds: 60,
  hasNegativePrompt: true,
  shapes: shapeIds,
  durations: [3, 5],
} as const;

export const ltxVideo: ModelDefinition = videoModel(
  {
    ...common,
    id: "ltx-video",
    name: "LTX Video",
    bestFor: "Very short clips without sound.",
  },
  [
    endpoint(
      "/text_to_video",
      always({ mode: "text-to-video", input_image_filepath: "", input_video_filepath: "" }),
    ),
  ],
  sizes,
);

export const ltxVideoFromPicture: ModelDefinition = videoModel(
  {
    ...common,
    id: "ltx-video-animate",
    name: "LTX Video from a picture",
    bestFor: "A little movement in a picture, without sound.",
    source: "required",
  },
  [
    endpoint(
      "/image_to_video",
      always({ mode: "image-to-video", input_video_filepath: "" }),
      "input_image_filepath",
    ),
  ],
  sizes,
);
