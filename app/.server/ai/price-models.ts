import type { ModelCard } from "~/domain/models";
import { mapRates, pricesOf, roundUp } from "~/domain/prices";
import type { ModelDefinition } from "./catalog/model-definition";
import { upstreamPrices, type UpstreamPrice } from "./catalog/upstream-prices";

/** The most that a picture to edit has, and what comes of it: its sides are at most 2,048 px. */
const editMegapixels = 4.2;

/**
 * The same models at prices that cover what their dearest route here costs: each keeps its own where that is enough.
 * `creditWorthUsd` is what one credit is worth. Pure.
 */
export function priceModels(
  definitions: readonly ModelDefinition[],
  creditWorthUsd: number,
): ModelDefinition[] {
  return definitions.map((definition) => ({
    ...definition,
    card: priceCard(definition, creditWorthUsd),
  }));
}

function priceCard(definition: ModelDefinition, creditWorthUsd: number): ModelCard {
  const { card, routes } = definition;
  const prices = routes.flatMap(({ id }) => upstreamPrices[id] ?? []);
  if (prices.length === 0) return card;
  const most = (those: readonly UpstreamPrice[], resolution: string) =>
    Math.max(0, ...those.map((price) => usdOf(price, resolution, definition))) / creditWorthUsd;
  // What a whole video costs whatever its length is does not grow with it.
  const wholes = card.durations.length > 0 ? prices.filter(({ per }) => per !== "second") : [];
  const others = prices.filter((price) => !wholes.includes(price));
  const resolutions = card.resolutions.length > 0 ? card.resolutions : [""];
  const rates = Object.fromEntries(resolutions.map((each) => [each, most(others, each)]));
  const base = Math.max(card.priceCredits, roundUp(most(wholes, "")));
  const priced = { ...card, priceCredits: base, rates: mapRates(rates, (rate) => rate) };
  const all = pricesOf(priced).map(({ credits }) => credits);
  const least = Math.min(...all);
  return { ...priced, priceCredits: least, rates: Math.max(...all) > least ? priced.rates : null };
}

function usdOf({ per, usd, baseUsd = 0 }: UpstreamPrice, resolution: string, of: ModelDefinition) {
  const each = typeof usd === "number" ? usd : (usd[resolution] ?? Math.max(...Object.values(usd)));
  return per === "megapixel" ? baseUsd + each * (of.megapixels ?? editMegapixels) : each;
}
