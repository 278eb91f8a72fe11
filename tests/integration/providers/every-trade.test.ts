import { afterEach, expect, test } from "vitest";
import { holdJobs } from "./misbehaviour";
import { deathPoints } from "./mortal";
import { isMade, trades } from "./trades";
import { openWorkshop } from "./workshop";

const shop = await openWorkshop();
const { world, emulator } = shop;
afterEach(() => emulator.reset());

const pictures = trades.filter(({ definition }) => definition.card.kind === "image");
const others = trades.filter((trade) => !pictures.includes(trade));
const lossPoints = ["after submit", "after recordProviderJob"];
const cases = [
  ...pictures.flatMap((trade) => deathPoints.map((point) => ({ trade, point }))),
  ...others.flatMap((trade) => lossPoints.map((point) => ({ trade, point }))),
].map((each) => ({ ...each, name: each.trade.name }));

test("there is a trade for each kind of work, and for each provider", () => {
  expect(new Set(trades.map(({ provider }) => provider))).toEqual(
    new Set(["fal", "wavespeed", "huggingface", "gradio"]),
  );
  expect(new Set(trades.map(({ name }) => name.split(": ")[1]))).toEqual(
    new Set(["picture", "edit", "video from words", "video from a picture"]),
  );
});

test.each(trades)("$name: one file for one charge and one paid request", async (trade) => {
  const ann = await world.person();
  const id = await shop.order(ann, trade);
  await shop.work(id, trade);
  expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
  expect(await world.balance(ann)).toBe(10_000 - trade.definition.card.priceCredits);
  expect(shop.paid(trade)).toBe(1);
  expect(await world.violations()).toEqual([]);
});

test.each(cases)(
  "$name: a worker that dies $point leaves one file for one charge, or gives the credits back",
  async ({ trade, point }) => {
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    await shop.work(id, trade, point);
    await shop.expireLease(id);
    await shop.work(id, trade);
    const made = isMade(trade, point);
    expect(await shop.outcome(id)).toMatchObject(
      made
        ? { status: "succeeded", files: 1 }
        : { status: "failed", failureCode: "ambiguous", files: 0 },
    );
    const { priceCredits } = trade.definition.card;
    expect(await world.balance(ann)).toBe(10_000 - (made ? priceCredits : 0));
    expect(shop.paid(trade)).toBeLessThanOrEqual(1);
    expect(await world.violations()).toEqual([]);
  },
);

test.each(trades)("$name: canceling gives the credits back and stops the work", async (trade) => {
  const ann = await world.person();
  const id = await shop.order(ann, trade);
  holdJobs(emulator);
  const working = shop.work(id, trade);
  await expect.poll(() => shop.paid(trade), { timeout: 10_000 }).toBe(1);
  await world.store.cancel(ann, id);
  await working;
  expect(await shop.outcome(id)).toMatchObject({ status: "canceled", files: 0 });
  expect(await world.balance(ann)).toBe(10_000);
  expect(shop.paid(trade)).toBe(1);
  expect(await world.violations()).toEqual([]);
});
