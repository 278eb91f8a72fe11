import { expect, test } from "vitest";
import { createSupabaseLedger } from "~/.server/credits/supabase-ledger";
import { startWorld } from "../sql/world";

const world = await startWorld();
const { store, database } = world;
const ledger = createSupabaseLedger(database);

test("lists every movement of credits, newest first, with its generation", async () => {
  const ann = await world.person(9000);
  const generationId = await world.start(ann, { prompt: "A boat" });
  await store.cancel(ann, generationId);
  const { entries, total } = await ledger.page(ann, 1, 3);
  expect(total).toBe(4);
  expect(
    entries.map(({ seq, delta, reason, prompt, status }) => ({
      seq,
      delta,
      reason,
      prompt,
      status,
    })),
  ).toEqual([
    { seq: 4, delta: 500, reason: "refund", prompt: "A boat", status: "canceled" },
    { seq: 3, delta: -500, reason: "charge", prompt: "A boat", status: "canceled" },
    { seq: 2, delta: -1000, reason: "adjustment", prompt: null, status: null },
  ]);
  expect((await ledger.page(ann, 2, 3)).entries.map(({ reason }) => reason)).toEqual([
    "signup_grant",
  ]);
});
