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
    Array.from({ length: 60 }, () => accounts.takeRateLimit("report", "burst")),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(await refusalOf(accounts.takeRateLimit("report", "burst"))).toEqual({
    code: "rate_limited",
    facts: {
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 3000 && seconds <= 3600),
    },
  });
});

test("frees one use at a time as the window moves on", async () => {
  for (let use = 0; use < 5; use += 1) await accounts.takeRateLimit("reset", "a@example.org");
  const ago = [3660, 1800, 3, 2, 1].map((seconds) => `${seconds} seconds`);
  await sql`update private.rate_limits set uses = array(select now() - a::interval from unnest(${ago}::text[]) a)`;
  await accounts.takeRateLimit("reset", "a@example.org");
  const { facts } = await refusalOf(accounts.takeRateLimit("reset", "a@example.org"));
  expect(facts).toEqual({
    retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 1500 && seconds <= 1800),
  });
});

test("counts each limit and each person by itself, and a mailbox in whatever case, by a hash", async () => {
  const take = (whose: string) => accounts.takeRateLimit("reset", whose);
  for (const email of ["b@example.org", "B@Example.org", " b@example.org ", "b@example.org"])
    await take(email);
  await take("b@EXAMPLE.ORG");
  await take("c@example.org");
  await accounts.takeRateLimit("draft", "b@example.org");
  expect((await refusalOf(take("b@example.org"))).code).toBe("rate_limited");
  expect(await sql`select from private.rate_limits where bucket like 'reset:%@%'`).toHaveLength(0);
});

test("does not keep rows that no longer count", async () => {
  for (let n = 0; n < 6; n += 1) await accounts.takeRateLimit("draft", `old ${n}`);
  await sql`update private.rate_limits set expires_at = now() - interval '1 second' where bucket like 'draft:old %'`;
  for (let n = 0; n < 3; n += 1) await accounts.takeRateLimit("draft", `new ${n}`);
  expect(await sql`select 1 from private.rate_limits where bucket like 'draft:old %'`).toHaveLength(
    0,
  );
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
