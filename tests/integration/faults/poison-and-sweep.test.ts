import { rm, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { AiError } from "~/.server/ai/port";
import { startWorker } from "~/.server/generations/worker";
import { startWorld } from "../sql/world";
import { startPipeline, type Pipeline } from "./pipeline";

const world = await startWorld();
const { sql, store } = world;

function startRealWorker(pipeline: Pipeline): void {
  const worker = startWorker({
    store,
    run: ({ generationId }) => pipeline.work(generationId),
    concurrency: 1,
    leaseSeconds: 30,
    finishMs: 1000,
    idleMs: 10,
    sweepMs: 60_000,
    log: () => undefined,
  });
  onTestFinished(() => worker.stop());
}

test("work that throws every time ends refunded and put aside, and what waits behind it is done", async () => {
  const pipeline = await startPipeline(world);
  const { provider } = pipeline;
  const ann = await world.person();
  const bad = await world.start(ann, { prompt: "bad" });
  const good = await world.start(ann, { prompt: "good" });
  const submit = provider.submit.bind(provider);
  let tries = 0;
  provider.submit = async (route, request, source, signal) => {
    if (request.prompt === "good") return await submit(route, request, source, signal);
    tries += 1;
    throw new AiError("busy", { retryAfterSeconds: 0 });
  };
  startRealWorker(pipeline);
  await expect.poll(() => world.status(bad)).toBe("failed");
  await expect.poll(() => world.status(good)).toBe("succeeded");
  // Three attempts, each of up to three tries.
  expect(tries).toBeGreaterThanOrEqual(3);
  expect(tries).toBeLessThanOrEqual(9);
  expect(await world.balance(ann)).toBe(9500);
  const left =
    await sql`select from pgmq.q_generations where message->>'generationId' in (${bad}, ${good})`;
  expect(left).toHaveLength(0);
  const kept = await sql`select from pgmq.a_generations where message->>'generationId' = ${bad}`;
  expect(kept).toHaveLength(1);
  expect(await world.violations()).toEqual([]);
});

test("work that kills every worker ends refunded and put aside", async () => {
  const ann = await world.person();
  const { id } = await world.startAndClaim(ann);
  const [job] = await sql<{ message: string }[]>`
    select message_id as message from private.generation_jobs where generation_id = ${id}`;
  const messageId = Number(job?.message);
  for (let death = 1; death <= 5; death += 1) {
    expect(await world.status(id)).toBe("running");
    await sql`update private.generation_jobs set lease_expires_at = now() where generation_id = ${id}`;
    await store.claim({ messageId, generationId: id, deliveries: death + 1 }, "doomed", 30);
  }
  expect(await world.status(id)).toBe("failed");
  expect(await world.balance(ann)).toBe(10_000);
  const kept = await sql`select from private.dead_letters where message_id = ${messageId}`;
  expect(kept).toHaveLength(1);
  expect(await world.violations()).toEqual([]);
});

test("a sweep that comes two hours late makes every refund, one after the other, and no second one", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => world.person()));
  const ids = (
    await Promise.all(
      people.map(async (person, index) => {
        const { id } = await world.startAndClaim(person);
        const waiting = await world.start(person);
        if (index % 2 === 0)
          await sql`delete from pgmq.q_generations where message->>'generationId' = ${waiting}`;
        return [id, waiting];
      }),
    )
  ).flat();
  await sql`
    update generations set created_at = clock_timestamp() - interval '2 hours 5 minutes',
      deadline_at = clock_timestamp() - interval '2 hours' where id = any(${ids})`;
  expect(await store.sweep(500)).toEqual({ failed: 16, requeued: 0 });
  expect(await store.sweep(500)).toEqual({ failed: 0, requeued: 0 });
  const ended =
    await sql`select distinct status, failure_code from generations where id = any(${ids})`;
  expect([...ended]).toEqual([{ status: "failed", failure_code: "deadline" }]);
  for (const person of people) expect(await world.balance(person)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});

test("after an outage one round of sweeps makes every refund, however many there are", async () => {
  const people = await Promise.all(Array.from({ length: 3 }, () => world.person(40_000)));
  const ids = people.map(({ userId }) => userId);
  const sessions = people.map(({ sessionId }) => sessionId);
  await sql`update app_settings set max_running_per_user = 400, max_starts_per_minute = 400`;
  await sql`
    select start_generation(
      p_user_id => (${ids}::uuid[])[1 + n % 3], p_session_id => (${sessions}::uuid[])[1 + n % 3],
      p_generation_id => gen_random_uuid(), p_media_ids => array[gen_random_uuid()], p_kind => 'image', p_model => 'painter',
      p_prompt => 'late', p_negative_prompt => '', p_settings => '{}', p_price_credits_each => 100,
      p_idempotency_key => gen_random_uuid()::text, p_input_hash => 'x', p_usual_seconds => 5, p_work_seconds => 300,
      p_wait_seconds => 300)
    from generate_series(1, 1100) n`;
  await sql`
    update generations set created_at = clock_timestamp() - interval '2 hours 5 minutes',
      deadline_at = clock_timestamp() - interval '2 hours' where prompt = 'late'`;
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const sweepMs = 60_000;
  const log = () => undefined;
  const worker = startWorker({
    store: { sweep: store.sweep, readQueue: async () => [] },
    run: async () => undefined,
    ...{ concurrency: 1, leaseSeconds: 30, finishMs: 1000, idleMs: 10, sweepMs, log },
  });
  onTestFinished(() => worker.stop());
  vi.advanceTimersByTime(sweepMs);
  const balances = () => Promise.all(people.map((person) => world.balance(person)));
  await expect.poll(balances).toEqual([40_000, 40_000, 40_000]);
  expect(await world.violations()).toEqual([]);
});

test("a result that cannot be stored is kept at the provider, and stored once the files' place works again", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const id = await world.start(ann);
  await rm(pipeline.mediaDir, { recursive: true });
  await writeFile(pipeline.mediaDir, "not a folder");
  await pipeline.work(id);
  expect(await world.status(id)).toBe("running");
  expect(await world.balance(ann)).toBe(9500);
  await rm(pipeline.mediaDir);
  await pipeline.work(id);
  expect(await world.status(id)).toBe("succeeded");
  expect(pipeline.provider.submits).toEqual([id]);
  expect(await world.violations()).toEqual([]);
});

test("a result that can never be stored ends refunded, with words that say whose fault it is", async () => {
  const pipeline = await startPipeline(world);
  const ann = await world.person();
  const id = await world.start(ann);
  await rm(pipeline.mediaDir, { recursive: true });
  await writeFile(pipeline.mediaDir, "not a folder");
  for (let attempt = 1; attempt <= 3; attempt += 1) await pipeline.work(id);
  const [row] =
    await sql`select status, failure_code, failure_words from generations where id = ${id}`;
  expect(row).toMatchObject({ status: "failed", failure_code: "store_failure" });
  expect(row?.["failure_words"]).toContain("on us");
  expect(await world.balance(ann)).toBe(10_000);
  expect(await world.violations()).toEqual([]);
});
