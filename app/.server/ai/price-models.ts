import type { ModelCard } from "~/domain/models";
import {
  mapRates,
  type PriceChoice,
  pricesOf,
  rateName,
  roundUp,
  soundChoices,
} from "~/domain/prices";
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
  const most = (those: readonly UpstreamPrice[], choice: PriceChoice) =>
    Math.max(0, ...those.map((price) => usdOf(price, choice, definition))) / creditWorthUsd;
  // What a whole video costs whatever its length is does not grow with it.
  const wholes = card.durations.length > 0 ? prices.filter(({ per }) => per !== "second") : [];
  const others = prices.filter((price) => !wholes.includes(price));
  const sounds = card.hasSoundSwitch ? soundChoices : [undefined];
  const choices = (card.resolutions.length > 0 ? card.resolutions : [undefined]).flatMap(
    (resolution) => sounds.map((sound) => ({ resolution, sound })),
  );
  const rates = Object.fromEntries(choices.map((each) => [rateName(each), most(others, each)]));
  const base = Math.max(card.priceCredits, roundUp(most(wholes, {})));
  const priced = { ...card, priceCredits: base, rates: mapRates(rates, (rate) => rate) };
  const all = pricesOf(priced).map(({ credits }) => credits);
  const least = Math.min(...all);
  return { ...priced, priceCredits: least, rates: Math.max(...all) > least ? priced.rates : null };
}

/** What one file, or one second of it, costs at most. */
export function usdOf(
  price: UpstreamPrice,
  { resolution = "", sound }: PriceChoice,
  of: Pick<ModelDefinition, "megapixels"> & { card: Pick<ModelCard, "pictures"> },
): number {
  const { per, baseUsd = 0, pictureUsd = 0, silentUsd } = price;
  const usd = sound === "off" && silentUsd !== undefined ? silentUsd : price.usd;
  const each = typeof usd === "number" ? usd : (usd[resolution] ?? Math.max(...Object.values(usd)));
  const pictures = of.card.pictures.reduce((sum, { most }) => sum + most, 0) * pictureUsd;
  return (
    pictures + (per === "megapixel" ? baseUsd + each * (of.megapixels ?? editMegapixels) : each)
  );
}
