import { defaultSeedRange, maxPromptLength, type ModelCard } from "~/domain/models";
import { shapeIds, shapes } from "~/domain/shapes";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { explainPrompt } from "~/.server/painter/explain-prompt";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";

const card: ModelCard = {
  id: "painter",
  kind: "image",
  name: "Painter",
  bestFor: "Calm landscapes from a few words. A built-in painter, not an AI model.",
  tier: "quick",
  typicalSeconds: 2,
  priceCredits: 500,
  rates: null,
  builtIn: true,
  source: "none",
  mask: "none",
  shapes: shapeIds,
  maxOutputs: 4,
  maxPromptLength,
  understands: "English words for landscapes, such as “lake”, “sunset” or “three boats”",
  hasNegativePrompt: true,
  hasSeed: true,
  seedRange: defaultSeedRange,
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
};

/** What Easel paints itself, on this machine. */
export const painter: ModelDefinition = {
  card,
  routes: [
    {
      id: "painter:painter-1",
      provider: "painter",
      upstreamModel: "painter-1",
      maxOutputs: 4,
      parameters: ({ settings }) => settings,
      sourceParameter: null,
    },
  ],
  settings: settingsSchema(card, shapes),
  readPrompt: explainPrompt,
};
