import fc from "fast-check";
import { expect, test } from "vitest";
import { openAdmin, refusalOf, startWorld } from "./world";
import { adminReads, adminWrites, reasonNames } from "./admin-writes";

const world = await startWorld();
const { sql } = world;

/** Of the functions that admins call: those that take their session. */
async function adminFunctions() {
  return await sql<{ name: string; isStable: boolean; body: string }[]>`
    select p.proname as name, p.provolatile <> 'v' as "isStable", p.prosrc as body from pg_proc p
    where p.pronamespace = 'public'::regnamespace and 'p_admin_session' = any (p.proargnames) order by p.proname`;
}

test("every admin function is declared: one that changes something with ways to call it, others as reading", async () => {
  const functions = await adminFunctions();
  const declared = [...adminReads, ...Object.keys(adminWrites)].toSorted();
  expect(declared).toEqual(functions.map(({ name }) => name).toSorted());
  // What is stable cannot write, PostgreSQL refuses it; of others the body tells.
  const writes = /\b(insert into|update|delete from) /;
  const writing = functions.filter(({ isStable, body }) => !isStable && writes.test(body));
  const undeclared = writing.filter(({ name }) => !(name in adminWrites));
  expect(undeclared.map(({ name }) => name)).toEqual(["admin_name"]);
});

test("every admin function asks for a live session before all else", async () => {
  const dead: Record<string, string> = {
    "a made-up session": "0".repeat(64),
    "a session that has ended": await openAdmin(sql),
    "one that was idle for half an hour": await openAdmin(sql),
    "one that is eight hours old": await openAdmin(sql),
  };
  const [, ended = "", idle = "", old = ""] = Object.values(dead);
  await sql`update private.admin_sessions set ended_at = now() where token_hash = ${ended}`;
  await sql`update private.admin_sessions set last_seen_at = now() - interval '30 minutes' where token_hash = ${idle}`;
  await sql`update private.admin_sessions set created_at = now() - interval '8 hours' where token_hash = ${old}`;
  const told: string[] = [];
  for (const { name, body } of await adminFunctions()) {
    if (name === "end_admin_session") continue;
    expect(body.indexOf("private.acting_admin(p_admin_session)")).toBeGreaterThan(0);
    const args = await sql<{ names: string[] }[]>`
      select proargnames[:pronargs - pronargdefaults] as names from pg_proc where proname = ${name}`;
    for (const [what, session] of Object.entries(dead)) {
      const given = (args[0]?.names ?? []).map((each) => [
        each,
        each === "p_admin_session" ? session : null,
      ]);
      const { body: answer } = await world.ask(name, Object.fromEntries(given));
      const code: unknown = Reflect.get(Object(answer), "details");
      if (code !== "signed_out") told.push(`${name} answers ${what}: ${String(code)}`);
    }
  }
  expect(told).toEqual([]);
});

test("nothing but private.write_audit writes into the audit log", async () => {
  const writers = await sql<{ name: string }[]>`
    select p.oid::regproc::text as name from pg_proc p
    where p.prosrc ~* 'insert\\s+into\\s+(public\\.)?admin_audit_log' order by 1`;
  expect(writers.map(({ name }) => name)).toEqual(["private.write_audit"]);
});

interface Line {
  actor: string;
  action: string;
  reason: string;
}

const linesAfter = async (id: number) =>
  await sql<Line[]>`select actor, action, reason from admin_audit_log where id > ${id} order by id`;
const lastId = async () => {
  const [row] = await sql<
    { id: number }[]
  >`select coalesce(max(id), 0)::int as id from admin_audit_log`;
  return row?.id ?? 0;
};

/** Signing out says why by itself, under a name of its own. */
const spoken: Readonly<Record<string, { action: string; reason: string }>> = {
  end_admin_session: { action: "admin_sign_out", reason: "Signed out" },
};

/** Makes a call with this reason. Gives the lines that it added, and those that it had to. */
async function callOnce(name: string, seed: number, actor: string, reason: string) {
  const session = await openAdmin(sql, actor);
  const { args, changes } = (await adminWrites[name]?.({ world, sql }, seed)) ?? {};
  const before = await lastId();
  const own = spoken[name] ? {} : { [reasonNames[name] ?? "p_reason"]: reason };
  const { status } = await world.ask(name, { p_admin_session: session, ...args, ...own });
  const isDone = changes === true && (reason.trim() !== "" || Boolean(spoken[name]));
  return {
    told: { isRefused: status >= 400, lines: await linesAfter(before) },
    wanted: {
      isRefused: changes === true && !isDone,
      lines: isDone ? [{ actor, action: name, reason, ...spoken[name] }] : [],
    },
  };
}

test("each write of an admin is one line of the audit log, by its name and reason; what is refused or changes nothing is none", async () => {
  const calls = fc.record({
    name: fc.constantFrom(...Object.keys(adminWrites)),
    seed: fc.nat(50),
    actor: fc.constantFrom("Grace", "Ada Lovelace", "名前"),
    reason: fc.constantFrom("They asked for it", "  a reason\nof two lines ", " ", ""),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { minLength: 1, maxLength: 6 }), async (sequence) => {
      for (const { name, seed, actor, reason } of sequence) {
        const { told, wanted } = await callOnce(name, seed, actor, reason);
        const trimmed = wanted.lines.map((line) => ({ ...line, reason: line.reason.trim() }));
        expect({ name, ...told }).toEqual({ name, ...wanted, lines: trimmed });
      }
    }),
    { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 12) },
  );
  // Each of them, however the sequences fell out.
  for (const name of Object.keys(adminWrites)) {
    const { told, wanted } = await callOnce(name, 7, "Grace", "Each once");
    expect({ name, ...told }).toEqual({ name, ...wanted });
  }
});

test("of two admins who save the same setting one is told so, and nothing of theirs is saved", async () => {
  await sql`update app_settings set recent_days = 3 where only_row`;
  const [grace, ada] = [await openAdmin(sql, "Grace"), await openAdmin(sql, "Ada")];
  const save = (session: string, days: number) =>
    world.server.call("change_setting", {
      p_admin_session: session,
      p_name: "recent_days",
      p_value: days as unknown as object,
      p_seen: 3 as unknown as object,
      p_reason: "More room",
    });
  const outcomes = await Promise.allSettled([save(grace, 5), save(ada, 9)]);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(1);
  expect((await refusalOf(save(grace, 4))).code).toBe("changed_meanwhile");
  const [row] = await sql`select recent_days from app_settings`;
  expect([5, 9]).toContain(row?.["recent_days"]);
});

test.each([
  ["a price of 0", "models", "flux-2", { priceCredits: 0 }],
  ["a negative price", "models", "flux-2", { priceCredits: -5 }],
  ["a price above a million", "models", "flux-2", { priceCredits: 1_000_001 }],
  ["half a credit", "models", "flux-2", { priceCredits: 1.5 }],
  ["a price that is no number", "models", "flux-2", { priceCredits: "500" }],
  ["a rate of 0", "models", "veo-3", { rates: { "720p": 0 } }],
  ["no days at all", "recent_days", null, 0],
  ["a setting that must have a value", "recent_days", null, null],
  ["days that are words", "recent_days", null, "many"],
  ["a setting that there is not", "only_row", null, false],
  ["a setting with keys, whole", "models", null, {}],
  ["a tab that there is not", "disabled_kinds", null, ["music"]],
])("%s is refused, and nothing is changed", async (_what, name, key, value) => {
  const [before] =
    await sql`select s::text as whole, (select max(id) from admin_audit_log) as last from app_settings s`;
  const seen = key === null ? await currentOf(name) : null;
  const { status, body } = await world.ask("change_setting", {
    ...{ p_admin_session: world.admin, p_name: name, p_key: key, p_value: value },
    ...{ p_seen: seen, p_reason: "Because" },
  });
  expect({ status, code: Reflect.get(Object(body), "details") }).toEqual({
    status: 400,
    code: "invalid_input",
  });
  const [after] =
    await sql`select s::text as whole, (select max(id) from admin_audit_log) as last from app_settings s`;
  expect(after).toEqual(before);
});

async function currentOf(name: string): Promise<unknown> {
  const [row] = await sql<
    { value: unknown }[]
  >`select to_jsonb(s)->${name} as value from app_settings s`;
  return row?.value ?? null;
}

test("a change is taken back while it still stands, and not once somebody has changed it again", async () => {
  await sql`update app_settings set models = '{}', max_attempts = 3 where only_row`;
  const change = async (value: unknown, seen: unknown) =>
    await world.server.call("change_setting", {
      ...{
        p_admin_session: world.admin,
        p_name: "models",
        p_key: "kling-2.5",
        p_reason: "Cheaper now",
      },
      ...{ p_value: value as object | null, p_seen: seen as object | null },
    });
  const first = await change({ priceCredits: 700 }, null);
  const undo = (line: number | null) =>
    world.server.call("undo_setting", {
      ...{ p_admin_session: world.admin, p_audit_id: line ?? 0, p_reason: "A mistake" },
    });
  const undone = await undo(first);
  expect(await currentOf("models")).toEqual({});
  await undo(undone);
  expect(await currentOf("models")).toEqual({ "kling-2.5": { priceCredits: 700 } });
  await change({ priceCredits: 900 }, { priceCredits: 700 });
  expect((await refusalOf(undo(first))).code).toBe("changed_meanwhile");
  expect((await refusalOf(undo(999_999))).code).toBe("not_found");
  await world.person(7);
  const [line] = await sql<{ id: number }[]>`
    select id::int from admin_audit_log where action = 'adjust_credits' limit 1`;
  expect((await refusalOf(undo(line?.id ?? 0))).code).toBe("not_found");
});

test("the audit log is read page by page in both directions, and by who and what", async () => {
  const session = await openAdmin(sql, "Reader");
  for (let days = 10; days < 17; days += 1)
    await world.server.call("change_setting", {
      ...{ p_admin_session: session, p_name: "trash_days", p_reason: `${days} days` },
      ...{ p_value: days as unknown as object, p_seen: (await currentOf("trash_days")) as object },
    });
  const page = (args: object) =>
    world.server.call("audit_page", {
      p_admin_session: session,
      p_limit: 3,
      p_actor: "Reader",
      ...args,
    });
  const reasons = ({ lines }: Awaited<ReturnType<typeof page>>) =>
    lines.map(({ reason }) => reason);
  const first = await page({});
  expect([reasons(first), first.hasNewer, first.hasOlder]).toEqual([
    ["16 days", "15 days", "14 days"],
    false,
    true,
  ]);
  const second = await page({ p_before: first.lines.at(-1)?.id });
  expect([reasons(second), second.hasNewer, second.hasOlder]).toEqual([
    ["13 days", "12 days", "11 days"],
    true,
    true,
  ]);
  const last = await page({ p_before: second.lines.at(-1)?.id });
  expect([reasons(last), last.hasNewer, last.hasOlder]).toEqual([["10 days"], true, false]);
  const back = await page({ p_after: last.lines[0]?.id });
  expect(reasons(back)).toEqual(["13 days", "12 days", "11 days"]);
  expect(first.lines.map(({ canUndo }) => canUndo)).toEqual([true, false, false]);
  expect(reasons(await page({ p_subject: "recent_days" }))).toEqual([]);
  expect(reasons(await page({ p_subject: "trash_days", p_action: "change_setting" }))).toHaveLength(
    3,
  );
});
