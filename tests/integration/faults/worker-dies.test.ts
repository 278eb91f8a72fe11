import { afterEach, expect, test, vi } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, startWorld } from "../sql/world";
import { expireLease, requestFor, startPipeline, type Pipeline } from "./pipeline";

const world = await startWorld();
const { sql, store } = world;
afterEach(() => vi.useRealTimers());

const [painter] = modelDefinitions;
const asked = { provider: "painter", route: "painter:painter-1" };
const never = new AbortController().signal;
const marks = { source: "algorithmicMedia", prompt: "A red house", model: "Painter" } as const;

/** Has the provider do the work of a generation, as a worker does that dies then. */
const ask = ({ provider }: Pipeline, generationId: string) =>
  provider.submit(painter!.routes[0]!, requestFor(generationId), null, never);

/** One picture for one charge, all books in order. */
async function expectOneGoodPicture(person: Viewer, generationId: string, pipeline: Pipeline) {
  expect(await world.status(generationId)).toBe("succeeded");
  expect(await world.balance(person)).toBe(9500);
  const media = await sql`select id from media where generation_id = ${generationId}`;
  expect(media).toHaveLength(1);
  expect(await pipeline.files()).toHaveLength(2);
  expect(await world.violations()).toEqual([]);
}

test("what a worker left before it asked the provider is done by the next one, for one charge", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const { id } = await world.startAndClaim(ann);
  await pipeline.work(id);
  expect(pipeline.provider.submits).toEqual([]);
  await expireLease(world, id);
  await pipeline.work(id);
  expect(pipeline.provider.submits).toEqual([id]);
  await expectOneGoodPicture(ann, id, pipeline);
});

test("a submit whose answer died with the worker is looked up, and not paid twice", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const dead = await world.startAndClaim(ann);
  await store.recordSubmitIntent(dead, asked);
  await ask(pipeline, dead.id);
  await expireLease(world, dead.id);
  await pipeline.work(dead.id);
  expect(pipeline.provider.submits).toEqual([dead.id]);
  await expectOneGoodPicture(ann, dead.id, pipeline);
});

test("a submit that nobody can look up ends refunded, and is not sent again", async () => {
  const pipeline = await startPipeline(world);
  pipeline.provider.forgets = true;
  const ann = await world.person();
  const dead = await world.startAndClaim(ann);
  await store.recordSubmitIntent(dead, asked);
  await ask(pipeline, dead.id);
  await expireLease(world, dead.id);
  await pipeline.work(dead.id);
  expect(pipeline.provider.submits).toEqual([dead.id]);
  const [row] = await sql`select status, failure_code from generations where id = ${dead.id}`;
  expect(row).toEqual({ status: "failed", failure_code: "ambiguous" });
  expect(await world.balance(ann)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});

test("a result that was fetched but not stored is fetched again, and stored once", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const dead = await world.startAndClaim(ann);
  const { provider } = pipeline;
  await store.recordSubmitIntent(dead, asked);
  const { job, requestId } = await ask(pipeline, dead.id);
  await store.recordProviderJob(dead, asked, job, requestId);
  await provider.collect(job, never);
  await expireLease(world, dead.id);
  await pipeline.work(dead.id);
  expect(provider.submits).toEqual([dead.id]);
  await expectOneGoodPicture(ann, dead.id, pipeline);
});

test("a file that was stored but not recorded is written over, and makes no second picture", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const dead = await world.startAndClaim(ann);
  const { provider, vault } = pipeline;
  await store.recordSubmitIntent(dead, asked);
  const { job, requestId } = await ask(pipeline, dead.id);
  await store.recordProviderJob(dead, asked, job, requestId);
  const [file] = await provider.collect(job, never);
  const [mediaId = ""] = dead.mediaIds;
  await vault.ingest({ userId: ann.userId, mediaId, kind: "image", file: file!, marks });
  expect(await pipeline.files()).toHaveLength(2);
  await expireLease(world, dead.id);
  await pipeline.work(dead.id);
  await expectOneGoodPicture(ann, dead.id, pipeline);
});

test("a failure whose refund cannot be booked is not recorded either, until both can be", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await sql.unsafe(`
    create function public.no_refunds() returns trigger language plpgsql as $$
    begin raise exception 'killed here' using errcode = '57P01'; end $$;
    create trigger no_refunds before insert on credit_ledger for each row
    when (new.reason = 'refund') execute function public.no_refunds()`);
  expect((await refusalOf(store.fail(claim, "busy", "Busy."))).code).toBe("unavailable");
  expect(await world.status(claim.id)).toBe("running");
  expect(await world.balance(ann)).toBe(9500);
  await sql`drop function public.no_refunds cascade`;
  await store.fail(claim, "busy", "Busy.");
  expect(await world.status(claim.id)).toBe("failed");
  expect(await world.balance(ann)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});

test("a worker that wakes up after another has taken over changes nothing", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const late = await world.startAndClaim(ann);
  await expireLease(world, late.id);
  await pipeline.work(late.id);
  const before = await sql`select * from generations where id = ${late.id}`;
  const writes = [
    () => store.recordSubmitIntent(late, asked),
    () => store.recordProviderJob(late, asked, { other: true }, "other"),
    () => store.reportProgress(late, 0.9),
    () => store.fail(late, "timed_out", "Late."),
    () => store.release(late, { delaySeconds: 0, countsAsAttempt: true }),
  ];
  for (const write of writes) expect((await refusalOf(write())).code).toBe("stale_lease");
  expect(await store.heartbeat(late, 60)).not.toBe("held");
  expect(await sql`select * from generations where id = ${late.id}`).toEqual(before);
  await expectOneGoodPicture(ann, late.id, pipeline);
});

test.each([-10, 10])("a worker whose clock is %i minutes off works like any other", async (off) => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const id = await world.start(ann);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + off * 60_000 });
  await pipeline.work(id);
  vi.useRealTimers();
  await expectOneGoodPicture(ann, id, pipeline);
  const [times] = await sql<{ recent: boolean }[]>`
    select finished_at between clock_timestamp() - interval '1 minute' and clock_timestamp() as recent
    from generations where id = ${id}`;
  expect(times?.recent).toBe(true);
  const other = await world.startAndClaim(ann);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + off * 60_000 });
  await pipeline.work(other.id);
  expect(await world.status(other.id)).toBe("running");
  expect(pipeline.provider.submits).toEqual([id]);
});
