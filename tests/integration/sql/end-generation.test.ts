import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseInvariants } from "~/.server/admin/supabase-invariants";
import { fileOf, refusalOf, startWorld } from "./world";

const world = await startWorld();
const asked = { provider: "fal", route: "fal:some-model" };
const { sql, store } = world;

const refunds = async (generationId: string) => {
  const rows =
    await sql`select 1 from credit_ledger where generation_id = ${generationId} and reason = 'refund'`;
  return rows.length;
};
const inQueue = async (generationId: string) => {
  const rows =
    await sql`select 1 from pgmq.q_generations where message->>'generationId' = ${generationId}`;
  return rows.length > 0;
};

test("makes the files visible, keeps the charge and archives the message", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds });
  await store.complete(claim, mediaIds.toReversed().map(fileOf));
  const rows =
    await sql`select id, position from media where generation_id = ${claim.id} order by position`;
  expect(rows).toEqual(mediaIds.map((id, index) => ({ id, position: index + 1 })));
  expect(await world.balance(ann)).toBe(9000);
  expect(await inQueue(claim.id)).toBe(false);
  expect(await world.status(claim.id)).toBe("succeeded");
});

test("puts each kind into its own partition", async () => {
  const ann = await world.person();
  for (const kind of ["image", "edit", "video"] as const) await world.make(ann, { kind });
  const partitions =
    await sql`select tableoid::regclass::text as name from media where user_id = ${ann.userId} order by created_at`;
  expect(partitions.map((row) => row["name"])).toEqual(["images", "edited_images", "videos"]);
});

test("lets a file live for as long as the settings say", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const [row] =
    await sql`select expires_at - created_at = interval '3 days' as right from media where id = ${id}`;
  expect(row?.["right"]).toBe(true);
});

test("gives back each file that did not come, once, and keeps the charge for the others", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds });
  const files = mediaIds.slice(1, 2).map(fileOf);
  await Promise.all(Array.from({ length: 10 }, () => store.complete(claim, files)));
  const refunded = await sql`
    select media_id, delta::int, created_at <= clock_timestamp() as booked from credit_ledger
    where generation_id = ${claim.id} and reason = 'refund' order by seq`;
  const missing = [mediaIds[0], mediaIds[2], mediaIds[3]];
  expect([...refunded]).toEqual(
    missing.map((media_id) => ({ media_id, delta: 500, booked: true })),
  );
  expect(await world.balance(ann)).toBe(9500);
  expect(await world.violations()).toEqual([]);
});

test("gives nothing back where the missing files cost nothing", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds, priceCreditsEach: 0 });
  await store.complete(claim, mediaIds.slice(0, 1).map(fileOf));
  expect(await sql`select from credit_ledger where generation_id = ${claim.id}`).toHaveLength(0);
  expect(await world.violations()).toEqual([]);
});

test("nobody sees the files of a generation before the missing ones are given back", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann, { mediaIds: [randomUUID(), randomUUID()] });
  let completing: Promise<void> = Promise.resolve();
  await sql.begin(async (tx) => {
    // Whoever holds the account's row keeps the refund waiting, and with it everything else of the completion.
    await tx`select from users where id = ${ann.userId} for no key update`;
    completing = store.complete(claim, claim.mediaIds.slice(0, 1).map(fileOf));
    completing.catch(() => {});
    const waits = () => sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waits()).length === 0);
    expect(await sql`select from media where generation_id = ${claim.id}`).toHaveLength(0);
    expect(await world.status(claim.id)).toBe("running");
  });
  await completing;
  expect(await world.status(claim.id)).toBe("succeeded");
  expect(await refunds(claim.id)).toBe(1);
  expect(await world.balance(ann)).toBe(9500);
});

test("refunds no file twice, and nothing beside a refund in full", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID()];
  const short = await world.startAndClaim(ann, { mediaIds });
  await store.complete(short, mediaIds.slice(1).map(fileOf));
  const again = (generationId: string, mediaId: string | null) =>
    sql`select private.move_credits(${ann.userId}, 500, 'refund', ${generationId}, p_media => ${mediaId})`;
  await expect(again(short.id, mediaIds[0] ?? "")).rejects.toThrow("once_per_generation");
  const canceled = await world.start(ann);
  await store.cancel(ann, canceled);
  await expect(again(canceled, null)).rejects.toThrow("once_per_generation");
});

test("does not succeed without a file", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  expect((await refusalOf(store.complete(claim, []))).code).toBe("invalid_input");
  expect(await world.status(claim.id)).toBe("running");
});

test("takes no file whose id was not given out", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await expect(store.complete(claim, [fileOf(randomUUID())])).rejects.toThrow("23502");
  expect(await world.status(claim.id)).toBe("running");
});

test("changes nothing when a completion is repeated", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const files = claim.mediaIds.map(fileOf);
  await Promise.all(Array.from({ length: 10 }, () => store.complete(claim, files)));
  expect(await sql`select 1 from media where generation_id = ${claim.id}`).toHaveLength(1);
  expect((await refusalOf(store.fail(claim, "busy", "Busy."))).code).toBe("stale_lease");
});

test("fails with words and refunds once, however often it is said", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await Promise.all(
    Array.from({ length: 10 }, () => store.fail(claim, "safety_filter", "It was refused.")),
  );
  expect(await refunds(claim.id)).toBe(1);
  expect(await world.balance(ann)).toBe(10_000);
  expect(await inQueue(claim.id)).toBe(false);
  const [row] =
    await sql`select status, failure_code, failure_words from generations where id = ${claim.id}`;
  expect(row).toEqual({
    status: "failed",
    failure_code: "safety_filter",
    failure_words: "It was refused.",
  });
});

test("cancels what waits and what runs, with one refund", async () => {
  const ann = await world.person();
  const waiting = await world.start(ann);
  const running = await world.startAndClaim(ann);
  const calls = Array.from({ length: 8 }, () => [
    store.cancel(ann, waiting),
    store.cancel(ann, running.id),
  ]).flat();
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  expect([await refunds(waiting), await refunds(running.id)]).toEqual([1, 1]);
  expect(await world.balance(ann)).toBe(10_000);
  expect(await store.heartbeat(running, 60)).toBe("refunded");
  expect((await refusalOf(store.complete(running, running.mediaIds.map(fileOf)))).code).toBe(
    "stale_lease",
  );
});

test("says so when it is too late to cancel", async () => {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  await store.complete(claim, claim.mediaIds.map(fileOf));
  expect((await refusalOf(store.cancel(ann, claim.id))).code).toBe("already_finished");
});

test("answers someone else's generation, a missing one and a made-up id alike", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const theirs = await world.start(bob);
  const answers = await Promise.all(
    [theirs, randomUUID(), "x'; --"].map((id) => refusalOf(store.cancel(ann, id))),
  );
  expect(answers.map(({ code }) => code)).toEqual(["not_found", "not_found", "not_found"]);
  expect(await world.status(theirs)).toBe("queued");
});

test("ends exactly one way when completing, failing and canceling meet", async () => {
  const ann = await world.person(10_000);
  for (let round = 0; round < 5; round += 1) {
    const claim = await world.startAndClaim(ann);
    await Promise.allSettled([
      store.complete(claim, claim.mediaIds.map(fileOf)),
      store.fail(claim, "busy", "Busy."),
      store.cancel(ann, claim.id),
      store.sweep(500),
    ]);
    const status = await world.status(claim.id);
    expect(["succeeded", "failed", "canceled"]).toContain(status);
    expect(await refunds(claim.id)).toBe(status === "succeeded" ? 0 : 1);
  }
  expect(await world.violations()).toEqual([]);
});

test("notes a provider's work that nobody waited for", async () => {
  const ann = await world.person();
  const awaited = await world.startAndClaim(ann);
  await store.recordProviderJob(awaited, asked, { requestId: "r-1" }, "r-1");
  await store.withdrawSubmitIntent(awaited);
  await store.fail(awaited, "upstream_failure", "It broke.");
  const left = await world.startAndClaim(ann);
  await store.recordProviderJob(left, asked, { requestId: "r-2" }, "r-2");
  await store.cancel(ann, left.id);
  const orphans = await sql`
    select provider, provider_job, price_credits::int, cause from private.provider_orphans
    where generation_id in (${awaited.id}, ${left.id})`;
  expect(orphans).toEqual([
    { provider: "fal", provider_job: { requestId: "r-2" }, price_credits: 500, cause: "canceled" },
  ]);
  const { count, priceCredits } = await createSupabaseInvariants(world.database).orphans();
  expect(count).toBeGreaterThanOrEqual(1);
  expect(priceCredits).toBeGreaterThanOrEqual(500);
});

test("counts no work that was free as money lost", async () => {
  const ann = await world.person();
  const invariants = createSupabaseInvariants(world.database);
  const before = await invariants.orphans();
  const own = await world.startAndClaim(ann);
  await store.recordSubmitIntent(own, { ...asked, isFree: true });
  await store.recordProviderJob(own, asked, {}, null);
  await store.fail(own, "upstream_failure", "It broke.");
  expect(await invariants.orphans()).toEqual(before);
  const bought = await world.startAndClaim(ann);
  await store.recordSubmitIntent(bought, { ...asked, isFree: true });
  await store.withdrawSubmitIntent(bought);
  await store.recordSubmitIntent(bought, asked);
  await store.fail(bought, "upstream_failure", "It broke.");
  expect(await invariants.orphans()).toEqual({
    count: before.count + 1,
    priceCredits: before.priceCredits + 500,
  });
  expect(await world.violations()).toEqual([]);
});

test("lets nobody bring a finished generation back, nor skip a step", async () => {
  const ann = await world.person();
  const waiting = await world.start(ann);
  await expect(
    sql`update generations set status = 'succeeded', made_count = 1, finished_at = now() where id = ${waiting}`,
  ).rejects.toThrow("cannot go from queued to succeeded");
  await store.cancel(ann, waiting);
  await expect(
    sql`update generations set status = 'running', finished_at = null where id = ${waiting}`,
  ).rejects.toThrow("cannot go from canceled to running");
  const born = sql`insert into generations (id, user_id, kind, status, model, prompt, media_ids, price_credits_each, max_attempts, usual_seconds, wait_seconds, work_seconds, deadline_at)
    values (gen_random_uuid(), ${ann.userId}, 'image', 'running', 'm', 'p', array[gen_random_uuid()], 1, 1, 5, 60, 300, now() + interval '1 minute')`;
  await expect(born).rejects.toThrow("starts as queued");
});
