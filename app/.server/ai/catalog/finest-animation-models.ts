import type { ModelDefinition } from "./model-definition";
import { lastPicture } from "./further-pictures";
import { kling3, ofKling3 } from "./kling-3";
import { fal, fromFirstToLast, ofPicture, videoModel, wavespeed } from "./define-model";
import {
  durationNumber,
  durationText,
  durationWithUnit,
  enhanced,
  keepShape,
  negativePrompt,
  resolution,
  seed,
  sound,
} from "./route-parameters";

const veo = [keepShape, durationWithUnit, negativePrompt, resolution, sound, seed];
const veoFrames = { source: "first_frame_url", last: "last_frame_url", needsLast: true };
const ofVeo = {
  tier: "finest",
  source: "required",
  pictures: lastPicture,
  hasNegativePrompt: true,
  hasSoundSwitch: true,
  durations: [8, 6, 4],
  resolutions: ["720p", "1080p"],
} as const;

/** The best videos from a picture, at the highest price. */
export const finestAnimationModels: readonly ModelDefinition[] = [
  videoModel(
    {
      ...ofVeo,
      id: "veo-3-1-fast-animate",
      name: "Veo 3.1 Fast from a picture",
      bestFor: "People who speak, with matching sound.",
      typicalSeconds: 120,
    },
    [
      fal("fal-ai/veo3.1/fast/image-to-video", veo, ofPicture),
      fal("fal-ai/veo3.1/fast/first-last-frame-to-video", veo, veoFrames),
      wavespeed(
        "google/veo3.1-fast/image-to-video",
        [durationNumber, negativePrompt, resolution, sound, seed],
        { source: "image", last: "last_image" },
      ),
    ],
  ),
  videoModel(
    {
      ...ofVeo,
      id: "veo-3-1-animate",
      name: "Veo 3.1 from a picture",
      bestFor: "Speech, music and light as in the cinema.",
      typicalSeconds: 180,
    },
    [
      fal("fal-ai/veo3.1/image-to-video", veo, ofPicture),
      fal("fal-ai/veo3.1/first-last-frame-to-video", veo, veoFrames),
    ],
  ),
  videoModel(
    {
      ...ofKling3,
      id: "kling-3-pro-animate",
      name: "Kling 3 Pro from a picture",
      bestFor: "Demanding camera moves and action with steady details, with sound.",
      tier: "finest",
      typicalSeconds: 240,
      source: "required",
      pictures: lastPicture,
    },
    [
      fal("fal-ai/kling-video/v3/pro/image-to-video", kling3, {
        source: "start_image_url",
        last: "end_image_url",
      }),
    ],
  ),
  videoModel(
    {
      id: "seedance-2-animate",
      name: "Seedance 2 from a picture",
      bestFor: "People who speak, sing or dance, with matching sound.",
      tier: "finest",
      typicalSeconds: 180,
      hasSoundSwitch: true,
      source: "required",
      pictures: lastPicture,
      hasSeed: false,
      durations: [5, 4, 8, 10, 15],
      resolutions: ["720p", "480p"],
    },
    [
      fal(
        "bytedance/seedance-2.0/image-to-video",
        [durationText, resolution, sound],
        fromFirstToLast,
      ),
      wavespeed("bytedance/seedance-2.0/image-to-video", [durationNumber, resolution], {
        source: "image",
        last: "last_image",
        alwaysSounds: true,
      }),
    ],
  ),
  videoModel(
    {
      id: "hailuo-2-3-pro-animate",
      name: "Hailuo 2.3 Pro from a picture",
      bestFor: "Fast, believable action in sharp pictures.",
      tier: "finest",
      typicalSeconds: 240,
      source: "required",
      hasSeed: false,
    },
    [fal("fal-ai/minimax/hailuo-2.3/pro/image-to-video", [enhanced], ofPicture)],
  ),
];
