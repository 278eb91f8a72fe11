import type { FilmInput } from "~/domain/film-input";
import { fal, ofFilm, videoModel, wavespeed } from "./define-model";
import type { ModelDefinition } from "./model-definition";
import { always, durationNumber, keepShape, negativePrompt, seed, sound } from "./route-parameters";

const anyFilm = { onlyThose: false, shorterSides: [], shapes: [] } satisfies Partial<FilmInput>;

/**
 * Models that go on from a video itself, not from its last frame. Parameters: as each upstream model documents them.
 */
export const extendModels: readonly ModelDefinition[] = [
  videoModel(
    {
      id: "grok-imagine-extend",
      name: "Grok Imagine from a video",
      bestFor: "What happens next in a short clip, with sound.",
      tier: "quick",
      typicalSeconds: 60,
      source: "required",
      film: {
        ...anyFilm,
        of: ["grok-imagine-video", "grok-imagine-animate", "grok-imagine-extend"],
        seconds: { min: 2, max: 15 },
      },
      hasSeed: false,
      durations: [6, 10],
    },
    [fal("xai/grok-imagine-video/extend-video", [durationNumber], ofFilm)],
  ),
  videoModel(
    {
      id: "ltx-2-3-extend",
      name: "LTX 2.3 from a video",
      bestFor: "More of a scene in the same light and movement.",
      tier: "standard",
      typicalSeconds: 120,
      source: "required",
      film: {
        ...anyFilm,
        of: [
          "ltx-2-3-fast",
          "ltx-2-3-fast-animate",
          "ltx-2-3",
          "ltx-2-3-animate",
          "ltx-2-3-extend",
        ],
        seconds: { min: 2, max: 60 },
        shapes: ["16:9", "9:16"],
      },
      hasSeed: false,
      // With what it looks at of the film it makes 505 frames at most.
      durations: [5, 8, 10, 15],
    },
    [fal("fal-ai/ltx-2.3/extend-video", [durationNumber, always({ mode: "end" })], ofFilm)],
  ),
  videoModel(
    {
      id: "veo-3-1-fast-extend",
      name: "Veo 3.1 Fast from a video",
      bestFor: "Seven more seconds of a video by Veo, with matching sound.",
      tier: "finest",
      typicalSeconds: 120,
      source: "required",
      film: {
        of: ["veo-3-1-fast", "veo-3-1-fast-animate", "veo-3-1", "veo-3-1-animate"],
        onlyThose: true,
        seconds: { min: 1, max: 8 },
        shorterSides: [720, 1080],
        shapes: ["16:9", "9:16"],
      },
      hasNegativePrompt: true,
      hasSoundSwitch: true,
    },
    [
      fal(
        "fal-ai/veo3.1/fast/extend-video",
        [keepShape, always({ duration: "7s", resolution: "720p" }), negativePrompt, sound, seed],
        ofFilm,
      ),
      wavespeed(
        "google/veo3.1-fast/video-extend",
        [always({ resolution: "720p" }), negativePrompt, seed],
        { source: "video", takesFilm: true, alwaysSounds: true },
      ),
    ],
  ),
];
