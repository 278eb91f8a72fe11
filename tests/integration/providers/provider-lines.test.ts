import { afterEach, expect, test } from "vitest";
import { type Trade, trades } from "./trades";
import { openWorkshop } from "./workshop";

const shop = await openWorkshop();
const { world, emulator } = shop;
afterEach(() => emulator.reset());

const tradeOf = (name: string): Trade => {
  const found = trades.find((trade) => trade.name === name);
  if (!found) throw new Error(`There is no trade ${name}`);
  return found;
};

/** Where it waits at the provider, and how many seconds it has until its credits go back. */
async function look(generationId: string) {
  const [row] = await world.sql<{ status: string; waits: boolean; secondsLeft: number }[]>`
    select status, upstream is not null as waits,
      extract(epoch from deadline_at - clock_timestamp())::float as "secondsLeft"
    from generations where id = ${generationId}`;
  if (!row) throw new Error("It is not there");
  return row;
}
const waits = (id: string) => expect.poll(async () => (await look(id)).waits);
const setJobs = (behaviour: { queuedPolls: number; runningPolls: number }) => {
  for (const job of emulator.fal.jobs)
    Object.assign(job, { behaviour: { ...job.behaviour, ...behaviour } });
};

test("a job in fal's line has its time to wait, also in another process, and its time to work from when that begins", async () => {
  const trade = tradeOf("fal: picture");
  const ann = await world.person();
  emulator.fal.behave({ queuedPolls: 1_000_000, runningPolls: 1_000_000 });
  const id = await shop.order(ann, trade, { workSeconds: 300, waitSeconds: 3600 });
  const first = shop.work(id, trade);
  await waits(id).toBe(true);
  expect((await look(id)).secondsLeft).toBeGreaterThan(300);
  await shop.expireLease(id);
  const second = shop.work(id, trade);
  await first;
  expect((await look(id)).secondsLeft).toBeGreaterThan(300);
  setJobs({ queuedPolls: 0, runningPolls: 1_000_000 });
  await waits(id).toBe(false);
  expect((await look(id)).secondsLeft).toBeLessThanOrEqual(300);
  setJobs({ queuedPolls: 0, runningPolls: 0 });
  await second;
  expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
  expect(shop.paid(trade)).toBe(1);
});

test("a job in the line of a Gradio app has its time to wait, and its time to work from when that begins", async () => {
  const trade = tradeOf("Gradio: picture");
  const ann = await world.person();
  emulator.gradio.behave({ hold: "queue" });
  const id = await shop.order(ann, trade, { workSeconds: 300, waitSeconds: 3600 });
  const working = shop.work(id, trade);
  await waits(id).toBe(true);
  expect((await look(id)).secondsLeft).toBeGreaterThan(300);
  emulator.gradio.release();
  await working;
  expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
  const [row] = await world.sql`
    select upstream, extract(epoch from deadline_at - finished_at) <= 300 as "isWorkTime" from generations where id = ${id}`;
  expect(row).toEqual({ upstream: null, isWorkTime: true });
});

test("the work of a task at Wavespeed begins when it is no longer just created", async () => {
  const trade = tradeOf("Wavespeed: picture");
  const ann = await world.person();
  const id = await shop.order(ann, trade, { workSeconds: 300, waitSeconds: 3600 });
  await shop.work(id, trade);
  expect(await shop.outcome(id)).toMatchObject({ status: "succeeded", files: 1 });
  // From the claim on it would be 300 seconds and some microseconds.
  const [row] = await world.sql`
    select upstream, extract(epoch from deadline_at - started_at) > 300.001 as "beganLater" from generations where id = ${id}`;
  expect(row).toEqual({ upstream: null, beganLater: true });
});
