import { expect, test } from "vitest";
import type { ClaimedGeneration } from "~/.server/generations/port";
import { claimById, fileOf, startWorld } from "./world";

const world = await startWorld();
const { sql, store } = world;

/** The workers that hold these die: their leases run out, and the messages are delivered again. */
async function loseWorkersOf(ids: readonly string[]): Promise<void> {
  await sql`
    update private.generation_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
    where generation_id = any(${[...ids]}) and lease_expires_at is not null`;
  await sql`update pgmq.q_generations set vt = clock_timestamp() - interval '1 second'`;
}

/** Everything that a worker gets when it claims all that the queue delivers, as many at a time as it likes. */
async function takeAll(worker: string): Promise<ClaimedGeneration[]> {
  const messages = await store.readQueue(100, 60);
  const claims = await Promise.all(messages.map((message) => store.claim(message, worker, 60)));
  return claims.filter((claim) => claim !== null);
}

const deathsOf = async (id: string) =>
  (
    await sql`select lost_lease_count from private.generation_jobs where generation_id = ${id}`
  )[0]?.["lost_lease_count"];

test("goes on with the attempt of a worker that died, and counts the death instead", async () => {
  const ann = await world.person();
  const id = await world.start(ann);
  for (let death = 0; death < 4; death += 1) {
    expect((await claimById(sql, store, id)).attempt).toBe(1);
    expect(await deathsOf(id)).toBe(death);
    await loseWorkersOf([id]);
  }
  const last = await claimById(sql, store, id);
  await store.release(last, { delaySeconds: 0, countsAsAttempt: true });
  expect((await claimById(sql, store, id)).attempt).toBe(2);
  expect(await deathsOf(id)).toBe(4);
  expect(await world.violations()).toEqual([]);
  await loseWorkersOf([id]);
  expect(await store.sweep(500)).toEqual({ failed: 1, requeued: 0 });
  expect(await world.balance(ann)).toBe(10_000);
});

test("lets what has outlived workers share a worker with ever fewer of its like", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => world.person()));
  const ids: string[] = [];
  for (const person of people) for (const _ of [1, 2, 3]) ids.push(await world.start(person));
  const shares: number[] = [];
  for (let death = 0; death < 5; death += 1) {
    const claims = await takeAll(`worker ${death}`);
    shares.push(claims.length);
    // The others are taken by workers that die too.
    for (let other = 0; claims.length < ids.length; other += 1) {
      await sql`update pgmq.q_generations set vt = clock_timestamp() - interval '1 second'`;
      claims.push(...(await takeAll(`worker ${death}.${other}`)));
    }
    await loseWorkersOf(ids);
  }
  expect(shares).toEqual([24, 24, 16, 4, 1]);
  expect(await store.sweep(500)).toEqual({ failed: 24, requeued: 0 });
  expect(await world.violations()).toEqual([]);
});

test("gives up the one request that kills workers, and none of the 31 that were in their hands with it", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => world.person()));
  const all = await Promise.all(
    people.flatMap((person) => [1, 2, 3, 4].map(() => world.start(person))),
  );
  const [poison = "", ...innocent] = all;
  let deaths = 0;
  for (let worker = 0; worker < 60; worker += 1) {
    const claims = await takeAll(`worker of the 32, ${worker}`);
    if (claims.some(({ id }) => id === poison)) {
      deaths += 1;
      await loseWorkersOf(claims.map(({ id }) => id));
    } else {
      for (const claim of claims) await store.complete(claim, claim.mediaIds.map(fileOf));
      await sql`update pgmq.q_generations set vt = clock_timestamp() - interval '1 second'`;
    }
    if ((await world.status(poison)) === "failed" && claims.length === 0) break;
  }
  expect(deaths).toBe(5);
  const [row] =
    await sql`select status, failure_code, attempts from generations where id = ${poison}`;
  expect(row).toEqual({ status: "failed", failure_code: "attempts_exhausted", attempts: 1 });
  const kept = await sql`select cause from private.dead_letters where generation_id = ${poison}`;
  expect([...kept]).toEqual([{ cause: "workers died" }]);
  const ends = await sql`select distinct status from generations where id = any(${innocent})`;
  expect([...ends]).toEqual([{ status: "succeeded" }]);
  expect(await world.violations()).toEqual([]);
});
