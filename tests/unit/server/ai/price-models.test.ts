import { expect, test } from "vitest";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { upstreamPrices, type UpstreamPrice } from "~/.server/ai/catalog/upstream-prices";
import { modelDefinitions } from "~/.server/ai/known-models";
import { priceModels } from "~/.server/ai/price-models";
import { usableModels } from "~/.server/ai/registry";
import type { AiProvider } from "~/.server/ai/port";
import { priceKey, type PriceChoice, pricesOf, priceOf, soundChoices } from "~/domain/prices";

const worth = 0.0001;
const priced = priceModels(modelDefinitions, worth);
const cardOf = (id: string, all: readonly ModelDefinition[] = priced) =>
  all.find(({ card }) => card.id === id)!.card;

/** What a provider asks for one file, worked out from the table alone. */
function askedUsd(price: UpstreamPrice, chosen: PriceChoice, megapixels: number): number {
  const { per, baseUsd = 0, silentUsd } = price;
  const usd = chosen.sound === "off" ? (silentUsd ?? price.usd) : price.usd;
  const each = typeof usd === "number" ? usd : usd[chosen.resolution ?? ""]!;
  const times = { file: 1, second: chosen.durationSeconds ?? 1, megapixel: megapixels }[per];
  return baseUsd + each * times;
}

test("no choice of any model costs its dearest provider more than it brings", () => {
  let combinations = 0;
  for (const { card, routes, megapixels = 2048 ** 2 / 1e6 } of priced) {
    const lengths = card.durations.length > 0 ? card.durations : [undefined];
    const resolutions = card.resolutions.length > 0 ? card.resolutions : [undefined];
    for (const durationSeconds of lengths)
      for (const resolution of resolutions)
        for (const sound of card.hasSoundSwitch ? soundChoices : [undefined])
          for (const { id } of routes) {
            const price = upstreamPrices[id];
            if (!price) continue;
            const chosen = { durationSeconds, resolution, sound };
            const bringsUsd = priceOf(card, chosen) * worth;
            const further = card.pictures.reduce((sum, { most }) => sum + most, 0);
            const asked = askedUsd(price, chosen, megapixels) + further * (price.pictureUsd ?? 0);
            expect([id, chosen, bringsUsd + 1e-9 >= asked]).toEqual([id, chosen, true]);
            combinations += 1;
          }
  }
  expect(combinations).toBeGreaterThan(200);
});

test("every price that is stated is of a route that there is, and says every resolution of its model", () => {
  const routes = new Map(
    modelDefinitions.flatMap(({ card, routes: all }) => all.map(({ id }) => [id, card] as const)),
  );
  for (const [id, { usd }] of Object.entries(upstreamPrices)) {
    const card = routes.get(id);
    expect([id, card?.id]).toEqual([id, expect.any(String)]);
    const said = typeof usd === "number" ? card?.resolutions : Object.keys(usd);
    expect(said).toEqual(expect.arrayContaining([...(card?.resolutions ?? [])]));
  }
});

test("what its usual price covers keeps it", () => {
  expect(cardOf("flux-dev")).toMatchObject({ priceCredits: 500, rates: null });
  expect(cardOf("flux-kontext-pro")).toMatchObject({ priceCredits: 1000, rates: null });
  expect(cardOf("painter")).toBe(modelDefinitions.find(({ card }) => card.id === "painter")!.card);
});

test("what costs more costs more here: by the picture, the resolution and the second", () => {
  expect(cardOf("flux-2-max")).toMatchObject({ priceCredits: 1100, rates: null });
  expect(pricesOf(cardOf("nano-banana-pro")).map(({ credits }) => credits)).toEqual([
    1500, 1500, 3000,
  ]);
  const kling = cardOf("kling-3-pro");
  expect(priceOf(kling, { durationSeconds: 5 })).toBe(8400);
  expect(priceOf(kling, { durationSeconds: 15 })).toBe(25_200);
  expect(priceOf(kling, { durationSeconds: 5, sound: "off" })).toBe(5600);
});

test("a provider that asks the same for every length raises the least price alone", () => {
  const only = (name: string) =>
    priceModels(usableModels(modelDefinitions, [{ name } as AiProvider]), worth);
  const lengths = (name: string) =>
    pricesOf(cardOf("veo-3-1-fast", only(name))).map(({ credits }) => credits);
  expect(lengths("wavespeed")).toEqual([12_000]);
  expect(lengths("fal")).toEqual([
    ...[12_000, 8000, 12_000, 8000, 9000, 6000, 9000, 6000],
    ...[6000, 4000, 6000, 4000],
  ]);
});

test("going on from a film costs by the seconds that are added, and Veo's seven by the sound", () => {
  const each = (id: string) => pricesOf(cardOf(id)).map(({ credits }) => credits);
  expect(each("grok-imagine-extend")).toEqual([5700, 9500]);
  expect(each("ltx-2-3-extend")).toEqual([5000, 8000, 10_000, 15_000]);
  expect(each("veo-3-1-fast-extend")).toEqual([10_500]);
  const onFal = priceModels(usableModels(modelDefinitions, [{ name: "fal" } as AiProvider]), worth);
  const veo = pricesOf(cardOf("veo-3-1-fast-extend", onFal));
  expect(veo.map(({ sound, credits }) => [sound, credits])).toEqual([
    ["on", 10_500],
    ["off", 7000],
  ]);
});

test("a credit that is worth more buys more", () => {
  const dear = priceModels(modelDefinitions, 0.001);
  expect(priceKey(cardOf("kling-3-pro", dear))).toBe("3000");
  expect(priceKey(cardOf("nano-banana-pro", dear))).toBe("500");
});
