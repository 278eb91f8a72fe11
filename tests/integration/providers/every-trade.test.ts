import { afterEach, expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { holdJobs, pathsOf } from "./misbehaviour";
import { deathPoints } from "./mortal";
import { isMade, trades, type Trade } from "./trades";
import { openWorkshop, sourceMarks } from "./workshop";

const shop = await openWorkshop();
const { world, emulator } = shop;
afterEach(() => emulator.reset());

const pictures = trades.filter(({ definition }) => definition.card.kind === "image");
const others = trades.filter((trade) => !pictures.includes(trade));
const lossPoints = ["after submit", "after recordProviderJob"];
/** Whoever dies while a film is on its way has sent nothing that costs money. */
const uploadPoints = ["before prepare", "after prepare"];
const films = trades.filter(({ definition }) => definition.card.film !== null);
const cases = [
  ...films.flatMap((trade) => uploadPoints.map((point) => ({ trade, point }))),
  ...pictures.flatMap((trade) => deathPoints.map((point) => ({ trade, point }))),
  ...others.flatMap((trade) => lossPoints.map((point) => ({ trade, point }))),
].map((each) => ({ ...each, name: each.trade.name }));

test("there is a trade for each kind of work, and for each provider", () => {
  expect(new Set(trades.map(({ provider }) => provider))).toEqual(
    new Set(["fal", "wavespeed", "huggingface", "gradio"]),
  );
  expect(new Set(trades.map(({ name }) => name.split(": ")[1]))).toEqual(
    new Set([
      "picture",
      "edit",
      "tool",
      "video from words",
      "video from a picture",
      "video from a video",
    ]),
  );
});

test.each(trades)(
  "$name: one file for one charge and one paid request, which tells nothing of how its source was made",
  async (trade) => {
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    await shop.work(id, trade);
    expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
    expect(await world.balance(ann)).toBe(10_000 - trade.definition.card.priceCredits);
    expect(shop.paid(trade)).toBe(1);
    const told = Object.values(sourceMarks).filter((words) =>
      emulator.received.some(({ body }) => body.includes(words)),
    );
    expect(told).toEqual([]);
    expect(await world.violations()).toEqual([]);
  },
);

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
  await expect.poll(() => shop.paid(trade)).toBe(1);
  await world.store.cancel(ann, id);
  await working;
  await expectCanceled(ann, id, trade);
});

test.each(trades.filter(({ provider }) => provider === "fal" || provider === "gradio"))(
  "$name: what is canceled after it has told of its progress is canceled at the provider",
  async (trade) => {
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    holdJobs(emulator);
    const working = shop.work(id, trade);
    await expect.poll(() => shop.progress(id)).toBeGreaterThan(0);
    await world.store.cancel(ann, id);
    await working;
    await expectCanceled(ann, id, trade);
  },
);

test.each(
  pictures
    .filter((trade) => pathsOf(trade).cancel !== null)
    .flatMap((trade) => [
      { ...trade, delayMs: 300, when: "before the worker hears of it" },
      { ...trade, delayMs: 1500, when: "after the worker has heard of it" },
    ]),
)(
  "$name: a submit that is answered when nobody wants it any more, $when, is canceled at the provider",
  async ({ delayMs, ...trade }) => {
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    holdJobs(emulator);
    const path = pathsOf(trade).submit;
    emulator.order({ path, method: "POST", times: 1, what: "delay", delayMs });
    const working = shop.work(id, trade);
    await expect.poll(() => shop.paid(trade)).toBe(1);
    await world.store.cancel(ann, id);
    await working;
    await expectCanceled(ann, id, trade);
  },
);

test.each(pictures.filter(({ canResume }) => canResume))(
  "$name: a job that nobody can ask about for five attempts is not given up",
  async (trade) => {
    const ann = await world.person();
    const id = await shop.order(ann, trade);
    const outage = { what: "answer", answer: { status: 502 } } as const;
    // Each attempt asks nine times.
    emulator.order({ path: pathsOf(trade).status ?? "", method: "GET", times: 45, ...outage });
    for (let attempt = 1; attempt <= 6; attempt += 1) await shop.work(id, trade);
    expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
    expect(shop.paid(trade)).toBe(1);
    expect(await world.violations()).toEqual([]);
  },
);

/**
 * The credits are back, and the provider was asked once to stop what it had been paid once for, where it can be asked.
 */
async function expectCanceled(ann: Viewer, id: string, trade: Trade): Promise<void> {
  expect(await shop.outcome(id)).toMatchObject({ status: "canceled", files: 0 });
  expect(await world.balance(ann)).toBe(10_000);
  expect(shop.paid(trade)).toBe(1);
  const { cancel } = pathsOf(trade);
  expect(cancel && emulator.count(...cancel)).toBe(cancel && 1);
  expect(await world.violations()).toEqual([]);
}
