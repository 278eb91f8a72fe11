import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { fileOf, opening, sessionSettings, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server, database } = world;

const roles = ["anon", "authenticated", "service_role"] as const;
const verbs = ["select", "insert", "update", "delete", "truncate"] as const;

/** The whole of what API roles may do with tables: everything else is refused. */
const ownRows = [
  "board_media",
  "boards",
  "credit_ledger",
  "edited_images",
  "generations",
  "idempotency_keys",
  "images",
  "media",
  "media_tags",
  "prompt_history",
  "saved_searches",
  "shares",
  "uploads",
  "user_sessions",
  "users",
  "videos",
];
const serverOnly = ["admin_audit_log", "app_settings", "reports", "security_log"];
const memberFunctions = [
  "account_page",
  "board_page",
  "boards_page",
  "credits_page",
  "gallery_matches",
  "gallery_page",
  "gallery_place",
  "generation_page",
  "links_page",
  "media_details",
  "media_file",
  "media_page",
  "media_places",
  "organize_page",
  "own_upload",
  "prompts_page",
  "share_page",
  "studio_page",
];

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

test("grants API roles reading and nothing else, table by table", async () => {
  const rows = await sql<{ name: string; schema: string; role: string; verb: string }[]>`
    select n.nspname as schema, c.relname as name, r.role, v.verb
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join unnest(${[...roles]}::text[]) as r (role) cross join unnest(${[...verbs]}::text[]) as v (verb)
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_table_privilege(r.role, c.oid, v.verb)`;
  const granted = rows
    .map(({ schema, name, role, verb }) => `${role} ${verb} ${schema}.${name}`)
    .toSorted();
  const wanted = [
    ...ownRows.flatMap((name) => [
      `authenticated select public.${name}`,
      `service_role select public.${name}`,
    ]),
    ...serverOnly.map((name) => `service_role select public.${name}`),
  ].toSorted();
  expect(granted).toEqual(wanted);
});

test("shows everybody their own rows only, in every table", async () => {
  const [ann, bob] = await Promise.all([world.person(9000), world.person(9000)]);
  for (const person of [ann, bob]) {
    const { durationSeconds: _none, id, ...file } = fileOf(randomUUID());
    const given = { p_upload_id: id, p_role: "picture", p_file: file };
    await server.call("keep_upload", { ...given, ...sessionOf(person) });
    for (const kind of ["image", "edit", "video"] as const) {
      const [mediaId = ""] = await world.make(person, { kind });
      const named = { ...sessionOf(person), p_media_ids: [mediaId] };
      await server.call("make_board", { ...named, p_board_id: randomUUID(), p_name: "Sea" });
      await server.call("tag_media", { ...named, p_tags: ["sea"] });
      const search = { p_search_id: randomUUID(), p_name: "Sea", p_query: "view=recent&q=sea" };
      await server.call("save_search", { ...sessionOf(person), ...search });
      await server.call("make_share", {
        ...sessionOf(person),
        p_media_id: mediaId,
        p_share_id: randomUUID(),
        p_token_hash: randomUUID().replaceAll("-", "").repeat(2),
        p_shows_prompt: false,
        p_is_listed: false,
      });
    }
  }
  for (const table of ownRows) {
    const column = table === "users" ? "id" : "user_id";
    const owners = await asRole("authenticated", claimsOf(ann), (tx) =>
      tx.unsafe(`select distinct ${column} as owner from ${table}`),
    );
    expect([table, owners]).toEqual([table, [{ owner: ann.userId }]]);
  }
});

test("shows a revoked session nothing at all", async () => {
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
  for (const table of ownRows) {
    const rows = await asRole("authenticated", claimsOf(ann), (tx) =>
      tx.unsafe(`select 1 from ${table}`),
    );
    expect([table, rows.length]).toEqual([table, 0]);
  }
  await createSupabaseSessions(database, sessionSettings).open(ann, opening);
  expect(await pages.account(ann)).toBeNull();
});

test("leaves other devices of the same person alone, and other people's sessions", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  await server.call("revoke_session", { ...sessionOf(ann), p_user_id: bob.userId });
  await server.call("revoke_session", { ...sessionOf(ann), p_session_id: crypto.randomUUID() });
  expect(await createSupabasePages(database).account(ann)).toMatchObject({ id: ann.userId });
});

test("lets signed-in people call the page functions, visitors nothing, and the server what it needs", async () => {
  const callable = async (role: string) => {
    const rows = await sql<{ name: string }[]>`
      select p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and has_function_privilege(${role}, p.oid, 'execute') order by p.proname`;
    return rows.map(({ name }) => name);
  };
  const all = (
    await sql<{ name: string }[]>`
    select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by proname`
  ).map(({ name }) => name);
  expect(await callable("anon")).toEqual([]);
  expect(await callable("authenticated")).toEqual(memberFunctions);
  expect(await callable("service_role")).toEqual(
    all.filter((name) => !memberFunctions.includes(name)),
  );
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
      asRole(role, claims, (tx) => tx`select adjust_credits(${ann.userId}, 5, 'r', 'a', 'k')`),
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
