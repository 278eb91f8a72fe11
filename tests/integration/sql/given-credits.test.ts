import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { createSupabaseAllowances } from "~/.server/credits/supabase-allowances";
import { createGiftCodeMaker, hashOfGiftCode } from "~/.server/credits/gift-code-maker";
import { createSupabaseLedger } from "~/.server/credits/supabase-ledger";
import { giveAllowances } from "~/.server/use-cases/give-allowances";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql } = world;
const ledger = createSupabaseLedger(world.database);
const allowances = createSupabaseAllowances(world.database);
const { codeOf } = createGiftCodeMaker("a secret of this test");

beforeEach(async () => {
  await sql`delete from private.allowances`;
  await sql`delete from private.spending_caps`;
});

/** A batch of codes, each for 500 credits. */
async function codes(count: number, { uses = 1, expired = false, withdrawn = false } = {}) {
  const id = randomUUID();
  await sql`insert into private.gift_batches (id, label, credits, code_count, max_uses, expires_at, withdrawn_at, made_by)
    values (${id}, 'Fair', 500, ${count}, ${uses}, ${expired ? new Date(0) : null}, ${withdrawn ? new Date() : null}, 'Ada')`;
  const made = Array.from({ length: count }, (_, place) => codeOf(id, place + 1));
  await sql`insert into private.gift_codes (batch_id, number, code_hash, max_uses)
    select ${id}, n, h, ${uses} from unnest(${made.map(hashOfGiftCode)}::text[]) with ordinality c (h, n)`;
  return made;
}

const people = (count: number): Promise<Viewer[]> =>
  Promise.all(Array.from({ length: count }, () => world.person()));
const whyOf = async (viewer: Viewer, code: string) =>
  (await refusalOf(ledger.redeem(viewer, code))).facts;
const given = (reason: string, { userId }: Viewer) =>
  sql`select delta::int, idempotency_key as key from credit_ledger
    where user_id = ${userId} and reason = ${reason} order by seq`;

test("a gift code gives its credits once, in whatever spelling it is typed", async () => {
  const ann = await world.person();
  const [code = ""] = await codes(1);
  expect(await ledger.redeem(ann, ` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(500);
  expect(await world.balance(ann)).toBe(10_500);
  expect(await whyOf(ann, code)).toEqual({ why: "yours" });
  expect(await whyOf(await world.person(), code)).toEqual({ why: "used" });
  const { entries } = await ledger.page(ann, 1, 10);
  expect(entries[0]).toMatchObject({ reason: "gift_code", delta: 500 });
});

test("a code that is unknown, too old or taken back gives nothing, and says which", async () => {
  const ann = await world.person();
  const [old = ""] = await codes(1, { expired: true });
  const [gone = ""] = await codes(1, { withdrawn: true });
  expect(await whyOf(ann, codeOf(randomUUID(), 1))).toEqual({ why: "unknown" });
  expect(await whyOf(ann, old)).toEqual({ why: "expired" });
  expect(await whyOf(ann, gone)).toEqual({ why: "withdrawn" });
  expect(await world.balance(ann)).toBe(10_000);
});

test("a suspended person redeems nothing, and reads why", async () => {
  const ann = await world.person();
  const [code = ""] = await codes(1);
  await sql`update users set suspended_at = now(), suspension_message = 'Write to us.' where id = ${ann.userId}`;
  expect(await refusalOf(ledger.redeem(ann, code))).toEqual({
    code: "suspended",
    facts: { message: "Write to us." },
  });
});

test("a code for seven gives to seven of a hundred at once", async () => {
  const crowd = await people(20);
  const [code = ""] = await codes(1, { uses: 7 });
  const tries = Array.from({ length: 100 }, (_, n) => ledger.redeem(crowd[n % 20]!, code));
  const done = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");
  expect(done).toHaveLength(7);
  expect(await Promise.all(crowd.map((each) => world.balance(each)))).toEqual(
    expect.arrayContaining([10_500, 10_000]),
  );
  const [row] =
    await sql`select uses from private.gift_codes where code_hash = ${hashOfGiftCode(code)}`;
  expect(row).toEqual({ uses: 7 });
  expect(await world.violations()).toEqual([]);
});

test("the table gives nobody a code that can be used", async () => {
  const [code = ""] = await codes(1);
  const rows = await sql`select c.*, b.* from private.gift_codes c, private.gift_batches b`;
  expect(JSON.stringify(rows)).not.toContain(code);
  expect(JSON.stringify(rows)).not.toContain(code.replaceAll("-", ""));
});

/** A transaction whose process dies before it commits. */
async function cutOff(statement: string, parameters: string[]): Promise<void> {
  const dying = postgres(world.backend.databaseUrl, { max: 1, onnotice: () => undefined });
  const work = dying.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await tx.unsafe(statement, parameters);
    await sql`select pg_terminate_backend(${row?.pid ?? 0}, 10000)`;
    await tx`select 1`;
  });
  await expect(work).rejects.toThrow(/terminat|CONNECTION/);
  await dying.end({ timeout: 1 });
}

test("a process that dies while it redeems has taken nothing from the code", async () => {
  const ann = await world.person();
  const [code = ""] = await codes(1);
  await cutOff("select public.redeem_gift_code($1, $2, $3)", [
    ...[ann.userId, ann.sessionId, hashOfGiftCode(code)],
  ]);
  expect(await world.balance(ann)).toBe(10_000);
  expect(await ledger.redeem(ann, code)).toBe(500);
  expect(await world.violations()).toEqual([]);
});

/** An allowance of everybody, or of one person, whose next month is so many months ago; 0 is this one. */
async function allow(
  mode: "add" | "top_up",
  credits: number,
  { months = 0, userId = null as string | null } = {},
): Promise<void> {
  await sql`insert into private.allowances (user_id, mode, credits, day, next_at)
    values (${userId}, ${mode}, ${credits}, 1, clock_timestamp() - make_interval(months => ${months}))`;
}

/** As if everybody had been there for a year. */
async function afterAYear(work: () => Promise<void>): Promise<void> {
  await sql`update users set created_at = created_at - interval '1 year'`;
  await work();
  await sql`update users set created_at = created_at + interval '1 year'`;
}
const giveAll = async (limit = 100): Promise<void> => {
  while ((await allowances.give(limit)) > 0);
};
const monthKey = (monthsAgo = 0) => {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1));
  return `allowance:${month.toISOString().slice(0, 7)}`;
};

test("everybody gets the month's allowance once, however often it is asked for", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  await allow("add", 300);
  await giveAll(1);
  await giveAll();
  for (const person of [ann, bob])
    expect(await given("allowance", person)).toEqual([{ delta: 300, key: monthKey() }]);
  await sql`update private.allowances set next_at = clock_timestamp()`;
  await giveAll();
  expect(await given("allowance", ann)).toHaveLength(1);
  const [run] =
    await sql`select people::int, credits::int, finished_at is not null as done from private.allowance_runs`;
  const [{ count } = { count: 0 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from users where deleted_at is null`;
  expect(run).toEqual({ people: count, credits: count * 300, done: true });
  expect(await world.violations()).toEqual([]);
});

test("a hundred calls at once give it once", async () => {
  const crowd = await people(30);
  await allow("add", 200);
  await Promise.all(Array.from({ length: 100 }, () => allowances.give(7)));
  await giveAll(7);
  for (const person of crowd) expect(await given("allowance", person)).toHaveLength(1);
  expect(await world.violations()).toEqual([]);
});

test("a process that dies in the middle loses nobody, and nobody gets it twice", async () => {
  const crowd = await people(6);
  await allow("add", 200);
  await allowances.give(2);
  await cutOff("select public.give_allowances($1::integer)", ["3"]);
  await giveAll(2);
  for (const person of crowd) expect(await given("allowance", person)).toHaveLength(1);
  expect(await world.violations()).toEqual([]);
});

test("months in which nothing ran are made up for, each once, in their order", async () => {
  const ann = await world.person();
  await allow("add", 100, { months: 2 });
  await afterAYear(() => giveAll());
  expect(await given("allowance", ann)).toEqual(
    [2, 1, 0].map((ago) => ({ delta: 100, key: monthKey(ago) })),
  );
  const [rule] = await sql`select next_at > now() as later from private.allowances`;
  expect(rule).toEqual({ later: true });
});

test("a balance is filled up to so many and no further", async () => {
  const [poor, rich] = [await world.person(4000), await world.person(12_000)];
  await allow("top_up", 10_000, { months: 1 });
  await afterAYear(() => giveAll());
  expect(await given("allowance", poor)).toEqual([{ delta: 6000, key: monthKey(1) }]);
  expect(await given("allowance", rich)).toEqual([]);
});

test("a person's own allowance stands in place of everybody's, also one of nothing", async () => {
  const [ann, bob, cid] = (await people(3)) as [Viewer, Viewer, Viewer];
  await allow("add", 100);
  await allow("add", 700, { userId: ann.userId });
  await allow("add", 0, { userId: bob.userId });
  await giveAll(1);
  expect(await given("allowance", ann)).toMatchObject([{ delta: 700 }]);
  expect(await given("allowance", bob)).toEqual([]);
  expect(await given("allowance", cid)).toMatchObject([{ delta: 100 }]);
  expect((await ledger.page(ann, 1, 1)).allowance).toMatchObject({ mode: "add", credits: 700 });
  expect((await ledger.page(bob, 1, 1)).allowance).toBeNull();
});

test("who came later in the month, or is gone, gets none", async () => {
  const [ann, gone] = (await people(2)) as [Viewer, Viewer];
  await allow("add", 100);
  const late = await world.person();
  await sql`delete from auth.users where id = ${gone.userId}`;
  await giveAll();
  expect(await given("allowance", ann)).toHaveLength(1);
  expect(await given("allowance", late)).toEqual([]);
  expect(await given("allowance", gone)).toEqual([]);
});

test("whoever is just being changed is waited for, and nobody is passed over", async () => {
  const crowd = await people(3);
  await allow("add", 100);
  let waiting: Promise<void> = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`select from users order by id desc limit 1 for update`;
    expect(await allowances.give(1000)).toBeGreaterThan(0);
    expect(await sql`select from private.allowances where next_at <= now()`).toHaveLength(1);
    waiting = giveAll();
  });
  await waiting;
  expect(await sql`select from private.allowances where next_at <= now()`).toEqual([]);
  for (const person of crowd) expect(await given("allowance", person)).toHaveLength(1);
});

test("the clean-up's timer and its call give what is due, and trouble stops neither", async () => {
  const ann = await world.person();
  await allow("add", 100);
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  expect(await giveAllowances({ allowances, log }, () => false)).toBeGreaterThan(0);
  expect(await given("allowance", ann)).toHaveLength(1);
  const broken = { give: () => Promise.reject(new Error("no database")) };
  expect(await giveAllowances({ allowances: broken, log }, () => false)).toBe(0);
  expect(logged).toEqual(["Monthly allowances could not be given"]);
});

/** Caps of everybody, or of one person. */
const cap = (day: number | null, month: number | null, userId: string | null = null) =>
  sql`insert into private.spending_caps (user_id, day_credits, month_credits) values (${userId}, ${day}, ${month})`;

test("of a hundred requests at once no more start than the day's cap allows", async () => {
  await sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 10000`;
  const ann = await world.person(100_000);
  await cap(1700, null);
  const starts = Array.from({ length: 100 }, () => world.start(ann));
  const refused = (await Promise.allSettled(starts)).filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(97);
  expect(await refusalOf(world.start(ann))).toEqual({
    code: "limit_reached",
    facts: { what: "credits_a_day", limit: 1700, spent: 1500 },
  });
  expect(await world.balance(ann)).toBe(98_500);
  expect(await world.violations()).toEqual([]);
});

test("what is refunded may be spent again, and free requests are never stopped", async () => {
  const ann = await world.person();
  await cap(null, 500);
  const first = await world.start(ann);
  expect((await refusalOf(world.start(ann))).facts).toMatchObject({ what: "credits_a_month" });
  await world.start(ann, { priceCreditsEach: 0 });
  await world.store.cancel(ann, first);
  await world.start(ann);
});

test("yesterday's spending counts for the month and not for today", async () => {
  const ann = await world.person();
  await cap(500, 900);
  await world.start(ann);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update credit_ledger set created_at = greatest(date_trunc('month', now(), 'UTC'),
      date_trunc('day', now(), 'UTC') - interval '1 minute') where user_id = ${ann.userId} and reason = 'charge'`;
  });
  const facts = (await refusalOf(world.start(ann))).facts;
  // On the first of a month there is no yesterday in it.
  const isFirst = new Date().getUTCDate() === 1;
  expect(facts).toMatchObject({ what: isFirst ? "credits_a_day" : "credits_a_month" });
});

test("what was charged in an earlier month makes no room in this one when it is refunded", async () => {
  const ann = await world.person();
  await cap(null, 500);
  const earlier = await world.start(ann);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update credit_ledger set created_at = date_trunc('month', now(), 'UTC') - interval '1 minute'
      where user_id = ${ann.userId} and reason = 'charge'`;
  });
  await world.store.cancel(ann, earlier);
  await world.start(ann);
  expect((await refusalOf(world.start(ann))).facts).toMatchObject({ spent: 500 });
});

test("a person's own caps stand in place of everybody's, and the page shows them", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  await cap(600, 5000);
  await cap(null, 1000, bob.userId);
  await world.start(ann);
  await world.start(bob);
  await world.start(bob);
  expect((await ledger.page(ann, 1, 1)).spending).toMatchObject([
    { period: "day", limitCredits: 600, spentCredits: 500 },
    { period: "month", limitCredits: 5000, spentCredits: 500 },
  ]);
  const { spending } = await ledger.page(bob, 1, 1);
  expect(spending).toMatchObject([{ period: "month", limitCredits: 1000, spentCredits: 1000 }]);
  expect(Date.parse(spending[0]?.endsAt ?? "")).toBeGreaterThan(Date.now());
});
