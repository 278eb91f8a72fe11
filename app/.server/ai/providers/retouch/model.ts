import { usualCard } from "~/.server/ai/catalog/define-model";
import type { ModelCard } from "~/domain/models";
import { shapeIds } from "~/domain/shapes";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";
import type { ModelRoute } from "~/.server/ai/port";
import { maxFramePixels } from "~/.server/retouch/frame-pixels";
import { explainFrameWords } from "~/.server/retouch/reframe-words";
import { explainWords } from "~/.server/retouch/explain-words";

type Told = "id" | "name" | "bestFor" | "understands" | "typicalSeconds" | "mask" | "shapes";

const cardOf = (
  told: Pick<ModelCard, Told> & Partial<Pick<ModelCard, "prompt" | "frame">>,
): ModelCard => ({
  ...usualCard,
  kind: "edit",
  tier: "quick",
  priceCredits: 1000,
  builtIn: true,
  isAi: false,
  source: "required",
  maxOutputs: 1,
  hasSeed: false,
  ...told,
});

const routeOf = (upstreamModel: string): ModelRoute => ({
  id: `retouch:${upstreamModel}`,
  provider: "retouch",
  upstreamModel,
  maxOutputs: 1,
  parameters: ({ settings }) => settings,
  sourceParameter: { name: "source", isList: false },
  maskParameter: "mask",
  // It reads the settings itself.
  frame: { pixels: Infinity, sidePixels: Infinity, parameters: () => ({}) },
});

const retouch = cardOf({
  id: "retouch",
  name: "Retouch",
  bestFor: "Light, color, focus, weather, styles and crops, told in plain words. Not an AI model.",
  understands:
    "English words for changes to a picture, such as “warmer”, “blur the background” or “crop to a square”",
  typicalSeconds: 4,
  mask: "optional",
  shapes: [],
});

const reframe = cardOf({
  id: "reframe",
  name: "Reframe",
  bestFor: "Another shape, or more room around a picture that stays as it is. Not an AI model.",
  understands:
    "English words for the new edge, such as “fill the shape”, “20% more on the left” or “white border”",
  typicalSeconds: 3,
  mask: "none",
  prompt: "optional",
  shapes: shapeIds,
  frame: { pixels: maxFramePixels, ratio: 5, share: 0 },
});

/** What Easel does to pictures itself, on this machine. */
export const retouchModels: readonly ModelDefinition[] = [
  {
    card: retouch,
    routes: [routeOf("retouch-1")],
    settings: settingsSchema(retouch, null),
    readPrompt: explainWords,
  },
  {
    card: reframe,
    routes: [routeOf("reframe-1")],
    settings: settingsSchema(reframe, null),
    readPrompt: explainFrameWords,
  },
];
