/** What one file costs, worked out in the same way on the button and where it is charged. */
import { formatCredits } from "./credits";
import type { ModelCard } from "./models";

type Priced = Pick<ModelCard, "priceCredits" | "rates" | "durations" | "resolutions">;

/** Of videos that come with or without sound. With, if left out. */
export const soundChoices = ["on", "off"] as const;
export type Sound = (typeof soundChoices)[number];

/** What a price depends on besides the model. */
export interface PriceChoice {
  durationSeconds?: number | undefined;
  resolution?: string | undefined;
  sound?: Sound | undefined;
}

/**
 * Under which name the rate of a choice stands: its resolution, an empty name where there is none to choose. Without
 * sound it has one of its own where it costs another price.
 */
export function rateName({ resolution = "", sound }: PriceChoice): string {
  return sound === "off" ? `${resolution} silent`.trim() : resolution;
}

/** Credits for one file; what was left open is as the model usually has it. */
export function priceOf(model: Priced, { durationSeconds, ...choice }: PriceChoice): number {
  const { priceCredits, rates, durations, resolutions } = model;
  const resolution = choice.resolution ?? resolutions[0];
  const silent = choice.sound === "off" && rates?.[rateName({ resolution, sound: "off" })];
  const rate = silent || (rates?.[rateName({ resolution })] ?? 0);
  return Math.max(priceCredits, roundUp(rate * (durationSeconds ?? durations[0] ?? 1)));
}

/** To whole hundreds of credits. */
export function roundUp(credits: number): number {
  return Math.ceil(Number((credits / 100).toFixed(6))) * 100;
}

/** Everything that there is to choose and changes the price, with what it costs; one where nothing does. */
export function pricesOf(model: Priced): readonly (PriceChoice & { credits: number })[] {
  if (!model.rates) return [{ credits: model.priceCredits }];
  const { rates, durations } = model;
  const lengths = durations.length > 0 ? durations : [undefined];
  const resolutions = model.resolutions.length > 0 ? model.resolutions : [undefined];
  const hasSilent = resolutions.some(
    (each) => rateName({ resolution: each, sound: "off" }) in rates,
  );
  const sounds = hasSilent ? soundChoices : [undefined];
  return lengths.flatMap((durationSeconds) =>
    resolutions.flatMap((resolution) =>
      sounds.map((sound) => {
        const chosen = { durationSeconds, resolution, ...(sound && { sound }) };
        return { ...chosen, credits: priceOf(model, chosen) };
      }),
    ),
  );
}

/** `500 credits`, or `2,000 to 8,400 credits` where it depends. */
export function priceWords(model: Priced): string {
  const most = Math.max(...pricesOf(model).map(({ credits }) => credits));
  const least = model.priceCredits;
  return most > least
    ? `${least.toLocaleString("en-US")} to ${formatCredits(most)}`
    : formatCredits(least);
}

/** The most that the books take for one request, in credits. */
export const maxRequestCredits = 1_000_000;

/** What the dearest request costs, with as many files as there may be. */
export function dearestRequest(model: Priced & Pick<ModelCard, "maxOutputs">): number {
  return Math.max(...pricesOf(model).map(({ credits }) => credits)) * model.maxOutputs;
}

/** All that a price is worked out from, as a form sends back what its button was priced by. */
export function priceKey({ priceCredits, rates }: Priced): string {
  const each = Object.entries(rates ?? {}).map(([resolution, rate]) => `${resolution}=${rate}`);
  return [priceCredits, ...each].join(" ");
}

/** The same prices for whoever asks `priceCredits` for the cheapest: all of them move with it. */
export function scalePrices<Model extends Priced>(model: Model, priceCredits: number): Model {
  const by = model.priceCredits > 0 ? priceCredits / model.priceCredits : 1;
  return {
    ...model,
    priceCredits,
    rates: model.rates && mapRates(model.rates, (rate) => rate * by),
  };
}

/** Each rate changed, to a thousandth of a credit. */
export function mapRates(
  rates: Readonly<Record<string, number>>,
  change: (rate: number) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(rates).map(([name, rate]) => [name, Number(change(rate).toFixed(3))]),
  );
}
