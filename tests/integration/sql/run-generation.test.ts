import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { claimById, fileOf, refusalOf, startWorld } from "./world";

const world = await startWorld();
const asked = { provider: "fal", route: "fal:some-model" };
const { sql, store } = world;

const messageOf = async (generationId: string) => {
  const [row] = await sql<{ id: string }[]>`
    select message_id as id from private.generation_jobs where generation_id = ${generationId}`;
  return { messageId: Number(row?.id), generationId, deliveries: 1 };
};
const hiddenSeconds = async (generationId: string) => {
  const { messageId } = await messageOf(generationId);
  const [row] = await sql<{ s: number }[]>`
    select extract(epoch from vt - clock_timestamp())::float as s from pgmq.q_generations where msg_id = ${messageId}`;
  return row?.s;
};
const afterFailure = (delaySeconds: number) => ({ delaySeconds, countsAsAttempt: true });
const expireLease = (generationId: string) =>
  sql`update private.generation_jobs set lease_expires_at = now() - interval '1 second' where generation_id = ${generationId}`;

test("delivers each message to one reader at a time", async () => {
  await sql`delete from pgmq.q_generations`;
  const ann = await world.person();
  const ids = await Promise.all(Array.from({ length: 5 }, () => world.start(ann)));
  const reads = await Promise.all([
    store.readQueue(3, 60),
    store.readQueue(3, 60),
    store.readQueue(3, 60),
  ]);
  const delivered = reads.flat().map((message) => message.generationId);
  expect(delivered.toSorted()).toEqual(ids.toSorted());
  expect(reads.flat().every((message) => message.deliveries === 1)).toBe(true);
});

test("delivers a message again once its time is over", async () => {
  await sql`delete from pgmq.q_generations`;
  const ann = await world.person();
  const generationId = await world.start(ann);
  await store.readQueue(1, 60);
  expect(await store.readQueue(1, 60)).toEqual([]);
  await sql`update pgmq.q_generations set vt = now()`;
  expect(await store.readQueue(1, 60)).toMatchObject([{ generationId, deliveries: 2 }]);
});

test("leaves a message of an unknown version to newer code", async () => {
  await sql`delete from pgmq.q_generations`;
  await sql`select pgmq.send('generations', '{"version": 2, "generationId": "x"}')`;
  expect(await store.readQueue(5, 60)).toEqual([]);
  const [row] =
    await sql`select extract(epoch from vt - now()) > 3000 as hidden from pgmq.q_generations`;
  expect(row?.["hidden"]).toBe(true);
});

test("puts an unreadable message aside", async () => {
  await sql`delete from pgmq.q_generations`;
  await sql`select pgmq.send('generations', '{"version": 1, "generationId": "not an id"}')`;
  expect(await store.readQueue(5, 60)).toEqual([]);
  expect(await sql`select 1 from pgmq.q_generations`).toHaveLength(0);
  const [kept] = await sql`select cause, message from private.dead_letters`;
  expect(kept).toEqual({ cause: "unreadable", message: { version: 1, generationId: "not an id" } });
});

test("hands a claim everything that a worker needs", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds, negativePrompt: "fog" });
  expect(claim).toEqual({
    id: claim.id,
    userId: ann.userId,
    routeOrder: [],
    providersOff: [],
    leaseToken: expect.any(String),
    attempt: 1,
    maxAttempts: 3,
    kind: "image",
    model: "painter",
    prompt: "A red house by the sea",
    isPrompted: true,
    negativePrompt: "fog",
    settings: { seed: 7, shape: "1:1" },
    mediaIds,
    sourceMediaId: null,
    inputs: [],
    submitted: null,
    upstream: null,
    secondsToDeadline: expect.any(Number),
  });
  expect(claim.secondsToDeadline).toBeGreaterThan(290);
  expect(await world.status(claim.id)).toBe("running");
});

test("gives one of 20 parallel claims the lease", async () => {
  const ann = await world.person();
  const message = await messageOf(await world.start(ann));
  const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(message, "w", 60)));
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
});

test("keeps a message hidden as long as another worker's lease lives", async () => {
  const ann = await world.person();
  const { id } = await world.startAndClaim(ann);
  expect(await store.claim(await messageOf(id), "another", 60)).toBeNull();
  expect(await hiddenSeconds(id)).toBeGreaterThan(50);
});

test("gives the work to another worker once the lease has run out, and fences the first one off", async () => {
  const ann = await world.person();
  const slow = await world.startAndClaim(ann);
  await expireLease(slow.id);
  const quick = await claimById(sql, store, slow.id);
  expect(quick.attempt).toBe(1);
  expect(quick.leaseToken).not.toBe(slow.leaseToken);
  const before = await sql`select * from generations where id = ${slow.id}`;
  const stale = await Promise.all([
    refusalOf(store.recordSubmitIntent(slow, asked)),
    refusalOf(store.recordProviderJob(slow, asked, {}, null)),
    refusalOf(store.reportProgress(slow, 0.5)),
    refusalOf(store.complete(slow, slow.mediaIds.map(fileOf))),
    refusalOf(store.fail(slow, "busy", "Busy.")),
    refusalOf(store.release(slow, afterFailure(0))),
  ]);
  expect(stale.map(({ code }) => code)).toEqual(Array(6).fill("stale_lease"));
  expect(await store.heartbeat(slow, 60)).toBe("taken");
  expect(await sql`select * from generations where id = ${slow.id}`).toEqual(before);
  await store.complete(quick, quick.mediaIds.map(fileOf));
  expect(await world.violations()).toEqual([]);
});

test("lets a worker finish late when nobody has taken over", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await expireLease(claim.id);
  expect(await store.heartbeat(claim, 60)).toBe("held");
  await expireLease(claim.id);
  await store.complete(claim, claim.mediaIds.map(fileOf));
  expect(await world.status(claim.id)).toBe("succeeded");
});

test("extends lease and visibility with a heartbeat", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  expect(await store.heartbeat(claim, 600)).toBe("held");
  expect(await hiddenSeconds(claim.id)).toBeGreaterThan(590);
  const [job] = await sql`
    select extract(epoch from lease_expires_at - now()) > 590 as long from private.generation_jobs where generation_id = ${claim.id}`;
  expect(job?.["long"]).toBe(true);
});

test("tells the next worker what was submitted", async () => {
  const ann = await world.person();
  const first = await world.startAndClaim(ann);
  const intent = await store.recordSubmitIntent(first, asked);
  expect(Math.abs(intent.intendedAt.getTime() - Date.now())).toBeLessThan(3_600_000);
  await expireLease(first.id);
  const second = await claimById(sql, store, first.id);
  expect(second.submitted).toEqual({ ...asked, ...intent, job: null });
  await store.recordProviderJob(second, asked, { requestId: "r-1" }, "r-1");
  await store.release(second, afterFailure(0));
  const third = await claimById(sql, store, first.id);
  expect(third.submitted).toEqual({ ...asked, ...intent, job: { requestId: "r-1" } });
});

test("tells of each submit which jobs came before it, and when it was about to leave", async () => {
  const ann = await world.person();
  const first = await world.startAndClaim(ann);
  const before = await store.recordSubmitIntent(first, asked);
  expect(before.endedRequestIds).toEqual([]);
  await store.recordProviderJob(first, asked, {}, "r-5");
  await store.withdrawSubmitIntent(first);
  await store.recordSubmitIntent(first, asked);
  await store.withdrawSubmitIntent(first);
  await store.release(first, afterFailure(0));
  const second = await claimById(sql, store, first.id);
  const intent = await store.recordSubmitIntent(second, asked);
  expect(intent.endedRequestIds).toEqual(["r-5"]);
  expect(intent.intendedAt.getTime()).toBeGreaterThan(before.intendedAt.getTime());
  await expireLease(first.id);
  expect((await claimById(sql, store, first.id)).submitted).toEqual({
    ...asked,
    ...intent,
    job: null,
  });
});

test("forgets a submit that was turned down, and a job that ended at no cost", async () => {
  const ann = await world.person();
  const first = await world.startAndClaim(ann);
  await store.recordSubmitIntent(first, asked);
  await store.withdrawSubmitIntent(first);
  await store.release(first, afterFailure(0));
  const second = await claimById(sql, store, first.id);
  expect(second.submitted).toBeNull();
  expect(await refusalOf(store.withdrawSubmitIntent(first))).toMatchObject({ code: "stale_lease" });
  await store.recordProviderJob(second, asked, { requestId: "r-3" }, "r-3");
  await store.withdrawSubmitIntent(second);
  await store.fail(second, "upstream_failure", "It broke.");
  expect(
    await sql`select from private.provider_orphans where generation_id = ${first.id}`,
  ).toHaveLength(0);
});

test("takes no job of a provider for two generations", async () => {
  const ann = await world.person();
  const [first, second] = [await world.startAndClaim(ann), await world.startAndClaim(ann)];
  await store.recordProviderJob(first, asked, { requestId: "r-4" }, "r-4");
  await store.recordProviderJob(first, asked, { requestId: "r-4" }, "r-4");
  await expect(store.recordProviderJob(second, asked, {}, "r-4")).rejects.toThrow(
    "provider_request",
  );
});

test("tells a worker the administrators' order of routes, and when it was asked", async () => {
  const ann = await world.person();
  expect((await world.startAndClaim(ann)).routeOrder).toEqual([]);
  await sql`update app_settings set models = '{"painter": {"routes": ["b:2", "a:1"]}}'`;
  const claim = await world.startAndClaim(ann);
  await sql`update app_settings set models = '{}'`;
  expect(claim.routeOrder).toEqual(["b:2", "a:1"]);
});

test("never lets progress go back", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const shown: unknown[] = [];
  for (const progress of [0.6, 0.4, 7]) {
    await store.reportProgress(claim, progress);
    const [row] = await sql`select progress from generations where id = ${claim.id}`;
    shown.push(row?.["progress"]);
  }
  expect(shown).toEqual([0.6, 0.6, 1]);
});

test("shows where running work waits in a provider's line, and what was said besides once it is done", async () => {
  const ann = await world.person();
  const pages = createSupabasePages(world.database);
  const claim = await world.startAndClaim(ann);
  expect(claim.upstream).toBeNull();
  const shown = async () => (await pages.generation(ann, claim.id)).generation;
  const places: unknown[] = [];
  for (const upstream of [{ place: 3 }, { place: null }, null, { place: 0 }]) {
    await store.reportPlace(claim, upstream);
    places.push((await shown())?.upstream);
  }
  expect(places).toEqual([{ place: 3 }, { place: null }, null, { place: 0 }]);
  await store.release(claim, afterFailure(0));
  const again = await claimById(sql, store, claim.id);
  expect(again.upstream).toEqual({ place: 0 });
  expect(await refusalOf(store.reportPlace(claim, null))).toMatchObject({ code: "stale_lease" });
  const [mediaId = ""] = claim.mediaIds;
  await store.complete(again, [fileOf(mediaId)], "Your prompt was cut to 77 tokens.");
  expect(await shown()).toMatchObject({
    upstream: null,
    providerNote: "Your prompt was cut to 77 tokens.",
  });
  expect(await refusalOf(store.reportPlace(again, null))).toMatchObject({ code: "stale_lease" });
  expect(await world.violations()).toEqual([]);
});

test("counts a revision with every change that a page can show", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const revisionOf = async () =>
    (await store.changes(60)).generations.find((change) => change.generationId === claim.id);
  const before = await revisionOf();
  expect(before).toEqual({ generationId: claim.id, userId: ann.userId, revision: 2 });
  await store.reportProgress(claim, 0.5);
  expect((await revisionOf())?.revision).toBe(3);
  await store.heartbeat(claim, 60);
  expect((await revisionOf())?.revision).toBe(3);
  await sql`alter table generations disable trigger guard_generation`;
  await sql`update generations set updated_at = now() - interval '90 seconds' where id = ${claim.id}`;
  await sql`alter table generations enable trigger guard_generation`;
  expect(await revisionOf()).toBeUndefined();
});

test("gives released work to the next worker after the pause", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await store.release(claim, afterFailure(30));
  expect(await hiddenSeconds(claim.id)).toBeGreaterThan(28);
  expect(await store.heartbeat(claim, 60)).toBe("taken");
  expect((await claimById(sql, store, claim.id)).attempt).toBe(2);
});

test("takes back an attempt that a stopping worker gives back, however often", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  for (let stop = 1; stop <= 5; stop += 1) {
    const claim = await claimById(sql, store, generationId);
    expect(claim.attempt).toBe(1);
    await store.release(claim, { delaySeconds: 0, countsAsAttempt: false });
  }
  expect(await world.status(generationId)).toBe("running");
  expect(await world.violations()).toEqual([]);
});

test("gives up and refunds after the last attempt", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const claim = await claimById(sql, store, generationId);
    await store.release(claim, afterFailure(0));
  }
  const message = await messageOf(generationId);
  expect(await store.claim(message, "w", 60)).toBeNull();
  const [row] = await sql`select status, failure_code from generations where id = ${generationId}`;
  expect(row).toEqual({ status: "failed", failure_code: "attempts_exhausted" });
  expect(await world.balance(ann)).toBe(10_000);
  const [kept] =
    await sql`select cause from private.dead_letters where message_id = ${message.messageId}`;
  expect(kept?.["cause"]).toBe("attempts exhausted");
});

test("fails and refunds what is claimed after its deadline", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  await sql`update generations set created_at = now() - interval '1 hour', deadline_at = now() - interval '1 second' where id = ${generationId}`;
  expect(await store.claim(await messageOf(generationId), "w", 60)).toBeNull();
  const [row] = await sql`select status, failure_code from generations where id = ${generationId}`;
  expect(row).toEqual({ status: "failed", failure_code: "deadline" });
  expect(await world.balance(ann)).toBe(10_000);
});

test("archives the message of what has ended already", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  const message = await messageOf(generationId);
  await store.cancel(ann, generationId);
  expect(await store.claim(message, "w", 60)).toBeNull();
  expect(
    await sql`select 1 from pgmq.a_generations where msg_id = ${message.messageId}`,
  ).toHaveLength(1);
});

test("puts a message aside that names no generation", async () => {
  const [sent] = await sql<
    { id: string }[]
  >`select pgmq.send('generations', '{"version": 1}') as id`;
  const message = { messageId: Number(sent?.id), generationId: randomUUID(), deliveries: 4 };
  expect(await store.claim(message, "w", 60)).toBeNull();
  const [kept] =
    await sql`select deliveries, cause from private.dead_letters where message_id = ${message.messageId}`;
  expect(kept).toEqual({ deliveries: 4, cause: "unknown generation" });
});
