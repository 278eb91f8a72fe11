import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { offerModels } from "~/domain/offered-models";
import { dearestRequest, maxRequestCredits, priceOf } from "~/domain/prices";
import type { SettingsView } from "~/domain/views";

const cards = modelDefinitions.map(({ card }) => card);
const nothing: SettingsView = {
  ...{ signUpsOpen: true, signupCredits: null, disabledKinds: [], maintenance: null },
  disabledMessage: null,
  ...{ providers: {}, models: {}, health: {}, maxRunningPerUser: 10 },
};
const offer = (changes: Partial<SettingsView>, providers: readonly string[], id: string) =>
  offerModels(
    cards.filter((card) => card.id === id),
    { ...nothing, ...changes },
    () => providers,
  )[0];

test("a model is off with every provider that runs it, and says their words", () => {
  const fal = { fal: { enabled: false, message: "Fal has trouble." } };
  const both = { ...fal, wavespeed: { enabled: false } };
  expect(offer({ providers: fal }, ["fal", "wavespeed"], "painter")).toMatchObject({
    enabled: true,
    message: null,
  });
  expect(offer({ providers: both }, ["fal", "wavespeed"], "painter")).toMatchObject({
    enabled: false,
    message: "Fal has trouble.",
  });
  const models = { painter: { message: "Its own words." } };
  expect(offer({ providers: fal, models }, ["fal"], "painter")?.message).toBe("Its own words.");
  expect(offer({ providers: fal }, [], "painter")?.enabled).toBe(true);
});

test("a model of a tab that is off is off, and says what the admins say of the tab, else the usual words", () => {
  const models = { painter: { message: "Its own words." } };
  const off = { disabledKinds: ["image" as const], models };
  expect(offer(off, [], "painter")).toMatchObject({
    enabled: false,
    message: "This tab is switched off right now. Come back later.",
  });
  const said = { ...off, disabledMessage: "Pictures are back on Monday." };
  expect(offer(said, [], "painter")?.message).toBe("Pictures are back on Monday.");
  expect(offer({ ...said, disabledKinds: ["video"] }, [], "painter")?.message).toBe(
    "Its own words.",
  );
});

test("an admin's rates count by their names, beside the model's other ones, and never below the least price", () => {
  const card = cards.find(({ rates, durations }) => rates && durations.length > 1);
  const [name = "", second] = Object.keys(card?.rates ?? {});
  const id = card?.id ?? "";
  const rates = { [name]: 1000, nonsense: 1 };
  const offered = offer({ models: { [id]: { rates, priceCredits: 2500 } } }, [], id);
  expect(Object.keys(offered?.rates ?? {})).toEqual(Object.keys(card?.rates ?? {}));
  expect(offered?.rates?.[name]).toBe(1000);
  expect(second === undefined || offered?.rates?.[second] !== 1000).toBe(true);
  const priced = offered ?? cards[0]!;
  expect(priceOf(priced, { resolution: name, durationSeconds: 7 })).toBe(7000);
  expect(priceOf(priced, { resolution: name, durationSeconds: 1 })).toBe(2500);
});

test("every model can be started at its usual prices, with the dearest choices", () => {
  const tooDear = cards.filter((card) => dearestRequest(card) > maxRequestCredits);
  expect(tooDear.map(({ id }) => id)).toEqual([]);
});
