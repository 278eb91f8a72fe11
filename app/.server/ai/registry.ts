import { z } from "zod";
import type { ModelCard } from "~/domain/models";
import { shapeIds, shapes } from "~/domain/shapes";
import type { ChosenSettings, ModelRegistry } from "./port";

/** One way to have a model's work done. */
export interface ModelRoute {
  provider: string;
  /** The provider's own name of the model. */
  upstreamModel: string;
}

export interface ModelDefinition {
  card: ModelCard;
  makerWords: string;
  /** Tried in order. */
  routes: readonly [ModelRoute, ...ModelRoute[]];
  /** Whitelists what a person chose and turns it into the settings that are stored. */
  settings: z.ZodType<Record<string, unknown>, ChosenSettings>;
}

const painterSettings = z
  .object({
    shape: z.enum(shapeIds),
    count: z.number().int().min(1).max(4),
    seed: z.number().int().min(0).max(2_147_483_647),
    negativePrompt: z.string(),
  })
  .transform(({ shape, seed }) => ({
    shape,
    seed,
    width: shapes[shape].width,
    height: shapes[shape].height,
  }));

const painter: ModelDefinition = {
  card: {
    id: "painter",
    kind: "image",
    name: "Painter",
    bestFor: "Calm landscapes from a few words. A built-in painter, not an AI model.",
    tier: "quick",
    typicalSeconds: 2,
    priceCredits: 500,
    builtIn: true,
    shapes: shapeIds,
    maxOutputs: 4,
    hasNegativePrompt: true,
    hasSeed: true,
  },
  makerWords: "The built-in painter",
  routes: [{ provider: "painter", upstreamModel: "painter-1" }],
  settings: painterSettings,
};

/** The models of this installation, best route first. */
export const modelDefinitions: readonly ModelDefinition[] = [painter];

/** Looks models up by our own id. An unknown id is null for `find` and throws for the others. */
export function createModelRegistry(definitions: readonly ModelDefinition[]): ModelRegistry {
  const byId = new Map(definitions.map((definition) => [definition.card.id, definition]));
  const need = (modelId: string) => {
    const definition = byId.get(modelId);
    if (!definition) throw new Error(`Unknown model ${modelId}`);
    return definition;
  };
  return {
    cards: definitions.map((definition) => definition.card),
    find: (modelId) => byId.get(modelId)?.card ?? null,
    parseSettings: (modelId, chosen) => need(modelId).settings.parse(chosen),
    makerWords: (modelId) => byId.get(modelId)?.makerWords ?? "The model",
  };
}
