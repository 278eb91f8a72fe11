import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseAccounts } from "~/.server/account/supabase-accounts";
import { refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql } = world;
const accounts = createSupabaseAccounts(world.database);
const tokenHash = () => randomUUID().replaceAll("-", "").repeat(2);

test("allows exactly the limit of a burst, and says when to come back", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, () => accounts.takeRateLimit("burst", 7, 60)),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
  expect(await refusalOf(accounts.takeRateLimit("burst", 7, 60))).toEqual({
    code: "rate_limited",
    facts: {
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
    },
  });
});

test("frees one use at a time as the window moves on", async () => {
  for (let use = 0; use < 3; use += 1) await accounts.takeRateLimit("window", 3, 60);
  await sql`update private.rate_limits set uses = array[now() - interval '61 seconds', now() - interval '30 seconds', now()] where bucket = 'window'`;
  await accounts.takeRateLimit("window", 3, 60);
  const { facts } = await refusalOf(accounts.takeRateLimit("window", 3, 60));
  expect(facts).toEqual({
    retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 25 && seconds <= 30),
  });
});

test("counts each bucket by itself", async () => {
  await accounts.takeRateLimit("one", 1, 60);
  await accounts.takeRateLimit("another", 1, 60);
  expect((await refusalOf(accounts.takeRateLimit("one", 1, 60))).code).toBe("rate_limited");
});

test("does not keep rows that no longer count", async () => {
  for (let n = 0; n < 6; n += 1) await accounts.takeRateLimit(`old ${n}`, 1, 60);
  await sql`update private.rate_limits set expires_at = now() - interval '1 second' where bucket like 'old %'`;
  for (let n = 0; n < 3; n += 1) await accounts.takeRateLimit(`new ${n}`, 1, 60);
  expect(await sql`select 1 from private.rate_limits where bucket like 'old %'`).toHaveLength(0);
});

test("keeps a draft for an hour", async () => {
  const token = tokenHash();
  const fields = { prompt: "A red house \u2013 by the sea", seed: "" };
  expect(await accounts.readDraft(token)).toBeNull();
  await accounts.saveDraft(token, { prompt: "first" });
  await accounts.saveDraft(token, fields);
  expect(await accounts.readDraft(token)).toEqual(fields);
  await sql`update private.drafts set expires_at = now() where token_hash = encode(sha256(${token}::bytea), 'hex')`;
  expect(await accounts.readDraft(token)).toBeNull();
});

test("refuses a draft of more than 64 kB", async () => {
  await accounts.saveDraft(tokenHash(), { prompt: "x".repeat(60_000) });
  expect(
    (await refusalOf(accounts.saveDraft(tokenHash(), { prompt: "x".repeat(70_000) }))).code,
  ).toBe("too_large");
});
