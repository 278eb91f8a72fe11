import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { expect, test } from "vitest";
import { inputOf, refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, store, server } = world;

const settings = (changes: Record<string, string | number | postgres.Parameter>) =>
  sql`update app_settings set ${sql(changes)}`;
const queued = async (generationId: string) => {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from pgmq.q_generations where message->>'generationId' = ${generationId}`;
  return row?.n;
};

test("charges, records and enqueues in one go", async () => {
  const ann = await world.person();
  const input = inputOf({ mediaIds: [randomUUID(), randomUUID()] });
  expect(await store.start(ann, input)).toEqual({
    generationId: input.generationId,
    replayed: false,
  });
  expect(await world.balance(ann)).toBe(9000);
  expect(await world.status(input.generationId)).toBe("queued");
  expect(await queued(input.generationId)).toBe(1);
  const [entry] =
    await sql`select seq::int, delta::int, balance_after::int, reason from credit_ledger where generation_id = ${input.generationId}`;
  expect(entry).toEqual({ seq: 2, delta: -1000, balance_after: 9000, reason: "charge" });
});

test("answers a repeated key with the first generation and charges once", async () => {
  const ann = await world.person();
  const input = inputOf();
  await store.start(ann, input);
  const again = { ...input, generationId: randomUUID(), mediaIds: [randomUUID()] };
  expect(await store.start(ann, again)).toEqual({
    generationId: input.generationId,
    replayed: true,
  });
  expect(await world.balance(ann)).toBe(9500);
});

test("refuses a repeated key with other input", async () => {
  const ann = await world.person();
  const input = inputOf();
  await store.start(ann, input);
  const other = inputOf({ idempotencyKey: input.idempotencyKey, inputHash: "another" });
  expect(await refusalOf(store.start(ann, other))).toEqual({
    code: "idempotency_conflict",
    facts: { generationId: input.generationId },
  });
  expect(await world.balance(ann)).toBe(9500);
});

test("makes one generation of 50 parallel calls with one key", async () => {
  const ann = await world.person();
  const input = inputOf();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      store.start(ann, { ...input, generationId: randomUUID(), mediaIds: [randomUUID()] }),
    ),
  );
  expect(new Set(answers.map((answer) => answer.generationId)).size).toBe(1);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  expect(await world.balance(ann)).toBe(9500);
  expect(await queued(answers[0]?.generationId ?? "")).toBe(1);
});

test("accepts exactly one of 100 parallel starts when there is credit for one", async () => {
  const ann = await world.person(500);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, () => store.start(ann, inputOf())),
  );
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  const codes = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.code] : [],
  );
  expect(new Set(codes)).toEqual(new Set(["insufficient_credits"]));
  expect(await world.balance(ann)).toBe(0);
  expect(await world.violations()).toEqual([]);
});

test("says how many credits are missing, and leaves nothing behind", async () => {
  const ann = await world.person(300);
  const input = inputOf();
  expect(await refusalOf(store.start(ann, input))).toEqual({
    code: "insufficient_credits",
    facts: { missingCredits: 200, balanceCredits: 300 },
  });
  expect(await world.status(input.generationId)).toBeUndefined();
  expect(await queued(input.generationId)).toBe(0);
});

test("refuses the suspended, but still answers what they started before", async () => {
  const ann = await world.person();
  const input = inputOf();
  await store.start(ann, input);
  await sql`update users set suspended_at = now() where id = ${ann.userId}`;
  expect((await refusalOf(store.start(ann, inputOf()))).code).toBe("suspended");
  expect((await store.start(ann, input)).replayed).toBe(true);
});

test("refuses a revoked session", async () => {
  const ann = await world.person();
  await server.call("revoke_session", sessionOf(ann));
  expect((await refusalOf(store.start(ann, inputOf()))).code).toBe("signed_out");
});

test("refuses someone who has no row", async () => {
  const ann = await world.person();
  expect((await refusalOf(store.start({ ...ann, userId: randomUUID() }, inputOf()))).code).toBe(
    "signed_out",
  );
});

test("refuses a kind that is switched off", async () => {
  const ann = await world.person();
  await settings({ disabled_kinds: "{video}" });
  expect((await refusalOf(store.start(ann, inputOf({ kind: "video" })))).code).toBe(
    "kind_disabled",
  );
  await settings({ disabled_kinds: "{}" });
  await store.start(ann, inputOf({ kind: "video" }));
});

test("refuses a model that is switched off", async () => {
  const ann = await world.person();
  await settings({ models: sql.json({ painter: { enabled: false } }) });
  expect((await refusalOf(store.start(ann, inputOf()))).code).toBe("model_unavailable");
  await settings({ models: sql.json({}) });
});

test("refuses a price that the settings have changed meanwhile", async () => {
  const ann = await world.person();
  await settings({ models: sql.json({ painter: { priceCredits: 600 } }) });
  expect(await refusalOf(store.start(ann, inputOf()))).toEqual({
    code: "price_changed",
    facts: { priceCredits: 600 },
  });
  await store.start(
    ann,
    inputOf({ mediaIds: [randomUUID(), randomUUID()], priceCreditsEach: 600 }),
  );
  await settings({ models: sql.json({}) });
});

test("charges more than the model's least price where that is still the least", async () => {
  const ann = await world.person();
  const long = { priceCreditsEach: 1200, listCreditsEach: 600 };
  const { facts, code } = await settings({
    models: sql.json({ painter: { priceCredits: 700 } }),
  }).then(() => refusalOf(store.start(ann, inputOf(long))));
  expect({ code, facts }).toEqual({ code: "price_changed", facts: { priceCredits: 700 } });
  await settings({ models: sql.json({ painter: { priceCredits: 600 } }) });
  await store.start(ann, inputOf(long));
  expect(await world.balance(ann)).toBe(8800);
  await settings({ models: sql.json({}) });
});

test("refuses a price that is not the one the person saw", async () => {
  const ann = await world.person();
  expect(await refusalOf(store.start(ann, inputOf({ quotedCreditsEach: 400 })))).toEqual({
    code: "price_changed",
    facts: { priceCredits: 500 },
  });
  expect(await world.balance(ann)).toBe(10_000);
  await store.start(ann, inputOf({ quotedCreditsEach: 500 }));
});

test("keeps the number of unfinished generations below the limit, also in a burst", async () => {
  const ann = await world.person();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 14 }, () => store.start(ann, inputOf({ priceCreditsEach: 10 }))),
  );
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason] : [],
  );
  expect(refused).toHaveLength(4);
  expect(refused[0]).toMatchObject({ code: "too_many_running", facts: { maxRunning: 10 } });
});

test("allows so many starts in any minute and says when to come back", async () => {
  const ann = await world.person();
  await settings({ max_starts_per_minute: 2 });
  for (let count = 0; count < 2; count += 1) await store.start(ann, inputOf());
  const refusal = await refusalOf(store.start(ann, inputOf()));
  expect(refusal).toMatchObject({
    code: "rate_limited",
    facts: { retryAfterSeconds: expect.any(Number) },
  });
  await sql`update generations set created_at = created_at - interval '61 seconds', deadline_at = deadline_at where user_id = ${ann.userId}`;
  await store.start(ann, inputOf());
  await settings({ max_starts_per_minute: 60 });
});

test("takes only a source file that the person has and can see", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [mine = ""] = await world.make(ann);
  const [theirs = ""] = await world.make(bob);
  const edit = (sourceMediaId: string) =>
    store.start(ann, inputOf({ kind: "edit", sourceMediaId }));
  await edit(mine);
  expect((await refusalOf(edit(theirs))).code).toBe("not_found");
  expect((await refusalOf(edit(randomUUID()))).code).toBe("not_found");
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [mine] });
  expect((await refusalOf(edit(mine))).code).toBe("not_found");
});

test("books nothing for a free model", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann, { priceCreditsEach: 0 });
  expect(await world.balance(ann)).toBe(10_000);
  await store.cancel(ann, generationId);
  expect(await world.violations()).toEqual([]);
});

test("keeps one person's key apart from another's", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const idempotencyKey = randomUUID();
  const first = await world.start(ann, { idempotencyKey });
  const second = await world.start(bob, { idempotencyKey });
  expect(second).not.toBe(first);
});

test("stores hostile words as they are", async () => {
  const ann = await world.person();
  const prompt = `'); drop table users; -- {{7*7}} =HYPERLINK("x") \u202e\ud83c\udf0a`;
  const generationId = await world.start(ann, { prompt });
  const [row] = await sql`select prompt from generations where id = ${generationId}`;
  expect(row?.["prompt"]).toBe(prompt);
});

test("a prompt that is not to be charged leaves nothing behind, and a repeat still finds its request", async () => {
  const ann = await world.person();
  for (const promptRefusal of ["invalid_input", "words_skipped"] as const) {
    const input = inputOf({ promptRefusal });
    expect(await refusalOf(store.start(ann, input))).toMatchObject({ code: promptRefusal });
    expect(await world.status(input.generationId)).toBeUndefined();
    expect(await queued(input.generationId)).toBe(0);
  }
  expect(await world.balance(ann)).toBe(10_000);
  const [{ entries } = { entries: 0 }] = await sql<{ entries: number }[]>`
    select count(*)::int as entries from credit_ledger where user_id = ${ann.userId}`;
  expect(entries).toBe(1);

  const first = inputOf();
  await store.start(ann, first);
  const again = { ...first, generationId: randomUUID(), promptRefusal: "invalid_input" as const };
  expect(await store.start(ann, again)).toEqual({
    generationId: first.generationId,
    replayed: true,
  });
  expect(await world.balance(ann)).toBe(9500);
});

test("keeps what the model made of the prompt, and nothing that it would make nothing of", async () => {
  const ann = await world.person();
  const promptReading = { understood: ["boat", "“lake”"], unknown: ["猫"], leftOut: ["night"] };
  const input = inputOf({ promptReading });
  await store.start(ann, input);
  const [row] = await sql`
    select prompt_reading from generations where id = ${input.generationId}`;
  expect(row).toEqual({ prompt_reading: promptReading });
  const longest = {
    understood: ["boat"],
    unknown: ["صلى الله عليه وسلم ".repeat(2000)],
    leftOut: [],
  };
  await store.start(await world.person(), inputOf({ promptReading: longest }));
  const empty = inputOf({ promptReading: { understood: [], unknown: ["猫"], leftOut: [] } });
  await expect(store.start(ann, empty)).rejects.toThrow(/prompt_reading/);
  expect(await world.balance(ann)).toBe(9500);
});
