import { usualCard } from "~/.server/ai/catalog/define-model";
import type { MadePicture } from "~/domain/made-picture";
import type { ModelCard } from "~/domain/models";
import { shapeIds, shapes } from "~/domain/shapes";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { explainChange, explainPrompt } from "~/.server/painter/explain-prompt";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";
import { countLetters, mostChanges, mostLetters, paintingSettings } from "./painting-settings";

const known = "English words for landscapes, such as “lake”, “sunset” or “three boats”";

const card: ModelCard = {
  ...usualCard,
  id: "painter",
  kind: "image",
  name: "Painter",
  bestFor: "Calm landscapes from a few words. A built-in painter, not an AI model.",
  tier: "quick",
  typicalSeconds: 2,
  priceCredits: 500,
  builtIn: true,
  isAi: false,
  shapes: shapeIds,
  maxOutputs: 4,
  understands: known,
  hasNegativePrompt: true,
};

const repaintCard: ModelCard = {
  ...usualCard,
  id: "repaint",
  kind: "edit",
  name: "Repaint",
  bestFor: "The same scene of a picture by Painter, with other words. Not an AI model.",
  tier: "quick",
  typicalSeconds: 3,
  priceCredits: 1000,
  builtIn: true,
  isAi: false,
  source: "required",
  maxOutputs: 1,
  hasSeed: false,
  understands: known,
};

/** What Easel paints anew: the scene that it painted before, from the same seed. */
export const repaint: ModelDefinition = {
  card: repaintCard,
  routes: [
    {
      id: "painter:repaint-1",
      provider: "painter",
      upstreamModel: "repaint-1",
      maxOutputs: 1,
      parameters: ({ settings }) => settings,
      sourceParameter: { name: "source", isList: false },
    },
  ],
  settings: settingsSchema(repaintCard, null),
  readPrompt: explainChange,
  readMade,
};

const otherSource =
  "Repaint works on pictures that Painter made. Choose one of them, or another model.";
const tooManyChanges =
  "This picture has been repainted too many times. Choose an earlier one, and say all changes at once.";

/** How a picture was painted, to paint it anew, or why that can't be done. */
function readMade(made: MadePicture | null) {
  const isPainted = made && [card.id, repaintCard.id].includes(made.model);
  const { data } = paintingSettings.safeParse(made?.settings);
  if (!isPainted || !data) return otherSource;
  const { prompt, negativePrompt, position } = made;
  const { painting, ...same } = data;
  const now = painting
    ? { ...painting, changes: [...painting.changes, prompt] }
    : { prompt, negativePrompt, index: position - 1, changes: [] };
  const isTooLong = now.changes.length > mostChanges || countLetters(now) > mostLetters;
  return isTooLong ? tooManyChanges : { ...same, painting: now };
}

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
