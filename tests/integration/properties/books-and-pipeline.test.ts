import fc from "fast-check";
import { expect, test } from "vitest";
import { startWorld } from "../sql/world";
import { inBursts, oneByOne, type Step } from "./choices.ts";
import { runSequence } from "./sequence.ts";
import { prepare, System } from "./system.ts";

/**
 * PROPERTY_RUNS: how many sequences, of both sorts together. A failure prints a seed and a path: PROPERTY_SEED=…
 * PROPERTY_PATH=… with `-t` and the test's title runs the same sequence again.
 */
const runs = Number(process.env["PROPERTY_RUNS"] ?? 100);
const seed = process.env["PROPERTY_SEED"];
const path = process.env["PROPERTY_PATH"];
const parameters = {
  numRuns: Math.ceil(runs / 2),
  endOnFailure: false,
  ...(seed !== undefined && { seed: Number(seed) }),
  ...(path !== undefined && { path }),
};
const timeout = 60_000 + runs * 1000;

const world = await startWorld();
await prepare(world);
const system = new System(world);

const everySequence = (sequences: fc.Arbitrary<Step[]>) =>
  fc.assert(
    fc.asyncProperty(sequences, (steps) => runSequence(system, steps)),
    parameters,
  );

test("books and pipeline do what the model does, command by command", { timeout }, async () => {
  await expect(everySequence(oneByOne)).resolves.toBeUndefined();
});

test("commands at the same time end as they would in some order", { timeout }, async () => {
  await expect(everySequence(inBursts)).resolves.toBeUndefined();
});

test("no two commands ever waited for each other in a circle", async () => {
  // A connection tells what it has counted when it ends.
  const others = world.sql<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and application_name = 'easel-rpc'`;
  for (const { pid } of await others) await world.sql`select pg_terminate_backend(${pid}, 5000)`;
  const [row] = await world.sql<{ deadlocks: number }[]>`
    select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(row).toEqual({ deadlocks: 0 });
});
