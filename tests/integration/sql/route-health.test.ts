import { afterEach, expect, test } from "vitest";
import type { CompleteModel } from "~/.server/ai/providers/gradio/model-schema";
import { createAppMemory } from "~/.server/ai/supabase-outside-facts";
import { createSupabaseRouteHealth } from "~/.server/ai/supabase-route-health";
import { startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;
const health = createSupabaseRouteHealth(world.database);
afterEach(() => sql`truncate private.route_outcomes, private.route_health, private.outside_facts`);

const succeeded = (waitSeconds: number, route = "fal:flux") =>
  health.record({ route, model: "flux", failure: null, waitSeconds });
const failed = (route = "fal:flux") =>
  health.record({ route, model: "flux", failure: "busy", waitSeconds: 1 });

async function shown() {
  return (await server.call("public_settings", {})).health;
}

test("tells the share of failures and the median wait of those that succeeded", async () => {
  for (const seconds of [2, 30, 4]) await succeeded(seconds);
  await failed();
  expect(await shown()).toEqual({ flux: { failureShare: 0.25, waitSeconds: 4 } });
});

test("says nothing of a model with too few requests", async () => {
  await succeeded(2);
  await failed();
  expect(await shown()).toEqual({});
});

test("sums up the routes of a model, with the wait of the quicker one", async () => {
  for (const seconds of [2, 2]) await succeeded(seconds);
  for (const seconds of [9, 9]) await succeeded(seconds, "wavespeed:flux");
  expect(await shown()).toEqual({ flux: { failureShare: 0, waitSeconds: 2 } });
});

test("looks at the last 50 requests of the last six hours, and keeps them all", async () => {
  await sql`insert into private.route_outcomes (route, model, failure, wait_seconds, happened_at)
    select 'fal:flux', 'flux', 'busy', 1, now() - interval '7 hours' from generate_series(1, 40)`;
  for (let time = 0; time < 5; time += 1) await succeeded(1);
  expect(await shown()).toEqual({ flux: { failureShare: 0, waitSeconds: 1 } });
  await Promise.all(Array.from({ length: 60 }, () => succeeded(1)));
  const [row] = await sql<
    { kept: number }[]
  >`select count(*)::int as kept from private.route_outcomes`;
  expect(row?.kept).toBe(105);
  const [line] = await sql`select outcome_count from private.route_health`;
  expect(line).toEqual({ outcome_count: 50 });
});

test("a model whose every request failed has no usual wait", async () => {
  for (let time = 0; time < 3; time += 1) await failed();
  expect(await shown()).toEqual({ flux: { failureShare: 1, waitSeconds: null } });
});

const memory = createAppMemory(world.database);

test("keeps what apps say of themselves, the last word of each", async () => {
  const model = { id: "x-image" } as CompleteModel;
  await memory.remember("me/home", [model]);
  await memory.remember("me/other", []);
  await memory.remember("me/home", [model, model]);
  await server.call("note_outside_facts", { p_source: "routes fal", p_trouble: "it is down" });
  expect([...(await memory.recall())]).toEqual([
    ["me/home", [model, model]],
    ["me/other", []],
  ]);
});

test("of many processes one is told to ask a source, and none again before its time", async () => {
  const ask = () => server.call("begin_outside_check", { p_source: "routes x" });
  const told = await Promise.all(Array.from({ length: 12 }, ask));
  expect(told.filter(Boolean)).toHaveLength(1);
  const setBack = (column: string, interval: string) =>
    sql`update private.outside_facts set ${sql(column)} = clock_timestamp() - ${interval}::interval where source = 'routes x'`;
  await server.call("note_outside_facts", { p_source: "routes x", p_trouble: "it is down" });
  expect(await ask()).toBe(false);
  await setBack("tried_at", "61 minutes");
  expect(await ask()).toBe(true);
  await server.call("note_outside_facts", { p_source: "routes x", p_told: { a: 1 } });
  await setBack("tried_at", "61 minutes");
  expect(await ask()).toBe(false);
  await setBack("told_at", "25 hours");
  expect(await ask()).toBe(true);
  await server.call("note_outside_facts", { p_source: "routes x", p_trouble: "it is down" });
  const [{ told: kept, toldAt, trouble } = {}] = await server.call("outside_facts", {
    p_prefix: "routes x",
  });
  expect(kept).toEqual({ a: 1 });
  expect(toldAt!.getTime()).toBeLessThan(Date.now() - 24 * 3_600_000);
  expect(trouble).toBe("it is down");
  // A clock that was set back is no reason never to ask again.
  await setBack("tried_at", "-2 days");
  expect(await ask()).toBe(true);
});

test("tells a monitor what waits, what was made, what providers answered, what was refunded and what is kept", async () => {
  const before = await server.call("metrics", {});
  const ann = await world.person();
  await world.make(ann);
  const lost = await world.startAndClaim(ann);
  await world.store.fail(lost, "upstream_failure", "It is down.");
  await world.start(ann);
  await succeeded(1, "fal:a");
  await failed("fal:a");
  const after = await server.call("metrics", {});
  const count = (outcome: string, { requests }: typeof after) =>
    requests.reduce((sum, each) => sum + (each.outcome === outcome ? each.count : 0), 0);
  const grown = (outcome: string) => count(outcome, after) - count(outcome, before);
  expect([grown("asked"), grown("succeeded"), grown("failed")]).toEqual([3, 1, 1]);
  expect(after.waiting.count - before.waiting.count).toBe(1);
  expect(after.waiting.oldestSeconds).toBeGreaterThanOrEqual(0);
  expect(after.routes).toContainEqual({ route: "fal:a", isFailure: true, count: 1 });
  expect(after.routes).toContainEqual({ route: "fal:a", isFailure: false, count: 1 });
  const refunds = ({ credits }: typeof after) => credits.find(({ reason }) => reason === "refund");
  expect((refunds(after)?.count ?? 0) - (refunds(before)?.count ?? 0)).toBe(1);
  const bytes = ({ storage }: typeof after) => storage.reduce((sum, each) => sum + each.bytes, 0);
  const [{ size } = { size: "0" }] = await sql<{ size: string }[]>`
    select sum(size_bytes)::text as size from media where user_id = ${ann.userId}`;
  expect(bytes(after) - bytes(before)).toBe(Number(size));
});
