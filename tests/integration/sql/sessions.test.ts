import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseDevices, createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createSupabaseUploads } from "~/.server/media/supabase-uploads";
import type { Viewer } from "~/domain/viewer";
import {
  fileOf,
  inputOf,
  opening,
  refusalOf,
  sessionSettings,
  sessionOf,
  startWorld,
} from "./world";

const world = await startWorld();
const { sql } = world;
const sessions = createSupabaseSessions(world.database, sessionSettings);

/**
 * What is done to a person or a session from outside, beside what admins do. All else that is told a person's id acts
 * for that person.
 */
const aboutPeople = [
  "log_security_event",
  // It has a session that is not live yet become so.
  "pass_code",
  "register_session",
  "revoke_session",
  "revoke_sessions",
  "touch_session",
];

/** Some value of each type that arguments have. */
const someValue: Readonly<Record<string, unknown>> = {
  text: "x",
  "text[]": [],
  uuid: randomUUID(),
  "uuid[]": [],
  jsonb: [],
  boolean: false,
  bigint: 1,
  integer: 1,
  generation_kind: "image",
  media_shelf: "recent",
};

interface Called {
  name: string;
  /** Something for every argument that may not be left out. */
  args: Record<string, unknown>;
}

/** The functions that people call, or that are called for one; with arguments that fit their signatures. */
const functionsOf = async (role: "authenticated" | "service_role"): Promise<Called[]> => {
  const rows = await sql<{ name: string; names: string[]; types: string[] }[]>`
    select p.proname as name, coalesce(p.proargnames[:p.pronargs - p.pronargdefaults], '{}') as names,
      array(select format_type(t, null) from unnest(p.proargtypes) t) as types
    from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege(${role}, p.oid, 'execute')
    order by p.proname`;
  return rows
    .filter(({ name, names }) =>
      role === "authenticated"
        ? true
        : (names.includes("p_user_id") || names.includes("p_session_id")) &&
          !names.includes("p_admin_session") &&
          !aboutPeople.includes(name),
    )
    .map(({ name, names, types }) => ({
      name,
      args: Object.fromEntries(
        names.map((each, index) => [each, someValue[types[index] ?? ""] ?? null]),
      ),
    }));
};
const codeOf = (body: unknown): unknown => Reflect.get(Object(body), "details");

/** The person by sessions that must not be let in. */
async function deadSessions(ann: Viewer): Promise<Record<string, Viewer>> {
  const [unknown, revoked, idle, others] = await Promise.all([
    world.elsewhere(ann),
    world.elsewhere(ann),
    world.elsewhere(ann),
    world.elsewhere(ann),
  ]);
  const bob = await world.person();
  for (const viewer of [revoked, idle]) await sessions.open(viewer, opening);
  await sessions.open({ ...others, userId: bob.userId }, opening);
  await sessions.end(revoked);
  await sql`update user_sessions set live_until = now() where id = ${idle.sessionId}`;
  return { unknown, revoked, idle, others };
}

test("every function that acts for a person asks for a live session of that person, before all else", async () => {
  const ann = await world.person();
  const dead = await deadSessions(ann);
  const functions = await functionsOf("service_role");
  expect(functions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["cancel_generation", "save_media", "start_generation"]),
  );
  const given: Record<string, object> = Object.fromEntries(
    Object.entries(dead).map(([kind, viewer]) => [kind, sessionOf(viewer)]),
  );
  given["none"] = { ...sessionOf(ann), p_session_id: null };
  for (const { name, args } of functions) {
    const askAs = (person: object) => world.ask(name, { ...args, ...person });
    for (const [kind, person] of Object.entries(given)) {
      const { body } = await askAs(person);
      expect([name, kind, codeOf(body)]).toEqual([name, kind, "signed_out"]);
    }
    const malformed = await askAs({ p_user_id: "x", p_session_id: "y" });
    expect([name, malformed]).toMatchObject([name, { status: 400, body: { code: "22P02" } }]);
    expect([name, codeOf((await askAs(sessionOf(ann))).body)]).not.toEqual([name, "signed_out"]);
  }
});

test("one ends one's other sessions by their ids, or all, never the own and never another person's", async () => {
  const devices = createSupabaseDevices(world.database);
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [phone, tablet, old] = await Promise.all(
    [ann, ann, ann].map((one) => world.elsewhere(one)),
  );
  for (const viewer of [phone!, tablet!, old!]) await sessions.open(viewer, opening);
  const listed = async () => (await devices.list(ann)).devices.map(({ id }) => id);
  expect((await listed())[0]).toBe(ann.sessionId);
  expect(new Set(await listed())).toEqual(
    new Set([ann, phone!, tablet!, old!].map(({ sessionId }) => sessionId)),
  );
  const given = [phone!.sessionId, ann.sessionId, bob.sessionId, randomUUID()];
  expect(await devices.endOthers(ann, given)).toBe(1);
  expect(await devices.endOthers(ann, given)).toBe(0);
  expect(await listed()).not.toContain(phone!.sessionId);
  expect(await devices.endOthers(ann, "all")).toBe(2);
  expect(await listed()).toEqual([ann.sessionId]);
  expect((await devices.list(bob)).devices).toMatchObject([{ id: bob.sessionId, isThis: true }]);
});

test("of two devices that sign each other out at the same time one stays", async () => {
  const devices = createSupabaseDevices(world.database);
  const ann = await world.person();
  const phone = await world.elsewhere(ann);
  await sessions.open(phone, opening);
  const ended = await Promise.allSettled([
    devices.endOthers(ann, "all"),
    devices.endOthers(phone, [ann.sessionId]),
  ]);
  expect(
    ended.map((each) => (each.status === "fulfilled" ? each.value : "refused")).toSorted(),
  ).toEqual([1, "refused"]);
});

test("every page shows a session that is not live nothing of its person", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann, { kind: "video" });
  // A page asks the browser for a frame of it.
  await sql`update media set has_frame = false where id = ${mediaId}`;
  const generationId = await world.start(ann);
  const uploadId = randomUUID();
  const uploads = createSupabaseUploads(world.database);
  await uploads.plan(uploadId, null);
  await uploads.keep({ viewer: ann }, "picture", fileOf(uploadId));
  const picture = { p_version: "f".repeat(32), p_webp: "c2VjcmV0" };
  await world.server.call("choose_avatar", { ...sessionOf(ann), ...picture });
  const asked = {
    p_version: picture.p_version,
    p_media_id: mediaId,
    p_media_ids: [mediaId],
    p_generation_id: generationId,
    p_upload_id: uploadId,
    p_ids: [mediaId, uploadId],
  };
  const secrets = [
    ann.userId,
    ann.email,
    mediaId,
    generationId,
    uploadId,
    "A red house",
    picture.p_webp,
  ];
  const tellsOf = async ({ name, args }: Called, viewer: Viewer) => {
    const named = Object.entries(asked).filter(([argument]) => argument in args);
    const answer = await world.ask(name, { ...args, ...Object.fromEntries(named) }, viewer);
    expect([name, answer.status]).toEqual([name, 200]);
    const shown = JSON.stringify(answer.body);
    return secrets.filter((secret) => shown.includes(secret));
  };
  const dead = await deadSessions(ann);
  for (const called of await functionsOf("authenticated")) {
    const { name } = called;
    expect([name, (await tellsOf(called, ann)).length > 0]).toEqual([name, true]);
    for (const [kind, viewer] of Object.entries(dead))
      expect([name, kind, await tellsOf(called, viewer)]).toEqual([name, kind, []]);
  }
});

test("every policy by which people read asks whether their session is live", async () => {
  const policies = await sql<{ policy: string; guarded: boolean }[]>`
    select tablename || ' ' || policyname as policy, qual like '%private.session_is_live()%' as guarded
    from pg_policies where schemaname in ('public', 'private') and roles && '{authenticated,anon,public}'::name[]`;
  expect(policies.length).toBeGreaterThan(5);
  expect(policies.filter(({ guarded }) => !guarded)).toEqual([]);
});

test("once a session has been revoked, nothing that it had begun is still committed", async () => {
  const ann = await world.person(100_000);
  await sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 1000`;
  const started = async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from generations where user_id = ${ann.userId}`;
    return row?.count;
  };
  const starts = Array.from({ length: 60 }, () =>
    world.store.start(ann, inputOf({ generationId: randomUUID(), priceCreditsEach: 1 })),
  );
  const settled = Promise.allSettled(starts);
  await starts[0];
  await sessions.end(ann);
  const before = await started();
  const outcomes = await settled;
  expect(await started()).toBe(before);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(before ?? 0);
  expect(await world.violations()).toEqual([]);
});

test("puts a device on record", async () => {
  const ann = await world.elsewhere(await world.person());
  await sessions.open(ann, {
    ...opening,
    device: { agent: "A browser ".repeat(100), address: "192.0.2.0/24" },
  });
  const [row] = await sql`
    select user_id, address, char_length(agent) as length, revoked_at from user_sessions where id = ${ann.sessionId}`;
  expect(row).toEqual({
    user_id: ann.userId,
    address: "192.0.2.0/24",
    length: 500,
    revoked_at: null,
  });
});

const leftDays = async ({ sessionId }: Viewer) => {
  const [row] = await sql<{ days: number }[]>`
    select round(extract(epoch from live_until - now()) / 86400)::int as days from user_sessions where id = ${sessionId}`;
  return row?.days;
};

test("a session lives as long as it is used, and no longer than it may in all", async () => {
  const ann = await world.person();
  expect(await leftDays(ann)).toBe(30);
  const ageBy = (days: number) => sql`
    update user_sessions set created_at = created_at - make_interval(days => ${days}),
      live_until = live_until - make_interval(days => ${days}) where id = ${ann.sessionId}`;
  await ageBy(20);
  expect(await leftDays(ann)).toBe(10);
  await sessions.touch(ann);
  expect(await leftDays(ann)).toBe(30);
  await ageBy(29);
  await sessions.touch(ann);
  await ageBy(29);
  await sessions.touch(ann);
  expect(await leftDays(ann)).toBe(12);
  await ageBy(12);
  await sessions.touch(ann);
  expect((await refusalOf(world.store.start(ann, inputOf()))).code).toBe("signed_out");
});

test("shorter lives count from the next time that a session is used", async () => {
  const ann = await world.person();
  const strict = createSupabaseSessions(world.database, {
    ...sessionSettings,
    sessionLife: { idleDays: 7, maxDays: 14 },
  });
  await sql`update user_sessions set created_at = created_at - interval '10 days' where id = ${ann.sessionId}`;
  await strict.touch(ann);
  expect(await leftDays(ann)).toBe(4);
  const other = await world.elsewhere(ann);
  await strict.open(other, opening);
  expect(await leftDays(other)).toBe(7);
});

test("open pages hear of a session that runs out", async () => {
  const ann = await world.person();
  await sql`update user_sessions set live_until = now() - interval '1 second' where id = ${ann.sessionId}`;
  const { endedSessions } = await world.store.changes(10);
  expect(endedSessions).toContainEqual({ userId: ann.userId, sessionId: ann.sessionId });
});

test("a session that has ended cannot be put on record again", async () => {
  const ann = await world.person();
  await sessions.end(ann);
  await sessions.open(ann, opening);
  expect((await refusalOf(world.store.start(ann, inputOf()))).code).toBe("signed_out");
});

const passwordOf = async ({ userId }: Viewer, hash: string) =>
  await sql`update auth.users set encrypted_password = ${hash} where id = ${userId}`;
const isLive = async (viewer: Viewer) =>
  (await refusalOf(world.store.start(viewer, inputOf({ priceCreditsEach: 0 })))).code !==
  "signed_out";

test("a new password ends every session of its account, here and in Auth, and nobody else's", async () => {
  const { viewer, client } = await world.createUser();
  await sessions.open(viewer, opening);
  const [other, bob] = [await world.elsewhere(viewer), await world.person()];
  await sessions.open(other, opening);
  await sql`update auth.users set last_sign_in_at = now() where id = ${viewer.userId}`;
  expect([await isLive(viewer), await isLive(other)]).toEqual([true, true]);
  await passwordOf(viewer, "another hash");
  expect([await isLive(viewer), await isLive(other), await isLive(bob)]).toEqual([
    false,
    false,
    true,
  ]);
  const left = await sql`
    select id::text from auth.sessions where user_id = ${viewer.userId}
    union all select id from auth.refresh_tokens where user_id = ${viewer.userId}`;
  expect([...left]).toEqual([]);
  expect((await client.auth.refreshSession()).error).not.toBeNull();
});

test("a password that is no longer the account's opens nothing, however its change and the sign-in meet", async () => {
  const ann = await world.person();
  await passwordOf(ann, "first hash");
  const mark = await sessions.passwordMark(ann.email.toUpperCase());
  expect(mark).toMatch(/^[0-9a-f]{64}$/);
  const [before, during, after] = [
    await world.elsewhere(ann),
    await world.elsewhere(ann),
    await world.elsewhere(ann),
  ];
  await sessions.open(before, { ...opening, passwordMark: mark });
  expect(await isLive(before)).toBe(true);
  const racing = await sql.begin(async (tx) => {
    await tx`update auth.users set encrypted_password = 'second hash' where id = ${ann.userId}`;
    const opened = refusalOf(sessions.open(during, { ...opening, passwordMark: mark }));
    await expect.poll(() => waitingForLocks()).toBe(1);
    return { opened };
  });
  expect((await racing.opened).code).toBe("signed_out");
  expect((await refusalOf(sessions.open(after, { ...opening, passwordMark: mark }))).code).toBe(
    "signed_out",
  );
  for (const viewer of [before, during, after]) expect(await isLive(viewer)).toBe(false);
});

const waitingForLocks = async () => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count;
};

test("an address that nobody has has no mark", async () => {
  expect(await sessions.passwordMark("nobody@example.com")).toBeNull();
});

test("only who came by a link of the last minutes may choose a password without the old one", async () => {
  const ann = await world.person();
  const byLink = await world.elsewhere(ann);
  await sessions.open(byLink, { ...opening, by: "recovery" });
  const usual = { needs: "password", openedBy: "password" };
  await sql`update auth.users set encrypted_password = 'a hash' where id = ${ann.userId}`;
  await sql`update user_sessions set revoked_at = null where user_id = ${ann.userId}`;
  expect(await sessions.ownerProof(ann)).toEqual(usual);
  expect(await sessions.ownerProof(byLink)).toEqual({ needs: "nothing", openedBy: "recovery" });
  await sql`update user_sessions set created_at = now() - interval '15 minutes' where user_id = ${ann.userId}`;
  expect(await sessions.ownerProof(byLink)).toEqual(usual);
  expect(await sessions.ownerProof(ann)).toEqual(usual);
});

test("who has no password shows a fresh sign-in instead", async () => {
  const ann = await world.person();
  expect((await sessions.ownerProof(ann)).needs).toBe("nothing");
  await sql`update user_sessions set created_at = now() - interval '15 minutes' where user_id = ${ann.userId}`;
  expect((await sessions.ownerProof(ann)).needs).toBe("sign_in");
});
