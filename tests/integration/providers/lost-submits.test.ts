import { afterEach, expect, test } from "vitest";
import { pathsOf } from "./misbehaviour";
import { trades, type Trade } from "./trades";
import { openWorkshop } from "./workshop";

const shop = await openWorkshop();
const { world, emulator } = shop;
afterEach(() => emulator.reset());

/** How the second attempt loses the answer to its submit: on the way, or with the whole process. */
const losses = ["on its way", "with the worker"];
const finders = trades
  .filter(({ canFind, definition }) => canFind && definition.card.kind === "image")
  .flatMap((trade) => losses.map((loss) => ({ ...trade, loss })));

/**
 * Two attempts: the first one's job fails at no cost, the second one's submit is answered to nobody and listed late.
 */
async function loseSecondSubmit(trade: Trade & { loss: string }, unlistedLooks: number) {
  const { fal, wavespeed } = emulator;
  const ann = await world.person();
  const id = await shop.order(ann, trade);
  fal.behave({ failure: { status: 500, type: "internal_server_error" } });
  wavespeed.behave({ end: { status: "failed", code: 5000 } });
  await shop.work(id, trade);
  fal.behave({ failure: null, unlistedLooks });
  wavespeed.behave({ end: { status: "completed" }, unlistedLooks });
  const isDeath = trade.loss === "with the worker";
  if (!isDeath)
    emulator.order({
      method: "POST",
      path: pathsOf(trade).submit,
      times: 1,
      what: "drop after",
    });
  await shop.work(id, trade, isDeath ? "after submit" : undefined);
  await shop.expireLease(id);
  for (let attempt = 3; attempt <= 5; attempt += 1) await shop.work(id, trade);
  expect(shop.paid(trade)).toBe(2);
  expect(await world.violations()).toEqual([]);
  const { status, files, failureCode } = await shop.outcome(id);
  return { status, files, failureCode, balance: await world.balance(ann) };
}

test.each(finders)(
  "$name: a lost submit is found behind a job of the same request that has failed ($loss)",
  async (trade) => {
    const { priceCredits } = trade.definition.card;
    expect(await loseSecondSubmit(trade, 1)).toEqual({
      status: "succeeded",
      files: 1,
      failureCode: null,
      balance: 10_000 - priceCredits,
    });
  },
);

test.each(finders)(
  "$name: a failed job of the same request is never taken for a lost one that is not listed ($loss)",
  async (trade) => {
    const ended = { status: "failed", files: 0, failureCode: "ambiguous", balance: 10_000 };
    expect(await loseSecondSubmit(trade, 5)).toEqual(ended);
  },
);
