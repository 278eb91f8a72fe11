import { z } from "zod";
import type { ModelDefinition } from "./catalog/model-definition";
import { countMessage } from "./catalog/model-settings";
import { roomIn } from "~/domain/frame";
import type { AiProvider, ChosenSettings, ModelRegistry, ModelRoute } from "./port";

/** Whoever runs models, for who reads of it. */
type KnownProvider = Pick<AiProvider, "name" | "displayName" | "displayNameOf"> &
  Partial<Pick<AiProvider, "submitIsPaid">>;

/** What can be used with these providers: models with a route to one of them, with these routes only. */
export function usableModels(
  definitions: readonly ModelDefinition[],
  providers: readonly AiProvider[],
): ModelDefinition[] {
  const names = new Set(providers.map(({ name }) => name));
  return definitions.flatMap((definition) => {
    const routes = definition.routes.filter(({ provider }) => names.has(provider));
    if (routes.length === 0) return [];
    return [{ ...narrowed(definition, routes), routes }];
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

/** The same model, with what these of its routes can do alone. */
function narrowed(definition: ModelDefinition, routes: readonly ModelRoute[]): ModelDefinition {
  const { maxOutputs, prompt, mask, pictures, frame, hasSoundSwitch } = definition.card;
  const mostOutputs = Math.max(...routes.map((route) => route.maxOutputs));
  const canBe = (test: (route: ModelRoute) => boolean) => routes.some(test);
  const card = {
    ...definition.card,
    maxOutputs: mostOutputs,
    prompt: canBe(({ wordless = false }) => !wordless) ? prompt : ("none" as const),
    frame: canBe((route) => route.frame !== undefined) ? frame : null,
    mask: canBe(({ maskParameter }) => maskParameter !== undefined) ? mask : ("none" as const),
    pictures: pictures.filter(({ role }) =>
      canBe((route) => role in (route.pictureParameters ?? {})),
    ),
    hasSoundSwitch: hasSoundSwitch && canBe(({ alwaysSounds = false }) => !alwaysSounds),
  };
  if (mostOutputs >= maxOutputs) return { ...definition, card };
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
  definitions: readonly ModelDefinition[] | (() => readonly ModelDefinition[]),
  providers: readonly KnownProvider[] = [],
  offered?: () => readonly ModelDefinition[],
): ModelRegistry {
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const nameOf = (route: ModelRoute) => {
    const provider = byName.get(route.provider);
    return provider?.displayNameOf?.(route) ?? provider?.displayName ?? route.provider;
  };
  const summaryOf = (route: ModelRoute) => ({
    ...{ id: route.id, provider: route.provider },
    name: nameOf(route),
  });
  const all = typeof definitions === "function" ? definitions : () => definitions;
  const offeredNow = offered ?? all;
  let now = collect(all(), offeredNow());
  const current = () => {
    if (now.offered !== offeredNow()) now = collect(all(), offeredNow());
    return now;
  };
  const routesAt = (modelId: string) => current().byId.get(modelId)?.routes ?? [];
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
    readPrompt(modelId, { prompt, negativePrompt, sourceMediaId, ...frame }) {
      const definition = current().byId.get(modelId);
      const longest = Math.max(prompt.trim().length, negativePrompt.trim().length);
      if (!definition?.readPrompt || !prompt.trim()) return null;
      const { maxPromptLength, hasNegativePrompt, source } = definition.card;
      if (longest > maxPromptLength) return null;
      return definition.readPrompt({
        prompt,
        negativePrompt: hasNegativePrompt ? negativePrompt : "",
        sourceMediaId: source === "none" ? undefined : sourceMediaId,
        room: roomIn(frame),
      });
    },
    readerOfMade: (modelId) => current().byId.get(modelId)?.readMade ?? null,
    providerName(name, modelId) {
      const route = routesAt(modelId).find(({ provider }) => provider === name);
      return route ? nameOf(route) : (byName.get(name)?.displayName ?? name);
    },
    outsideProviders: outsideOf(providers),
    providersOf: (modelId) => [...new Set(routesAt(modelId).map(({ provider }) => provider))],
    routesOf: (modelId) => routesAt(modelId).map(summaryOf),
    providerNames(modelId) {
      return [...new Set(routesAt(modelId).map(nameOf))];
    },
  };
}

const outsideOf = (providers: readonly KnownProvider[]) =>
  providers
    .filter(({ submitIsPaid }) => submitIsPaid)
    .map(({ name, displayName }) => ({ name, displayName }));

function collect(all: readonly ModelDefinition[], offered: readonly ModelDefinition[]) {
  const byId = new Map([...all, ...offered].map((definition) => [definition.card.id, definition]));
  const cards = offered.map(({ card }) => card);
  return { offered, byId, cards: cards.toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn)) };
}
