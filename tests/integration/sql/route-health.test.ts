import { afterEach, expect, test } from "vitest";
import { createSupabaseRouteHealth } from "~/.server/ai/supabase-route-health";
import { startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;
const health = createSupabaseRouteHealth(world.database);
afterEach(() => sql`truncate private.route_outcomes, private.route_health`);

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

test("forgets what is older than the last 50 requests, or than six hours", async () => {
  await sql`insert into private.route_outcomes (route, model, failure, wait_seconds, happened_at)
    select 'fal:flux', 'flux', 'busy', 1, now() - interval '7 hours' from generate_series(1, 40)`;
  for (let time = 0; time < 5; time += 1) await succeeded(1);
  expect(await shown()).toEqual({ flux: { failureShare: 0, waitSeconds: 1 } });
  await Promise.all(Array.from({ length: 60 }, () => succeeded(1)));
  const [row] = await sql<
    { kept: number }[]
  >`select count(*)::int as kept from private.route_outcomes`;
  expect(row?.kept).toBe(50);
  const [line] = await sql`select outcome_count from private.route_health`;
  expect(line).toEqual({ outcome_count: 50 });
});

test("a model whose every request failed has no usual wait", async () => {
  for (let time = 0; time < 3; time += 1) await failed();
  expect(await shown()).toEqual({ flux: { failureShare: 1, waitSeconds: null } });
});
