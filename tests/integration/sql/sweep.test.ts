import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { claimById, startWorld } from "./world";

const world = await startWorld();
const { sql, store } = world;

const pastDeadline = (generationId: string) =>
  sql`update generations set created_at = now() - interval '1 hour', deadline_at = now() - interval '1 second' where id = ${generationId}`;
const ledgerRows = async () => (await sql`select 1 from credit_ledger`).length;

test("does nothing when all is well", async () => {
  const ann = await world.person();
  await world.start(ann);
  await world.startAndClaim(ann);
  expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 0 });
});

test("fails and refunds what is past its deadline, queued or running", async () => {
  const ann = await world.person();
  const waiting = await world.start(ann);
  const { id: running } = await world.startAndClaim(ann);
  await Promise.all([pastDeadline(waiting), pastDeadline(running)]);
  expect(await store.sweep(500)).toEqual({ failed: 2, requeued: 0 });
  expect(await world.balance(ann)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});

test("lets a key be used anew once it has expired", async () => {
  const ann = await world.person();
  const idempotencyKey = randomUUID();
  const first = await world.start(ann, { idempotencyKey });
  expect(await world.start(ann, { idempotencyKey })).toBe(first);
  await sql`update generations set created_at = now() - interval '8 days' where id = ${first}`;
  await sql`update idempotency_keys set expires_at = now() - interval '1 second' where key = ${idempotencyKey}`;
  await store.sweep(500);
  expect(await world.start(ann, { idempotencyKey })).not.toBe(first);
});

test("gives up what five workers in a row did not live to end", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  for (let death = 1; death <= 5; death += 1) {
    await claimById(sql, store, generationId);
    expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 0 });
    await sql`update private.generation_jobs set lease_expires_at = now() - interval '1 second' where generation_id = ${generationId}`;
  }
  expect(await store.sweep(500)).toEqual({ failed: 1, requeued: 0 });
  expect(await world.balance(ann)).toBe(10_000);
});

test("enqueues again what lost its message", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  await sql`delete from pgmq.q_generations where message->>'generationId' = ${generationId}`;
  expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 1 });
  expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 0 });
  const messages = await store.readQueue(100, 60);
  expect(messages.filter((message) => message.generationId === generationId)).toHaveLength(1);
});

test("does the same once or twenty times at once", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => world.person()));
  const ids = (
    await Promise.all(people.map((person) => Promise.all([1, 2, 3].map(() => world.start(person)))))
  ).flat();
  await sql`update generations set created_at = now() - interval '1 hour', deadline_at = now() - interval '1 second' where id = any(${ids})`;
  const before = await ledgerRows();
  const sweeps = await Promise.all(Array.from({ length: 20 }, () => store.sweep(500)));
  expect(sweeps.reduce((sum, { failed }) => sum + failed, 0)).toBe(12);
  expect(await ledgerRows()).toBe(before + 12);
  expect(await world.violations()).toEqual([]);
});
