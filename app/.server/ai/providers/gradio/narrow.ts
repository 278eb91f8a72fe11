import type { ModelCard } from "~/domain/models";
import type { ShapeId } from "~/domain/shapes";
import {
  type Bounds,
  boundsOf,
  type Limits,
  maxPromptLengthOf,
  type Settings,
  clampDefault,
} from "./bounds";
import { misconfigured } from "./errors";
import { type Sizes, settingsSchema } from "~/.server/ai/catalog/model-settings";
import type { ModelRequest, ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/**
 * The model as an app can do it: fewer shapes, lengths and files, smaller pictures and narrower numbers, where the app
 * takes no others. Pure. Throws AiError (upstream_failure, not charged) when nothing is left.
 */
export function narrowTo(
  limits: Limits,
  definition: ModelDefinition,
  route: ModelRoute,
): ModelDefinition {
  const bounds = boundsOf(limits, (settings, outputCount) =>
    route.parameters(requestOf(definition.card, settings, outputCount)),
  );
  const defaults = defaultRequest(definition);
  const maxLength = maxPromptLengthOf(limits, (prompt) =>
    route.parameters({ ...defaults, prompt }),
  );
  const maxPromptLength = Math.min(definition.card.maxPromptLength, maxLength ?? Infinity);
  const numbers = narrowNumbers({ ...definition.card, maxPromptLength }, bounds);
  const narrowed = numbers && narrowLists(numbers, definition, bounds);
  if (!narrowed) {
    const words = bounds.refusal() ?? "takes no size, seed or number of steps that is offered";
    throw misconfigured(`${route.upstreamModel} ${words}`);
  }
  const { card, sizes } = narrowed;
  return { ...definition, card, settings: settingsSchema(card, sizes) };
}

/** Null when the app takes none of the numbers of one kind. */
function narrowNumbers(card: ModelCard, bounds: Bounds): ModelCard | null {
  const seedRange = bounds.within("seed", card.seedRange);
  const steps = card.steps && bounds.within("steps", card.steps);
  const guidance = card.guidance && bounds.within("guidance", card.guidance);
  const isEmpty = !seedRange || (card.steps && !steps) || (card.guidance && !guidance);
  if (isEmpty) return null;
  return {
    ...card,
    seedRange,
    steps: steps && clampDefault(steps),
    guidance: guidance && clampDefault(guidance),
  };
}

/** Null when the app takes no choice of one list, whatever the others are. */
function narrowLists(
  card: ModelCard,
  { settings: schema }: ModelDefinition,
  bounds: Bounds,
): { card: ModelCard; sizes: Sizes | null } | null {
  const fit = (choice: Choice): Settings | null => {
    const { shape = "", ...rest } = choice;
    const settings = bounds.fit({
      ...schema.parse({ shape, count: 1, seed: 0, prompt: "", negativePrompt: "" }),
      ...rest,
      ...(card.hasSeed && { seed: card.seedRange.min }),
      ...(card.steps && { steps: card.steps.default }),
      ...(card.guidance && { guidance: card.guidance.default }),
    });
    return settings && bounds.takes(settings) ? settings : null;
  };
  const defaults = choicesOf(card).find(fit);
  const settings = defaults && fit(defaults);
  if (!settings) return null;
  const counts = Array.from({ length: card.maxOutputs }, (_, index) => card.maxOutputs - index);
  const maxOutputs = counts.find((count) => bounds.takes(settings, count));
  if (maxOutputs === undefined) return null;
  const shapes = card.shapes.filter((shape) => fit({ ...defaults, shape }));
  const durations = card.durations.filter((durationSeconds) =>
    fit({ ...defaults, durationSeconds }),
  );
  const resolutions = card.resolutions.filter((resolution) => fit({ ...defaults, resolution }));
  const sizes = Object.fromEntries(shapes.map((shape) => [shape, fit({ ...defaults, shape })]));
  const hasSizes = shapes.length > 0 && typeof settings["width"] === "number";
  return {
    card: { ...card, shapes, durations, resolutions, maxOutputs },
    sizes: hasSizes ? (sizes as Sizes) : null,
  };
}

interface Choice {
  shape?: ShapeId;
  durationSeconds?: number;
  resolution?: string;
}

/** One of each list that the model has, in all ways, the usual ones first. */
function choicesOf({ shapes, durations, resolutions }: ModelCard): Choice[] {
  const orNone = <T>(list: readonly T[]) => (list.length > 0 ? list : [undefined]);
  return orNone(shapes).flatMap((shape) =>
    orNone(durations).flatMap((durationSeconds) =>
      orNone(resolutions).map((resolution) => ({
        ...(shape && { shape }),
        ...(durationSeconds && { durationSeconds }),
        ...(resolution && { resolution }),
      })),
    ),
  );
}

/** A request for one file with everything as usual, with some words where the model takes any. */
export function defaultRequest({ card, settings }: ModelDefinition): ModelRequest {
  const [shape = ""] = card.shapes;
  const seed = card.seedRange.min;
  return requestOf(
    card,
    settings.parse({ shape, count: 1, seed, prompt: "", negativePrompt: "" }),
    1,
  );
}

function requestOf(card: ModelCard, settings: Settings, outputCount: number): ModelRequest {
  return {
    generationId: "",
    kind: card.kind,
    model: card.id,
    // A model that takes words is sent no parameter for them where there are none.
    prompt: card.prompt === "none" ? "" : "a picture",
    negativePrompt: "",
    settings,
    outputCount,
    readSource: null,
  };
}
