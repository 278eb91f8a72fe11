import { beforeEach, expect, test } from "vitest";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;
const runs = createSupabaseCleanUpRuns(world.database);

beforeEach(async () => {
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await sql`update private.clean_up_run set started_at = null, finished_at = null, outcome = null, failures = 0,
    due_at = '-infinity', lease_token = null, lease_expires_at = null, removed = '{}',
    expired_files = 0, deleted_objects = 0, failed_objects = 0`;
});

const begin = async (ifDue = true) => (await runs.begin(ifDue)) ?? "";
const lapse = () =>
  sql`update private.clean_up_run set lease_expires_at = clock_timestamp() - interval '1 second'`;
const passMinutes = (minutes: number) =>
  sql`update private.clean_up_run set due_at = due_at - make_interval(mins => ${minutes})`;
const step = (run: string) => server.call("clean_up", { p_limit: 10, p_run: run });
async function expire(count: number): Promise<void> {
  const ann = await world.person();
  for (let made = 0; made < count; made += 1) await world.make(ann);
  await sql`update media set expires_at = now()`;
}

test("is due where nothing was ever cleaned up, and one of many gets it", async () => {
  expect(await runs.state()).toMatchObject({ startedAt: null, outcome: null, isRunning: false });
  const begun = await Promise.all(Array.from({ length: 8 }, () => runs.begin(true)));
  expect(begun.filter((run) => run !== null)).toHaveLength(1);
  expect(await runs.begin(false)).toBeNull();
  expect(await runs.state()).toMatchObject({ outcome: null, isRunning: true });
});

test("is due again an hour after it was done, and at any time for whoever does not wait", async () => {
  await runs.end(await begin(), "done", 0);
  await passMinutes(59);
  expect(await runs.begin(true)).toBeNull();
  await passMinutes(1);
  await runs.end(await begin(), "done", 0);
  expect(await runs.begin(true)).toBeNull();
  await runs.end(await begin(false), "done", 0);
});

test("is due again after growing waits when it failed, an hour at most", async () => {
  for (const minutes of [10, 20, 40, 60, 60]) {
    await runs.end(await begin(), "failed", 2);
    await passMinutes(minutes - 1);
    expect(await runs.begin(true)).toBeNull();
    await passMinutes(1);
  }
  expect(await runs.state()).toMatchObject({ outcome: "failed", failures: 5, failedObjects: 2 });
  await runs.end(await begin(), "done", 0);
  expect(await runs.state()).toMatchObject({ outcome: "done", failures: 0, failedObjects: 0 });
});

test("waits for nothing that was written while the clock was ahead", async () => {
  await runs.end(await begin(), "done", 0);
  await sql`update private.clean_up_run set due_at = due_at + interval '1 year'`;
  const run = await begin();
  expect(run).not.toBe("");
  await sql`update private.clean_up_run set lease_expires_at = lease_expires_at + interval '1 year'`;
  expect((await runs.state()).isRunning).toBe(false);
  expect(await begin()).not.toBe("");
  await expect(runs.end(run, "done", 0)).rejects.toThrow("stale_lease");
});

test("keeps the counts of all its steps", async () => {
  await expire(3);
  const run = await begin();
  const { objects } = await server.call("clean_up", { p_limit: 2, p_run: run });
  await server.call("confirm_deletions", { p_objects: objects, p_run: run });
  await step(run);
  await runs.end(run, "done", 0);
  const state = await runs.state();
  expect(state).toMatchObject({ outcome: "done", expiredFiles: 3, deletedObjects: 4 });
  expect(state.removed).toMatchObject({ drafts: 0, mails: 0, idempotencyKeys: 0 });
  expect(Date.parse(state.finishedAt ?? "")).toBeGreaterThanOrEqual(
    Date.parse(state.startedAt ?? ""),
  );
});

test("one that was cut off goes on, once its ten minutes are over, with its counts", async () => {
  await expire(2);
  const first = await begin();
  await server.call("clean_up", { p_limit: 1, p_run: first });
  const { startedAt } = await runs.state();
  expect(await runs.begin(true)).toBeNull();
  await lapse();
  const second = await begin();
  await step(second);
  await runs.end(second, "done", 0);
  expect(await runs.state()).toMatchObject({ startedAt, expiredFiles: 2, outcome: "done" });
});

test("one that was let go of goes on at once, also when nothing else is due", async () => {
  await expire(2);
  const first = await begin();
  await server.call("clean_up", { p_limit: 1, p_run: first });
  await runs.end(first, null, 0);
  expect(await runs.state()).toMatchObject({ finishedAt: null, isRunning: false, expiredFiles: 1 });
  const second = await begin();
  expect(second).not.toBe(first);
  await step(second);
  expect(await runs.state()).toMatchObject({ expiredFiles: 2, isRunning: true });
});

test("whoever lost it changes nothing any more", async () => {
  await expire(1);
  const first = await begin();
  await lapse();
  const second = await begin();
  expect((await refusalOf(step(first))).code).toBe("stale_lease");
  expect((await refusalOf(runs.end(first, "done", 0))).code).toBe("stale_lease");
  expect(await sql`select from media`).toHaveLength(1);
  await step(second);
  expect(await runs.state()).toMatchObject({ expiredFiles: 1, isRunning: true });
});

test("objects that a saved file left behind are not counted as its own", async () => {
  const run = await begin();
  await sql`insert into private.blob_deletions (store, path) values ('local', 'temporary/a')`;
  await server.call("confirm_deletions", { p_objects: [{ store: "local", path: "temporary/a" }] });
  await runs.end(run, "done", 0);
  expect(await runs.state()).toMatchObject({ deletedObjects: 0 });
});

test("is late when something was to be deleted more than a day ago", async () => {
  await expire(1);
  expect((await runs.state()).isLate).toBe(false);
  await sql`update media set expires_at = now() - interval '25 hours'`;
  expect((await runs.state()).isLate).toBe(true);
  await step(await begin());
  expect((await runs.state()).isLate).toBe(false);
  await sql`update private.blob_deletions set requested_at = now() - interval '25 hours'`;
  expect((await runs.state()).isLate).toBe(true);
});

test("keeps an expired picture as long as an unfinished generation is made from it", async () => {
  const ann = await world.person();
  const [sourceMediaId = ""] = await world.make(ann);
  const claim = await world.startAndClaim(ann, { kind: "edit", sourceMediaId });
  await sql`update media set expires_at = clock_timestamp()`;
  expect(await step(await begin())).toMatchObject({ expiredFiles: 0, objects: [] });
  expect(await server.call("source_file", { p_generation_id: claim.id })).toMatchObject([
    { id: sourceMediaId },
  ]);
  await world.store.fail(claim, "upstream_failure", "It did not work.");
  await lapse();
  expect(await step(await begin())).toMatchObject({ expiredFiles: 1 });
});

test("leaves a picture to a generation that is just being started from it", async () => {
  const ann = await world.person();
  const [sourceMediaId = ""] = await world.make(ann);
  const run = await begin();
  const starting = await sql.reserve();
  await starting`begin`;
  await starting`
    select public.start_generation(
      p_user_id => ${ann.userId}, p_session_id => ${ann.sessionId}, p_generation_id => gen_random_uuid(),
      p_media_ids => array[gen_random_uuid()], p_kind => 'edit', p_model => 'painter', p_prompt => 'snow',
      p_negative_prompt => '', p_settings => '{}', p_price_credits_each => 500, p_idempotency_key => 'a key',
      p_input_hash => 'a hash', p_usual_seconds => 5, p_work_seconds => 300, p_wait_seconds => 3600,
      p_source_media_id => ${sourceMediaId})`;
  await sql`update media set expires_at = clock_timestamp() where id = ${sourceMediaId}`;
  expect(await step(run)).toMatchObject({ expiredFiles: 0 });
  await starting`rollback`;
  starting.release();
  expect(await step(run)).toMatchObject({ expiredFiles: 1 });
});
