import { z } from "zod";
import type { ModelDefinition } from "./catalog/model-definition";
import { countMessage } from "./catalog/model-settings";
import type { AiProvider, ChosenSettings, ModelRegistry, ModelRoute } from "./port";

/** What can be used with these providers: models with a route to one of them, with these routes only. */
export function usableModels(
  definitions: readonly ModelDefinition[],
  providers: readonly AiProvider[],
): ModelDefinition[] {
  const names = new Set(providers.map(({ name }) => name));
  return definitions.flatMap((definition) => {
    const routes = definition.routes.filter(({ provider }) => names.has(provider));
    if (routes.length === 0) return [];
    const mostOutputs = Math.max(...routes.map(({ maxOutputs }) => maxOutputs));
    return [{ ...narrowed(definition, mostOutputs), routes }];
  });
}

/** What can be used of a list that may be another one later; worked out anew only then. */
export function usableNow(
  list: () => readonly ModelDefinition[],
  toUsable: (models: readonly ModelDefinition[]) => readonly ModelDefinition[],
): () => readonly ModelDefinition[] {
  let last = list();
  let usable = toUsable(last);
  return () => {
    const now = list();
    if (now !== last) usable = toUsable(now);
    last = now;
    return usable;
  };
}

/** The same model, for at most so many files in one request. */
function narrowed(definition: ModelDefinition, mostOutputs: number): ModelDefinition {
  if (mostOutputs >= definition.card.maxOutputs) return definition;
  const card = { ...definition.card, maxOutputs: mostOutputs };
  const chosen = z
    .custom<ChosenSettings>()
    .refine(({ count }) => count <= mostOutputs, { path: ["count"], error: countMessage(card) });
  return { ...definition, card, settings: chosen.pipe(definition.settings) };
}

/**
 * Looks models up by our own id. An unknown id is null for `find` and throws for `parseSettings`. `offered` gives those
 * that can be asked for now, as they are now: the same list until something changes. People see what is built in last.
 */
export function createModelRegistry(
  definitions: readonly ModelDefinition[],
  providers: readonly Pick<AiProvider, "name" | "displayName" | "displayNameOf">[] = [],
  offered: () => readonly ModelDefinition[] = () => definitions,
): ModelRegistry {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const nameOf = (route: ModelRoute) => {
    const provider = byName.get(route.provider);
    return provider?.displayNameOf?.(route) ?? provider?.displayName ?? route.provider;
  };
  let now = collect(definitions, offered());
  const current = () => {
    if (now.offered !== offered()) now = collect(definitions, offered());
    return now;
  };
  return {
    get cards() {
      return current().cards;
    },
    find: (modelId) => current().byId.get(modelId)?.card ?? null,
    parseSettings(modelId, chosen) {
      const definition = current().byId.get(modelId);
      if (!definition) throw new Error(`Unknown model ${modelId}`);
      return definition.settings.parse(chosen);
    },
    readPrompt(modelId, { prompt, negativePrompt, sourceMediaId }) {
      const definition = current().byId.get(modelId);
      const longest = Math.max(prompt.trim().length, negativePrompt.trim().length);
      if (!definition?.readPrompt || !prompt.trim()) return null;
      const { maxPromptLength, hasNegativePrompt, source } = definition.card;
      if (longest > maxPromptLength) return null;
      return definition.readPrompt({
        prompt,
        negativePrompt: hasNegativePrompt ? negativePrompt : "",
        sourceMediaId: source === "none" ? undefined : sourceMediaId,
      });
    },
    providerName(name, modelId) {
      const routes = current().byId.get(modelId)?.routes ?? [];
      const route = routes.find(({ provider }) => provider === name);
      return route ? nameOf(route) : (byName.get(name)?.displayName ?? name);
    },
    providerNames(modelId) {
      const routes = current().byId.get(modelId)?.routes ?? [];
      return [...new Set(routes.map(nameOf))];
    },
  };
}

function collect(all: readonly ModelDefinition[], offered: readonly ModelDefinition[]) {
  const byId = new Map([...all, ...offered].map((definition) => [definition.card.id, definition]));
  const cards = offered.map(({ card }) => card);
  return { offered, byId, cards: cards.toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn)) };
}
