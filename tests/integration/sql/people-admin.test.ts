import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createGiftCodeMaker } from "~/.server/credits/gift-code-maker";
import { createSupabaseGiftCodes } from "~/.server/credits/supabase-gift-codes";
import { createSupabaseLedger } from "~/.server/credits/supabase-ledger";
import { createSupabaseCreditRules, createSupabasePeople } from "~/.server/admin/supabase-people";
import { fileOf, refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql, store, database, admin } = world;
const caps = { maxCredits: 1000, maxCreditsADay: 1_000_000, confirmAbove: 1000 };
const people = createSupabasePeople(database, caps);
const rules = createSupabaseCreditRules(database);
const maker = createGiftCodeMaker("a secret of this test");

const byHand = (credits: number, changes = {}) => ({
  ...{ credits, reason: "Sorry for that", key: randomUUID(), isConfirmed: false },
  ...changes,
});
const audit = (subject: string) =>
  sql`select action, actor, reason, old_value as old, new_value as new from admin_audit_log
    where subject = ${subject} order by id`;

/** A request of three files of which one came. */
async function short(prompt = "A boat") {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds, prompt });
  await store.complete(claim, claim.mediaIds.slice(0, 1).map(fileOf));
  return { ann, id: claim.id };
}

test("no function of an admin does or tells anything for a session that is not live", async () => {
  const rows = await sql<{ name: string; names: string[]; types: string[] }[]>`
    select p.proname as name, p.proargnames[:p.pronargs - p.pronargdefaults] as names,
      array(select format_type(t, null) from unnest(p.proargtypes) t) as types
    from pg_proc p where p.pronamespace = 'public'::regnamespace and 'p_admin_session' = any (p.proargnames)
      and p.proname <> 'end_admin_session'`;
  expect(rows.length).toBeGreaterThan(15);
  const someValue: Record<string, unknown> = {
    ...{ text: "x", "text[]": [], uuid: randomUUID(), jsonb: {}, boolean: false },
    ...{ bigint: 1, integer: 1 },
  };
  for (const { name, names, types } of rows) {
    const args = names.map((each, at) => [each, someValue[types[at] ?? ""] ?? null]);
    const { body } = await world.ask(name, Object.fromEntries(args));
    expect([name, Reflect.get(Object(body), "details")]).toEqual([name, "signed_out"]);
  }
});

test("a refund by hand is made once, however often and by how many it is asked for", async () => {
  const { ann, id } = await short();
  const asked = Array.from({ length: 50 }, () => people.refund(admin, id, byHand(200)));
  const done = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
  expect(done).toHaveLength(1);
  expect(await world.balance(ann)).toBe(9700);
  expect(await refusalOf(people.refund(admin, id, byHand(1)))).toEqual({
    ...{ code: "already_refunded", facts: { credits: 200 } },
  });
  expect(await audit(ann.userId)).toMatchObject([
    {
      ...{ action: "refund_by_hand", actor: "Grace", reason: "Sorry for that" },
      old: { generationId: id, keptCredits: 500 },
      new: { generationId: id, keptCredits: 300 },
    },
  ]);
  expect(await world.violations()).toEqual([]);
});

test("at most what is still kept is refunded, and nothing while the request goes on", async () => {
  const { ann, id } = await short();
  expect(await refusalOf(people.refund(admin, id, byHand(501)))).toEqual({
    ...{ code: "limit_reached", facts: { what: "kept_credits", limit: 500 } },
  });
  const waiting = await world.start(ann);
  expect((await refusalOf(people.refund(admin, waiting, byHand(1)))).facts).toMatchObject({
    what: "kept_credits",
    limit: 0,
  });
  const movement = byHand(500);
  await people.refund(admin, id, movement);
  await people.refund(admin, id, movement);
  expect(await audit(ann.userId)).toHaveLength(1);
});

test("caps by hand hold for a hundred at once, and what is above a line needs a second word", async () => {
  const strict = createSupabasePeople(database, {
    ...{ maxCredits: 500, confirmAbove: 100 },
    maxCreditsADay: (await givenToday()) + 1000,
  });
  const ann = await world.person();
  const before = await audit(ann.userId);
  expect((await refusalOf(strict.adjust(admin, ann.userId, byHand(501)))).facts).toEqual({
    what: "by_hand",
    limit: 500,
  });
  expect(await refusalOf(strict.adjust(admin, ann.userId, byHand(-200)))).toEqual({
    ...{ code: "confirm_needed", facts: { credits: 200 } },
  });
  expect(await audit(ann.userId)).toEqual(before);
  const confirmed = Array.from({ length: 100 }, (_, n) =>
    strict.adjust(admin, ann.userId, byHand(n % 2 ? 300 : -300, { isConfirmed: true })),
  );
  const done = (await Promise.allSettled(confirmed)).filter(({ status }) => status === "fulfilled");
  expect(done).toHaveLength(3);
  expect(await audit(ann.userId)).toHaveLength(3);
  expect(await world.violations()).toEqual([]);
});

async function givenToday(): Promise<number> {
  const [row] = await sql<{ sum: number }[]>`
    select coalesce(sum(abs(delta)), 0)::int as sum from credit_ledger where reason in ('adjustment', 'goodwill')`;
  return row?.sum ?? 0;
}

test("a batch counts in full for the caps, is made once, and gives the same codes again", async () => {
  const codes = createSupabaseGiftCodes(database, maker, {
    ...{ maxCredits: 5000, maxCreditsADay: 1_000_000, confirmAbove: 2000 },
  });
  const batch = {
    ...{ id: randomUUID(), label: "Fair", credits: 100, codeCount: 10, maxUses: 4 },
    expiresAt: null,
  };
  expect((await refusalOf(codes.make(admin, batch, "A fair", false))).code).toBe("confirm_needed");
  expect(
    (await refusalOf(codes.make(admin, { ...batch, maxUses: 6 }, "A fair", true))).facts,
  ).toMatchObject({ what: "by_hand", limit: 5000 });
  await Promise.all(Array.from({ length: 10 }, () => codes.make(admin, batch, "A fair", true)));
  expect(await audit(batch.id)).toHaveLength(1);
  const changed = codes.make(admin, { ...batch, credits: 1 }, "A fair", true);
  expect((await refusalOf(changed)).code).toBe("idempotency_conflict");
  const again = await codes.codesOf(admin, batch.id);
  expect(new Set(again.codes.map(({ code }) => code)).size).toBe(10);
  const ann = await world.person();
  const ledger = createSupabaseLedger(database);
  expect(await ledger.redeem(ann, again.codes[3]?.code ?? "")).toBe(100);
  await codes.withdraw(admin, batch.id, "Over");
  await codes.withdraw(admin, batch.id, "Over");
  expect(await audit(batch.id)).toHaveLength(2);
  expect((await refusalOf(ledger.redeem(ann, again.codes[4]?.code ?? ""))).facts).toEqual({
    why: "withdrawn",
  });
  const others = createSupabaseGiftCodes(database, createGiftCodeMaker("another"), caps);
  expect((await others.codesOf(admin, batch.id)).codes[0]).toEqual({ code: null, uses: 0 });
});

test("whoever is suspended reads the message, keeps their files, and spends nothing until it is lifted", async () => {
  const ann = await world.person();
  await people.suspend(admin, ann.userId, "Please write to us.", "Spam");
  await people.suspend(admin, ann.userId, "Please write to us.", "Spam");
  expect(await refusalOf(world.start(ann))).toEqual({
    ...{ code: "suspended", facts: { message: "Please write to us." } },
  });
  const page = await database.asViewer(ann).call("account_page", {});
  expect(page).toMatchObject({
    ...{ account: { suspended: true }, suspensionMessage: "Please write to us." },
  });
  await people.liftSuspension(admin, ann.userId, "Sorted out");
  await people.liftSuspension(admin, ann.userId, "Sorted out");
  await world.start(ann);
  expect((await audit(ann.userId)).map(({ action }) => action)).toEqual([
    "suspend_person",
    "lift_suspension",
  ]);
});

test("signs out everywhere and deletes, each with one line in the audit log", async () => {
  const ann = await world.person();
  await people.signOut(admin, ann.userId, "Asked for it");
  await people.signOut(admin, ann.userId, "Asked for it");
  expect((await database.asViewer(ann).call("account_page", {})).account).toBeNull();
  await Promise.allSettled(
    Array.from({ length: 5 }, () => people.delete(admin, ann.userId, "Asked for it")),
  );
  expect((await audit(ann.userId)).map(({ action }) => action)).toEqual([
    "sign_out_person",
    "delete_person",
  ]);
  expect(await people.read(admin, ann.userId, 1, 10)).toMatchObject({
    ...{ person: { email: "", name: "" }, sessions: [], total: 1 },
  });
  expect((await refusalOf(people.suspend(admin, ann.userId, "", "r"))).code).toBe("not_found");
  expect(await world.violations()).toEqual([]);
});

test("finds people by id, and by the beginnings of the words of name and address", async () => {
  const { viewer } = await world.createUser({
    ...{ name: "Zoë van der Berg", email: "Z.Berg@Example-Mail.org" },
  });
  const found = async (query: string) =>
    (await people.find(admin, query, null)).people.map(({ id }) => id);
  for (const query of [
    ...[viewer.userId, "z.berg@example-mail.org", "zoe", "ZOË ber", "example-mail", "berg z"],
  ])
    expect([query, await found(query)]).toEqual([query, [viewer.userId]]);
  expect(await found("zoe nobody")).toEqual([]);
  expect(await found(randomUUID())).toEqual([]);
  await sql`update auth.users set email = 'new@elsewhere.test' where id = ${viewer.userId}`;
  expect(await found("elsewhere.test")).toEqual([viewer.userId]);
  expect(await found("example-mail")).toEqual([]);
  await people.delete(admin, viewer.userId, "Asked for it");
  expect(await found("zoe")).toEqual([]);
});

test("lists everybody, newest first, 50 at a time", async () => {
  await sql`insert into users (id, name, created_at)
    select gen_random_uuid(), 'Many', now() - make_interval(mins => n) from generate_series(1, 120) n`;
  const [{ count } = { count: 0 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from users`;
  const seen: string[] = [];
  for (let before: string | null = null, more = true; more;) {
    const page = await people.find(admin, "", before);
    seen.push(...page.people.map(({ id }) => id));
    before = seen.at(-1) ?? null;
    more = page.hasMore;
  }
  expect([seen.length, new Set(seen).size]).toEqual([count, count]);
});

test("a rule is chosen for everybody or one person, begins on its day, and the same again changes nothing", async () => {
  const ann = await world.person();
  const choice = { mode: "add", credits: 500, day: 31, isForThisMonth: false } as const;
  await rules.allow(admin, null, choice, "Term begins");
  await rules.allow(admin, null, choice, "Term begins");
  await rules.allow(admin, ann.userId, { ...choice, credits: 0 }, "Has enough");
  await rules.cap(admin, null, { dayCredits: 100, monthCredits: null, isOwn: true }, "Budget");
  await rules.cap(
    admin,
    ann.userId,
    { dayCredits: null, monthCredits: null, isOwn: true },
    "Staff",
  );
  const { allowance, caps: common, own } = await rules.read(admin);
  expect(allowance).toMatchObject({ mode: "add", credits: 500, day: 31 });
  expect(Date.parse(allowance?.nextAt ?? "")).toBeGreaterThan(Date.now());
  expect(common).toEqual({ dayCredits: 100, monthCredits: null });
  expect(own).toMatchObject([{ person: { id: ann.userId }, allowance: { credits: 0 } }]);
  await world.start(ann);
  const bob = await world.person();
  expect((await refusalOf(world.start(bob))).code).toBe("limit_reached");
  await rules.cap(admin, null, { dayCredits: null, monthCredits: null, isOwn: false }, "No more");
  await world.start(bob);
  await rules.endAllowance(admin, null, "Over");
  await rules.endAllowance(admin, null, "Over");
  expect(await rules.read(admin)).toMatchObject({ allowance: null, caps: null });
  expect((await audit("everybody")).map(({ action }) => action)).toEqual([
    ...["choose_allowance", "choose_caps", "choose_caps", "end_allowance"],
  ]);
});

test("a rule for this month too is due at once where its day is over", async () => {
  const rule = { mode: "add", credits: 5, day: 1, isForThisMonth: true } as const;
  await rules.allow(admin, null, rule, "Late start");
  const { allowance } = await rules.read(admin);
  expect(Date.parse(allowance?.nextAt ?? "")).toBeLessThanOrEqual(Date.now());
  await rules.endAllowance(admin, null, "Over");
});

test("a rule that is changed while its month is given, or overdue, gives that month to the rest", async () => {
  const lastMonth = new Date(Date.now() - 40 * 86_400_000);
  const ann = await world.person();
  const before = { mode: "add", credits: 5, day: 1, isForThisMonth: false } as const;
  await rules.allow(admin, null, before, "Term begins");
  await sql`update private.allowances set next_at = ${lastMonth}, after_user = ${ann.userId} where user_id is null`;
  await rules.allow(admin, null, { ...before, credits: 7, day: 31 }, "More");
  expect(
    await sql`select credits::int, day, next_at, after_user from private.allowances where user_id is null`,
  ).toEqual([{ credits: 7, day: 31, next_at: lastMonth, after_user: ann.userId }]);
  await rules.endAllowance(admin, null, "Over");
});

test("one key moves credits in one way only", async () => {
  const { ann, id } = await short();
  const movement = byHand(200);
  await people.adjust(admin, ann.userId, movement);
  expect((await refusalOf(people.refund(admin, id, movement))).code).toBe("idempotency_conflict");
  const other = byHand(100);
  await people.refund(admin, id, other);
  expect((await refusalOf(people.adjust(admin, ann.userId, other))).code).toBe(
    "idempotency_conflict",
  );
  expect(await world.violations()).toEqual([]);
});

test("a person whose own caps are taken away has not broken everybody's before", async () => {
  const ann = await world.person();
  const own = { dayCredits: null, monthCredits: null, isOwn: true };
  await rules.cap(admin, null, { ...own, dayCredits: 100 }, "Budget");
  await rules.cap(admin, ann.userId, own, "Staff");
  await world.start(ann);
  await rules.cap(admin, ann.userId, { ...own, isOwn: false }, "Left");
  expect(await world.violations()).toEqual([]);
  await rules.cap(admin, null, { ...own, isOwn: false }, "No more");
});

test("a refund by hand and the end of the account wait for each other in no circle", async () => {
  const { ann, id } = await short();
  await world.start(ann);
  let refund: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`select from users where id = ${ann.userId} for no key update`;
    refund = people.refund(admin, id, byHand(200));
    await waitsForLock();
    await tx`update generations set negative_prompt = '' where user_id = ${ann.userId}`;
  });
  await refund;
  expect(await world.balance(ann)).toBe(9200);
});

/** Until a call waits for a row that another transaction holds. */
async function waitsForLock(): Promise<void> {
  await expect
    .poll(async () => (await sql`select from pg_locks where not granted`).length)
    .toBeGreaterThan(0);
}
