import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import type { Arguments } from "~/.server/db/functions";
import type { Viewer } from "~/domain/viewer";
import { opening, refusalOf, sessionSettings, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;

const ledgerOf = (userId: string) =>
  sql`select seq::int, delta::int, balance_after::int, reason from credit_ledger where user_id = ${userId} order by seq`;
const adjustment = (
  userId: string,
  deltaCredits: number,
  changes: Partial<Arguments<"adjust_credits">> = {},
) => ({
  p_admin_session: world.admin,
  p_user_id: userId,
  p_delta_credits: deltaCredits,
  p_reason: "Thanks for the report",
  p_idempotency_key: randomUUID(),
  ...changes,
});

/** A new account, and its sessions at a web process whose SIGNUP_CREDITS are these. */
async function signUp(signupCredits: number, sessions = 1): Promise<Viewer> {
  const { viewer } = await world.createUser({ name: "Ann Lee" });
  const records = createSupabaseSessions(world.database, { ...sessionSettings, signupCredits });
  const opened = Array.from({ length: sessions }, () => ({ ...viewer, sessionId: randomUUID() }));
  await Promise.all(opened.map((each) => records.open(each, opening)));
  return viewer;
}

test("gives a new account its name, and with its first session the first credits", async () => {
  const { userId } = await signUp(10_000);
  const [row] =
    await sql`select name, credits::int, ledger_seq::int from users where id = ${userId}`;
  expect(row).toEqual({ name: "Ann Lee", credits: 10_000, ledger_seq: 1 });
  expect(await ledgerOf(userId)).toEqual([
    { seq: 1, delta: 10_000, balance_after: 10_000, reason: "signup_grant" },
  ]);
});

test("gives what the web process says while no admin has chosen, from the next account on", async () => {
  expect(await world.balance(await signUp(250))).toBe(250);
  expect(await ledgerOf((await signUp(0)).userId)).toEqual([]);
  expect(await world.balance(await signUp(500))).toBe(500);
});

test("gives what an admin has chosen, whatever the web process says", async () => {
  await sql`update app_settings set signup_credits = 40`;
  expect(await world.balance(await signUp(10_000))).toBe(40);
  await sql`update app_settings set signup_credits = 0`;
  const none = await signUp(10_000);
  expect(await ledgerOf(none.userId)).toEqual([]);
  await sql`update app_settings set signup_credits = null`;
  const records = createSupabaseSessions(world.database, sessionSettings);
  await records.open({ ...none, sessionId: randomUUID() }, opening);
  expect(await ledgerOf(none.userId)).toEqual([]);
  expect(await world.violations()).toEqual([]);
});

test("gives the first credits once to an account that signs in everywhere at once", async () => {
  expect(await world.balance(await signUp(10_000, 12))).toBe(10_000);
});

test("names an account after its address when no name was given", async () => {
  const id = randomUUID();
  await sql`insert into auth.users (id, email) values (${id}, 'grace@example.com')`;
  expect((await sql`select name, avatar from users where id = ${id}`)[0]).toEqual({
    name: "grace",
    avatar: null,
  });
});

test("gives the first grant once", async () => {
  const { userId } = await world.person();
  await expect(sql`select private.move_credits(${userId}, 10000, 'signup_grant')`).rejects.toThrow(
    "credit_ledger_one_signup_grant",
  );
});

test("makes no account while sign-ups are closed", async () => {
  await sql`update app_settings set sign_ups_open = false`;
  const id = randomUUID();
  await expect(
    sql`insert into auth.users (id, email) values (${id}, 'late@example.com')`,
  ).rejects.toThrow("sign ups closed");
  await sql`update app_settings set sign_ups_open = true`;
});

test("refuses every change of the books, for every role", async () => {
  for (const table of ["credit_ledger", "admin_audit_log"]) {
    const { userId } = await world.person(9000);
    expect(userId).toBeDefined();
    await expect(sql.unsafe(`update ${table} set actor = 'x'`)).rejects.toThrow("append-only");
    await expect(sql.unsafe(`delete from ${table}`)).rejects.toThrow("append-only");
    await expect(sql.unsafe(`truncate ${table}`)).rejects.toThrow("append-only");
  }
});

test("adjusts credits once per key, with a line in the audit log", async () => {
  const { userId } = await world.person();
  const request = adjustment(userId, -400);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => server.call("adjust_credits", request)),
  );
  expect(answers).toEqual(answers.map(() => 9600));
  expect(await ledgerOf(userId)).toHaveLength(2);
  const audit =
    await sql`select actor, action, old_value, new_value, reason from admin_audit_log where subject = ${userId}`;
  expect(audit).toEqual([
    {
      actor: "Grace",
      action: "adjust_credits",
      old_value: 10_000,
      new_value: 9600,
      reason: "Thanks for the report",
    },
  ]);
});

test("refuses an adjustment that makes no sense", async () => {
  const { userId } = await world.person();
  const codeOf = async (request: Arguments<"adjust_credits">) =>
    (await refusalOf(server.call("adjust_credits", request))).code;
  expect(await codeOf(adjustment(userId, 0))).toBe("invalid_input");
  expect(await codeOf(adjustment(userId, 2_000_000))).toBe("invalid_input");
  expect(await codeOf(adjustment(userId, 5, { p_reason: "  " }))).toBe("invalid_input");
  expect(await codeOf(adjustment(userId, 5, { p_admin_session: "" }))).toBe("signed_out");
  expect(await codeOf(adjustment(randomUUID(), 5))).toBe("not_found");
  expect(await codeOf(adjustment(userId, -10_001))).toBe("insufficient_credits");
  const request = adjustment(userId, 5);
  await server.call("adjust_credits", request);
  expect(await codeOf({ ...request, p_delta_credits: 6 })).toBe("idempotency_conflict");
  expect(await ledgerOf(userId)).toHaveLength(2);
});

test("keeps balance and ledger in step under a storm of movements", async () => {
  const ann = await world.person();
  const storm = Array.from({ length: 60 }, (_, n) =>
    n % 3 === 0
      ? server.call("adjust_credits", adjustment(ann.userId, n - 900))
      : world.start(ann, { priceCreditsEach: 700 }),
  );
  await Promise.allSettled(storm);
  expect(await world.violations()).toEqual([]);
});

test("keeps the books and nothing else when an account is deleted", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const promptReading = { understood: ["red house"], unknown: ["Grandma's"], leftOut: [] };
  const waiting = await world.start(ann, { promptReading });
  await sql`delete from auth.users where id = ${ann.userId}`;
  expect(
    (
      await sql`select name, credits::int, deleted_at is not null as gone from users where id = ${ann.userId}`
    )[0],
  ).toEqual({
    name: "",
    credits: 9500,
    gone: true,
  });
  expect(await world.status(waiting)).toBe("canceled");
  expect(
    await sql`select prompt, prompt_reading from generations where user_id = ${ann.userId}`,
  ).toEqual([
    { prompt: "", prompt_reading: null },
    { prompt: "", prompt_reading: null },
  ]);
  expect(await sql`select 1 from media where id = ${mediaId}`).toHaveLength(0);
  expect(
    await sql`select 1 from private.blob_deletions where path like ${`%${mediaId}%`}`,
  ).toHaveLength(2);
  expect(await world.violations()).toEqual([]);
});
