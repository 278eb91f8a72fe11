import { expect, test } from "vitest";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { opening, sessionSettings, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server, database } = world;

const asRole = <T>(role: string, claims: object, work: (tx: typeof sql) => Promise<T>) =>
  sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
    await tx.unsafe(`set local role ${role}`);
    return work(tx as unknown as typeof sql);
  });
const claimsOf = ({ userId, sessionId }: { userId: string; sessionId: string }) => ({
  sub: userId,
  session_id: sessionId,
  role: "authenticated",
});

test("a session that has been revoked gets empty pages, and cannot be put on record again", async () => {
  const ann = await world.person(9000);
  await world.make(ann);
  const pages = createSupabasePages(database);
  expect(await pages.account(ann)).toMatchObject({ id: ann.userId });
  await server.call("revoke_session", sessionOf(ann));
  expect(await pages.account(ann)).toBeNull();
  expect(await pages.studio(ann, "image")).toMatchObject({
    account: null,
    generations: [],
    recentPrompts: [],
  });
  await createSupabaseSessions(database, sessionSettings).open(ann, opening);
  expect(await pages.account(ann)).toBeNull();
});

test("leaves other devices of the same person alone, and other people's sessions", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  await server.call("revoke_session", { ...sessionOf(ann), p_user_id: bob.userId });
  await server.call("revoke_session", { ...sessionOf(ann), p_session_id: crypto.randomUUID() });
  expect(await createSupabasePages(database).account(ann)).toMatchObject({ id: ann.userId });
});

test("gives every function one signature of named arguments; whatever may be left out may be null", async () => {
  const odd = await sql`
    select f.oid::regprocedure::text as odd from pg_proc f
    where f.pronamespace = 'public'::regnamespace and (
      exists (select from unnest(f.proargnames[:f.pronargs]) as a (name) where a.name !~ '^p_[a-z_]+$')
      or cardinality(coalesce(f.proargnames, '{}')) < f.pronargs
      or exists (
        select from unnest(string_to_array(pg_get_function_arguments(f.oid), ', ')) as a (words)
        where a.words like '% DEFAULT %' and a.words not like '% DEFAULT NULL::%'
      )
    )
    union all
    select proname from pg_proc where pronamespace = 'public'::regnamespace group by proname having count(*) > 1`;
  expect(odd).toEqual([]);
});

test("refuses direct calls of money functions by a person and a visitor", async () => {
  const ann = await world.person();
  for (const [role, claims] of [
    ["authenticated", claimsOf(ann)],
    ["anon", {}],
  ] as const) {
    await expect(
      asRole(
        role,
        claims,
        (tx) => tx`select adjust_credits(${world.admin}, ${ann.userId}, 5, 'r', 'k')`,
      ),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      asRole(
        role,
        claims,
        (
          tx,
        ) => tx`select start_generation(${ann.userId}, ${ann.sessionId}, gen_random_uuid(), array[gen_random_uuid()],
          'image', 'painter', 'free', '', '{}', 0, 'key', 'hash', 5, 300, 300)`,
      ),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      asRole(role, claims, (tx) => tx`select private.move_credits(${ann.userId}, 5, 'adjustment')`),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      asRole(role, claims, (tx) => tx`update users set credits = 1000000`),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      asRole(role, claims, (tx) => tx`select * from pgmq.q_generations`),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(
      asRole(role, claims, (tx) => tx`select * from private.generation_jobs`),
    ).rejects.toMatchObject({ code: "42501" });
  }
  await expect(
    asRole("service_role", {}, (tx) => tx`update users set credits = 1000000`),
  ).rejects.toMatchObject({ code: "42501" });
});

test("says in words what every table and every function is for", async () => {
  const silent = await sql`
    select c.relname as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null
    union all
    select p.proname from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and obj_description(p.oid, 'pg_proc') is null`;
  expect(silent).toEqual([]);
});

test("names every constraint after what it guards", async () => {
  const unnamed = await sql`
    select conname from pg_constraint
    where connamespace in ('public'::regnamespace, 'private'::regnamespace) and contype = 'c' and conname ~ '_check[0-9]*$'`;
  expect(unnamed).toEqual([]);
});
