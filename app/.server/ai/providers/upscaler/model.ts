import { usualCard } from "~/.server/ai/catalog/define-model";
import type { ModelCard } from "~/domain/models";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";
import { factors, largestSources } from "~/.server/upscaler/upscale-limits";

const card: ModelCard = {
  ...usualCard,
  id: "upscale",
  kind: "edit",
  name: "Upscale",
  bestFor:
    "A larger, sharper picture with the same content. A small neural network on this server.",
  tier: "quick",
  typicalSeconds: 30,
  priceCredits: 1000,
  builtIn: true,
  isAi: true,
  prompt: "none",
  task: "Upscale",
  source: "required",
  largestSources: Object.fromEntries(
    factors.map((factor) => [`${factor}×`, largestSources[factor]]),
  ),
  maxOutputs: 1,
  hasSeed: false,
  resolutions: factors.map((factor) => `${factor}×`),
};

/** What enlarges pictures on this machine. */
export const upscale: ModelDefinition = {
  card,
  routes: [
    {
      id: "upscaler:esrgan-slim-1",
      provider: "upscaler",
      upstreamModel: "esrgan-slim-1",
      maxOutputs: 1,
      parameters: ({ settings }) => settings,
      sourceParameter: { name: "source", isList: false },
    },
  ],
  settings: settingsSchema(card, null),
};
