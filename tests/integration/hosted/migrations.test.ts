import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { decodeJwt } from "jose";
import type postgres from "postgres";
import { describe, expect, test } from "vitest";
import { signTrialToken } from "~/.server/auth/signing-keys";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import { createSupabaseGenerationStore } from "~/.server/generations/supabase-generation-store";
import type { Viewer } from "~/domain/viewer";
import { startTestBackend } from "../backend.ts";
import { claimById, fileOf, inputOf, opening, refusalOf, sessionSettings } from "../sql/world.ts";
import { pgmqVersions } from "./pgmq-extension.ts";
import { startHostedServer, type HostedProject } from "./project.ts";
import { violationsIn } from "../sql/violations";
import { unboundedChanges } from "./unbounded-changes.ts";

const server = await startHostedServer();
const builtIn = await startTestBackend();

/** Everything that API roles may do with what is ours. */
async function grants(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ granted: string }[]>`
    select format('%s may %s %s', r.role, v.verb, c.oid::regclass) as granted
    from pg_class c cross join unnest(array['anon', 'authenticated', 'service_role']) as r (role)
    cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as v (verb)
    where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'pgmq'::regnamespace)
      and c.relkind in ('r', 'p', 'v') and has_table_privilege(r.role, c.oid, v.verb)
    union all
    select format('%s may call %s', r.role, f.oid::regprocedure)
    from pg_proc f cross join unnest(array['anon', 'authenticated', 'service_role']) as r (role)
    where f.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and has_function_privilege(r.role, f.oid, 'execute')
    order by 1`;
  return rows.map(({ granted }) => granted);
}

async function bodies(sql: postgres.Sql): Promise<{ name: string; body: string }[]> {
  return await sql<{ name: string; body: string }[]>`
    select f.oid::regprocedure::text as name, f.prosrc as body from pg_proc f
    where f.pronamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1`;
}

/** Signs up, as everybody does. */
async function signUp({
  url,
  publishableKey,
  fetch,
}: Awaited<ReturnType<HostedProject["serve"]>>): Promise<Viewer> {
  const { auth } = createClient(url, publishableKey, {
    global: { fetch },
    auth: { persistSession: false },
  });
  const email = `${randomUUID()}@example.com`;
  const { data, error } = await auth.signUp({ email, password: `pass ${randomUUID()}` });
  if (!data.session) throw error ?? new Error("Signing up gave no session");
  const accessToken = data.session.access_token;
  const { sub = "", session_id: sessionId } = decodeJwt<{ session_id: string }>(accessToken);
  return { userId: sub, sessionId, email, accessToken };
}

describe.each(pgmqVersions)("on a hosted project with pgmq %s", async (version) => {
  const project = await server.project(`project_${version.replaceAll(".", "_")}`, version);
  const { owner } = project;
  await project.push();

  test("every migration applies as its owner, who is no superuser", async () => {
    const [found] = await owner`
      select (select extversion from pg_extension where extname = 'pgmq') as version,
        (select nspowner::regrole::text from pg_namespace where nspname = 'pgmq') as schema_owner,
        (select rolsuper from pg_roles where rolname = current_user) as superuser`;
    expect(found).toEqual({ version, schema_owner: "postgres", superuser: false });
  });

  test("that owner has what a hosted project gives it, and no more", async () => {
    expect(
      await owner`
        select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolconfig @> '{statement_timeout=2min}' as waits
        from pg_roles where rolname = current_user`,
    ).toEqual([
      { rolsuper: false, rolcreatedb: true, rolcreaterole: true, rolbypassrls: true, waits: true },
    ]);
    for (const beyond of [
      "create table auth.planted (id int)",
      "alter table auth.users add column planted int",
      "drop table auth.sessions",
      "create role planted superuser",
      "alter role postgres superuser",
      "alter system set work_mem = '1GB'",
      "select pg_read_file('postmaster.pid')",
      "copy (select 1) to program 'true'",
      "create function planted() returns int language c as 'planted'",
    ])
      expect([beyond, await refusalOf(owner.unsafe(beyond))]).toMatchObject([
        beyond,
        { code: "42501" },
      ]);
  });

  test("through the Data API a statement gets 3 seconds of a visitor's, and 8 of everybody else's", async () => {
    const { fetch, url, ...keys } = await project.serve();
    await owner.unsafe(`
      create function public.told_timeout() returns text language sql set search_path = ''
        as 'select current_setting(''statement_timeout'')';
      grant execute on function public.told_timeout to anon, authenticated, service_role`);
    const told = async (apikey: string, token = apikey): Promise<unknown> => {
      const headers = { apikey, authorization: `Bearer ${token}` };
      return (
        await fetch(`${url}/rest/v1/rpc/told_timeout`, { method: "POST", headers, body: "{}" })
      ).json();
    };
    const token = await signTrialToken(keys.jwtSecret);
    expect([
      await told(keys.publishableKey),
      await told(keys.publishableKey, token),
      await told(keys.secretKey),
    ]).toEqual(["3s", "8s", "8s"]);
    await owner`drop function public.told_timeout`;
  });

  test("API roles may do what they may in the built-in database, and nothing else", async () => {
    const wanted = await grants(builtIn.sql);
    expect(wanted.length).toBeGreaterThan(50);
    expect(await grants(owner)).toEqual(wanted);
  });

  test("work is charged, queued, put off, finished, canceled, swept and cleaned up, and the books agree", async () => {
    const served = await project.serve();
    const database = createDatabase(served);
    const store = createSupabaseGenerationStore(database);
    const viewer = await signUp(served);
    await createSupabaseSessions(database, sessionSettings).open(viewer, opening);
    const start = async () => (await store.start(viewer, inputOf())).generationId;

    const [finished, canceled, lost] = [await start(), await start(), await start()];
    const messages = await store.readQueue(10, 0);
    expect(messages.map(({ generationId }) => generationId)).toEqual([finished, canceled, lost]);
    const first = await claimById(owner, store, finished);
    await store.release(first, { delaySeconds: 0, countsAsAttempt: false });
    const again = await claimById(owner, store, finished);
    expect(await store.heartbeat(again, 60)).toBe("held");
    await store.complete(again, again.mediaIds.map(fileOf));
    await store.cancel(viewer, canceled);
    await owner`delete from pgmq.q_generations where message->>'generationId' = ${lost}`;
    expect(await store.sweep(10)).toEqual({ failed: 0, requeued: 1 });
    await store.fail(await claimById(owner, store, lost), "upstream_failure", "It did not work.");

    expect(await owner`select from pgmq.q_generations`).toHaveLength(0);
    await owner`update pgmq.a_generations set archived_at = now() - interval '8 days'`;
    const service = database.asService();
    const run = (await service.call("begin_clean_up", { p_if_due: true })) ?? "";
    expect(await service.call("clean_up", { p_limit: 10, p_run: run })).toMatchObject({
      removed: { queueMessages: 3 },
    });
    await service.call("end_clean_up", { p_run: run, p_outcome: "done", p_failed_objects: 0 });
    await service.call("ready", {});
    expect(await service.call("installation", {})).toMatchObject({ hasQueue: true });
    expect(await owner`select credits from users where id = ${viewer.userId}`).toEqual([
      { credits: "9500" },
    ]);
    expect(await violationsIn(owner)).toEqual([]);
  });
});

test("pgmq whose schema belongs to somebody else stops the migration with a sentence, and nothing of it is kept", async () => {
  const project = await server.project("stranger", "1.5.1");
  await project.owner`create extension if not exists pgmq`;
  await expect(project.push()).rejects.toThrow(
    "The schema pgmq belongs to supabase_admin and lets postgres make no queue in it.",
  );
  expect(await project.owner`select to_regtype('public.generation_kind') as kept`).toEqual([
    { kept: null },
  ]);
});

test("pgmq that was switched on in the dashboard before is used as it is", async () => {
  const project = await server.project("dashboard", "1.4.4");
  await project.owner`create schema pgmq`;
  await project.owner`create extension if not exists pgmq with schema pgmq`;
  await project.owner`select pgmq.create('of_somebody_else')`;
  await project.push();
  expect(await project.owner`select queue_name from pgmq.list_queues() order by 1`).toEqual([
    { queue_name: "generations" },
    { queue_name: "of_somebody_else" },
  ]);
});

test("nothing that comes through the Data API updates or deletes without saying which rows", async () => {
  const found = (await bodies(builtIn.sql)).flatMap(({ name, body }) =>
    unboundedChanges(body).map((statement) => `${name}: ${statement}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ["delete from public.users;", 1],
  ["with gone as (delete from public.users returning id) select id from gone where true;", 1],
  ["update public.users set credits = (select 1 where true);", 1],
  ["update public.users u set credits = 0 where u.id = p_id;", 0],
  ["delete from a using b where a.id = b.id; -- delete from a;", 0],
  ["execute 'delete from public.users';", 1],
  ["execute format('update public.app_settings set %I = $1', p_name) using p_value;", 1],
  ["execute format('update %I set a = ''x'' where only_row', p_name);", 0],
  [
    "select 'delete from users'; select 1 for update; insert into a values (1) on conflict (id) do update set id = 2;",
    0,
  ],
])("of %j, %i changes are found that touch every row", (body, count) => {
  expect(unboundedChanges(body)).toHaveLength(count);
});
