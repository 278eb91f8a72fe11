import { usualCard } from "~/.server/ai/catalog/define-model";
import type { ModelCard } from "~/domain/models";
import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";
import { explainMotion } from "~/.server/motion/explain-motion";
import { filmResolutions } from "~/.server/motion/film-size";

const card: ModelCard = {
  ...usualCard,
  id: "motion",
  kind: "video",
  name: "Motion",
  bestFor:
    "A landscape that moves, or a slow camera over your picture. It invents no new movement.",
  tier: "quick",
  typicalSeconds: 20,
  priceCredits: 2000,
  rates: Object.fromEntries(filmResolutions.map((resolution) => [resolution, 375])),
  builtIn: true,
  isAi: false,
  source: "optional",
  pictures: [{ role: "last", need: "optional", most: 1 }],
  shapes: ["16:9", ...shapeIds.filter((id) => id !== "16:9")],
  maxOutputs: 1,
  understands:
    "English words for landscapes, such as “lake” or “three boats”; with a picture, “zoom in” or “left”",
  hasNegativePrompt: true,
  durations: [5, 3, 4, 6, 7, 8],
  resolutions: filmResolutions,
};

/** What Easel films itself, on this machine. */
export const motion: ModelDefinition = {
  card,
  routes: [
    {
      id: "motion:motion-1",
      provider: "motion",
      upstreamModel: "motion-1",
      maxOutputs: 1,
      parameters: ({ settings }) => settings,
      sourceParameter: { name: "source", isList: false },
      pictureParameters: { last: "last" },
    },
  ],
  settings: settingsSchema(card, null),
  readPrompt: (words) => (words.sourceMediaId ? null : explainMotion(words)),
};
