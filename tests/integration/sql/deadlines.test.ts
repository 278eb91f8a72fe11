import { expect, test } from "vitest";
import { claimById, startWorld } from "./world";

const world = await startWorld();
const { sql, store } = world;

/** As if it had been asked for so long ago. */
const age = (generationId: string, minutes: number) => sql`
  update generations set created_at = created_at - make_interval(mins => ${minutes}),
    deadline_at = deadline_at - make_interval(mins => ${minutes})
  where id = ${generationId}`;
const timesOf = async (generationId: string) => {
  const [row] = await sql<{ waiting: number; working: number | null; words: string | null }[]>`
    select extract(epoch from deadline_at - created_at)::float as waiting,
      extract(epoch from deadline_at - started_at)::float as working, failure_words as words
    from generations where id = ${generationId}`;
  if (!row) throw new Error("It is not there");
  return row;
};

test("time in line is not taken from the work", async () => {
  const ann = await world.person();
  const id = await world.start(ann, { workSeconds: 2700, waitSeconds: 3600 });
  expect((await timesOf(id)).waiting).toBeCloseTo(3600, 0);
  await age(id, 59);
  const claim = await claimById(sql, store, id);
  expect(claim.secondsToDeadline).toBeGreaterThan(2690);
  expect((await timesOf(id)).working).toBeCloseTo(2700, 0);
});

test("another attempt gets no more time", async () => {
  const ann = await world.person();
  const first = await world.startAndClaim(ann, { workSeconds: 300 });
  const [before] = await sql`select deadline_at from generations where id = ${first.id}`;
  await store.release(first, { delaySeconds: 0, countsAsAttempt: true });
  await claimById(sql, store, first.id);
  expect(await sql`select deadline_at from generations where id = ${first.id}`).toEqual([before]);
});

test("what waits longer than it may is given back, and says why", async () => {
  const ann = await world.person();
  const [swept, read] = [await world.start(ann), await world.start(ann)];
  await age(swept, 61);
  expect(await store.sweep(500)).toEqual({ failed: 1, requeued: 0 });
  await age(read, 61);
  await expect(claimById(sql, store, read)).rejects.toThrow("could not be claimed");
  for (const id of [swept, read]) {
    expect(await world.status(id)).toBe("failed");
    expect((await timesOf(id)).words).toBe("Its turn didn't come in time.");
  }
  expect(await world.balance(ann)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});

test("work that takes longer than it may is given back, and says why", async () => {
  const ann = await world.person();
  const { id } = await world.startAndClaim(ann, { workSeconds: 300 });
  await age(id, 5);
  expect(await store.sweep(500)).toEqual({ failed: 1, requeued: 0 });
  expect((await timesOf(id)).words).toBe("It didn't finish in time.");
});

test("time in a provider's line is not taken from the work", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann, { workSeconds: 300, waitSeconds: 3600 });
  expect(await store.reportPlace(claim, { place: 3 })).toBeCloseTo(3600, -1);
  expect((await timesOf(claim.id)).waiting).toBeCloseTo(3600, -1);
  await age(claim.id, 59);
  expect(await store.reportPlace(claim, { place: 0 })).toBeLessThan(61);
  expect(await store.reportPlace(claim, null)).toBeCloseTo(300, -1);
  expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 0 });
});

test("work that goes back into a provider's line gets new time until the wait is over, and none after", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann, { workSeconds: 300, waitSeconds: 3600 });
  await store.reportPlace(claim, { place: null });
  await store.reportPlace(claim, null);
  await age(claim.id, 3);
  await store.reportPlace(claim, { place: null });
  expect(await store.reportPlace(claim, null)).toBeCloseTo(300, -1);
  await age(claim.id, 58);
  await sql`update generations set deadline_at = clock_timestamp() + interval '4 minutes' where id = ${claim.id}`;
  expect(await store.reportPlace(claim, { place: 2 })).toBeCloseTo(240, -1);
  expect(await store.reportPlace(claim, null)).toBeCloseTo(240, -1);
});

test("the time to wait at a provider goes on through another worker", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann, { workSeconds: 300, waitSeconds: 3600 });
  await store.reportPlace(claim, { place: 3 });
  await age(claim.id, 20);
  await store.release(claim, { delaySeconds: 0, countsAsAttempt: false });
  const again = await claimById(sql, store, claim.id);
  expect(again.secondsToDeadline).toBeCloseTo(2400, -1);
  expect(await store.reportPlace(again, null)).toBeCloseTo(300, -1);
});

test("what waits at a provider longer than it may is given back, and says that its turn did not come", async () => {
  const ann = await world.person();
  const { id, ...claim } = await world.startAndClaim(ann, { workSeconds: 300, waitSeconds: 3600 });
  await store.reportPlace({ id, ...claim }, { place: 3 });
  await age(id, 61);
  expect(await store.sweep(500)).toEqual({ failed: 1, requeued: 0 });
  expect((await timesOf(id)).words).toBe("Its turn didn't come in time.");
  expect(await world.balance(ann)).toBe(10_000);
});
