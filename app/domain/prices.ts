/** What one file costs, worked out in the same way on the button and where it is charged. */
import { formatCredits } from "./credits";
import type { ModelCard } from "./models";

type Priced = Pick<ModelCard, "priceCredits" | "rates" | "durations" | "resolutions">;

/** What a price depends on besides the model. */
export interface PriceChoice {
  durationSeconds?: number | undefined;
  resolution?: string | undefined;
}

/** Credits for one file; what was left open is as the model usually has it. */
export function priceOf(model: Priced, { durationSeconds, resolution }: PriceChoice): number {
  const { priceCredits, rates, durations, resolutions } = model;
  const rate = rates?.[resolution ?? resolutions[0] ?? ""] ?? 0;
  return Math.max(priceCredits, roundUp(rate * (durationSeconds ?? durations[0] ?? 1)));
}

/** To whole hundreds of credits. */
export function roundUp(credits: number): number {
  return Math.ceil(Number((credits / 100).toFixed(6))) * 100;
}

/** Everything that there is to choose and changes the price, with what it costs; one where nothing does. */
export function pricesOf(model: Priced): readonly (PriceChoice & { credits: number })[] {
  if (!model.rates) return [{ credits: model.priceCredits }];
  const lengths = model.durations.length > 0 ? model.durations : [undefined];
  const resolutions = model.resolutions.length > 0 ? model.resolutions : [undefined];
  return lengths.flatMap((durationSeconds) =>
    resolutions.map((resolution) => {
      const chosen = { durationSeconds, resolution };
      return { ...chosen, credits: priceOf(model, chosen) };
    }),
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
