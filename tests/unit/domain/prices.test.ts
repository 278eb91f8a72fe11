import { expect, test } from "vitest";
import {
  dearestRequest,
  priceKey,
  priceOf,
  pricesOf,
  priceWords,
  scalePrices,
} from "~/domain/prices";

const flat = { priceCredits: 500, rates: null, durations: [5, 10], resolutions: ["720p"] };
const rated = {
  priceCredits: 2000,
  rates: { "720p": 336.5, "1080p": 1680 },
  durations: [5, 10, 15],
  resolutions: ["720p", "1080p"],
};

test("costs the same for every file where nothing changes the price", () => {
  expect(pricesOf(flat)).toEqual([{ credits: 500 }]);
  expect(priceOf(flat, { durationSeconds: 10, resolution: "720p" })).toBe(500);
  expect(priceWords(flat)).toBe("500 credits");
});

test("costs by the second and the resolution, in whole hundreds, and never less than the least", () => {
  expect(pricesOf(rated).map(({ credits }) => credits)).toEqual([
    2000, 8400, 3400, 16_800, 5100, 25_200,
  ]);
  expect(priceWords(rated)).toBe("2,000 to 25,200 credits");
});

test("the dearest request has as many files as there may be, each of the dearest choice", () => {
  expect(dearestRequest({ ...rated, maxOutputs: 4 })).toBe(4 * 25_200);
});

test("takes the usual length and resolution for what was left open", () => {
  expect(priceOf(rated, {})).toBe(2000);
  expect(priceOf(rated, { resolution: "1080p" })).toBe(8400);
});

test("costs by the file where there is no length to choose", () => {
  const picture = { priceCredits: 500, rates: { "1K": 500, "4K": 1340 }, durations: [] };
  const card = { ...picture, resolutions: ["1K", "4K"] };
  expect(pricesOf(card).map(({ credits }) => credits)).toEqual([500, 1400]);
});

test("moves all prices with the least one", () => {
  const half = scalePrices(rated, 1000);
  expect(pricesOf(half).map(({ credits }) => credits)).toEqual([
    1000, 4200, 1700, 8400, 2600, 12_600,
  ]);
  expect(scalePrices(flat, 70)).toMatchObject({ priceCredits: 70, rates: null });
  expect(scalePrices({ ...rated, priceCredits: 0 }, 100).priceCredits).toBe(100);
});

test("tells in one text all that prices are worked out from", () => {
  expect(priceKey(flat)).toBe("500");
  expect(priceKey(rated)).toBe("2000 720p=336.5 1080p=1680");
});
