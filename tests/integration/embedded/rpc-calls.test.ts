import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startTestBackend } from "../backend";

const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const { backend, service, sql } = await startTestBackend({ migrationsDir });

interface Answer {
  status: number;
  body: unknown;
}

async function ask(name: string, search: string, init: RequestInit): Promise<Answer> {
  const url = `${backend.url}/rest/v1/rpc/${name}${search}`;
  const headers = { apikey: backend.secretKey, "content-type": "application/json" };
  const answer = await backend.fetch(url, { ...init, headers: { ...headers, ...init.headers } });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}
const call = (name: string, args: unknown = {}) =>
  ask(name, "", { method: "POST", body: JSON.stringify(args) });
/** Supabase Lite's own answer: what filters or pages is its to answer. */
const askLite = (name: string, args: unknown = {}) =>
  ask(name, "?limit=1000", { method: "POST", body: JSON.stringify(args) });

await sql.unsafe(`
  create type public.mood as enum ('calm', 'wild');
  create type public.pair as (x int, "a Word" text);
  create function public.typed(
    n int, big bigint, share real, at timestamptz, id uuid, mood public.mood, tags text[], more jsonb, note text default null
  ) returns jsonb language sql as $$
    select jsonb_build_object('n', n, 'big', big, 'share', share, 'at', at, 'id', id, 'mood', mood, 'tags', tags, 'more', more,
      'note', note, 'sum', n + big)
  $$;
  create function public.with_defaults(a int, b int default 10, c int default null) returns int[] language sql as $$
    select array[a, b, c]
  $$;
  create function public.odd_names("a Word" int, "Select" int) returns int language sql as $$ select $1 - $2 $$;
  create function public.sum_up(variadic numbers int[]) returns int language sql as $$ select sum(n)::int from unnest(numbers) n $$;
  create function public.unnamed(int) returns int language sql as $$ select $1 $$;
  create function public.a_time() returns timestamptz language sql as $$ select '2026-01-02 03:04:05.678901+00'::timestamptz $$;
  create function public.a_mood() returns public.mood language sql as $$ select 'wild'::public.mood $$;
  create function public.no_text() returns text language sql as $$ select null::text $$;
  create function public.one_pair() returns public.pair language sql as $$ select row(1, 'one')::public.pair $$;
  create function public.numbers(upto int) returns setof int language sql as $$ select generate_series(1, upto) $$;
  create function public.pairs(upto int) returns setof public.pair language plpgsql as $$
    begin return query select n, 'number ' || n from generate_series(upto, 1, -1) n; end $$;
  create function public.listed(upto int) returns table (n int, at timestamptz, tags text[]) language sql stable as $$
    select n, '2026-01-02 03:04:05+00'::timestamptz, array['a', null] from generate_series(1, upto) n
  $$;
  create function public.outs(out n int, out word text) language sql as $$ select 7, 'seven' $$;
  create function public.one_out(out word text) language sql as $$ select 'one' $$;
  create function public.one_inout(inout n int) language sql as $$ select n + 1 $$;
  create function public.one_column(upto int) returns table ("a Word" int) language sql as $$ select generate_series(1, upto) $$;
  create function public.jsons() returns setof jsonb language sql as $$ values ('{"b": 1, "a": 2}'::jsonb), (null) $$;
  create function public.nothing_back(word text) returns void language plpgsql as $$
    begin insert into public.notes (owner, body) values (gen_random_uuid(), word); end $$;
  create function public.twice(a int) returns int language sql as $$ select a $$;
  create function public.twice(a text) returns text language sql as $$ select a $$;
  create function public.claims_first() returns setof text language sql stable as $$ select auth.jwt() ->> 'role' $$;`);

test("arguments go by their names, each with its type, in any order", async () => {
  const id = "018f6b7e-3a5c-7def-8123-456789abcdef";
  const args = {
    ...{ more: { deep: [1, null] }, tags: ["a", 'b"c'], mood: "wild", id, share: 0.25 },
    ...{ at: "2026-01-02T03:04:05.678901+01:00", big: 9_007_199_254_740_991, n: 1 },
  };
  expect(await call("typed", args)).toEqual({
    status: 200,
    body: {
      ...args,
      at: "2026-01-02T02:04:05.678901+00:00",
      note: null,
      sum: 9_007_199_254_740_992,
    },
  });
});

test("defaults can be left out, and null is given where it is sent", async () => {
  expect(await call("with_defaults", { a: 1 })).toEqual({ status: 200, body: [1, 10, null] });
  expect((await call("with_defaults", { a: 1, b: null })).body).toEqual([1, null, null]);
  expect((await call("with_defaults", { c: 3, a: 1 })).body).toEqual([1, 10, 3]);
});

test("names that need quotes, and a variadic argument, can be called", async () => {
  expect((await call("odd_names", { "a Word": 5, Select: 3 })).body).toBe(2);
  expect((await call("sum_up", { numbers: [1, 2, 3] })).body).toBe(6);
});

test.each([
  ["a value", "a_time", {}, "2026-01-02T03:04:05.678901+00:00"],
  ["a value of an enum", "a_mood", {}, "wild"],
  ["no value", "no_text", {}, null],
  ["a composite", "one_pair", {}, { x: 1, "a Word": "one" }],
  ["several outputs", "outs", {}, { n: 7, word: "seven" }],
  ["a single output", "one_out", {}, { word: "one" }],
  ["an argument that comes back", "one_inout", { n: 1 }, { n: 2 }],
  ["a table of one column", "one_column", { upto: 2 }, [{ "a Word": 1 }, { "a Word": 2 }]],
  ["an empty table of one column", "one_column", { upto: 0 }, []],
  ["a set of values", "numbers", { upto: 3 }, [1, 2, 3]],
  ["an empty set", "numbers", { upto: 0 }, []],
  [
    "a set of composites",
    "pairs",
    { upto: 2 },
    [
      { x: 2, "a Word": "number 2" },
      { x: 1, "a Word": "number 1" },
    ],
  ],
  [
    "a table",
    "listed",
    { upto: 1 },
    [{ n: 1, at: "2026-01-02T03:04:05+00:00", tags: ["a", null] }],
  ],
  ["a set of json", "jsons", {}, [{ a: 2, b: 1 }, null]],
])("%s comes back in PostgREST's shape", async (_what, name, args, body) => {
  expect(await call(name, args)).toEqual({ status: 200, body });
});

test.each([
  ["numbers", { upto: 3 }],
  ["pairs", { upto: 2 }],
  ["add", { a: 1, b: 2 }],
  ["outs", {}],
  ["one_out", {}],
  ["one_inout", { n: 1 }],
  ["one_column", { upto: 2 }],
])("Supabase Lite says the same of %s", async (name, args) => {
  expect(await call(name, args)).toEqual(await askLite(name, args));
});

test("a function without a result answers 204 with nothing, and has done its work", async () => {
  expect(await call("nothing_back", { word: "kept" })).toEqual({ status: 204, body: null });
  expect(await sql`select from public.notes where body = 'kept'`).toHaveLength(1);
  expect(await service.rpc("nothing_back", { word: "kept" })).toMatchObject({
    data: null,
    error: null,
  });
});

test.each([
  ["an argument too many", "add", { a: 1, b: 2, c: 3 }],
  ["an argument too few", "add", { a: 1 }],
  ["none at all", "add", {}],
  ["other names", "add", { A: 1, B: 2 }],
  ["arguments without names", "unnamed", { "": 1 }],
  ["a trigger's function", "make_person", {}],
])("%s: no such function is found", async (_what, name, args) => {
  expect(await call(name, args)).toMatchObject({ status: 404, body: { code: "PGRST202" } });
});

test("functions that share a name are not called at all", async () => {
  const { status, body } = await call("twice", { a: 1 });
  expect([status, Reflect.get(Object(body), "code")]).toEqual([300, "PGRST203"]);
  expect(JSON.stringify(body)).toContain("public.twice(a => integer), public.twice(a => text)");
});

test("a value that does not fit its argument's type is refused", async () => {
  expect(await call("add", { a: "x", b: 2 })).toMatchObject({
    status: 400,
    body: { code: "22P02" },
  });
});

test("a body that is no object is refused, and an empty one has no arguments", async () => {
  for (const body of ["[1]", "7", "null", "{", '"x"']) {
    const answer = await ask("add", "", { method: "POST", body });
    expect(answer).toMatchObject({ status: 400, body: { code: "PGRST102" } });
  }
  expect(await ask("outs", "", { method: "POST", body: "" })).toMatchObject({ status: 200 });
});

test("no other schema can be called", async () => {
  const headers = { "content-profile": "pgmq" };
  const answer = await ask("list_queues", "", { method: "POST", headers, body: "{}" });
  expect(answer).toMatchObject({ status: 406, body: { code: "PGRST106" } });
});

test("plain calls go straight to the database, through supabase-js too", async () => {
  await sql`create function public.taken_by() returns text language sql as $$ select current_setting('application_name') $$`;
  expect((await call("taken_by")).body).toBe("easel-rpc");
  expect((await service.rpc("taken_by")).data).toBe("easel-rpc");
});

test("who asks is known before a function without arguments begins", async () => {
  for (let round = 0; round < 10; round += 1)
    expect((await call("claims_first")).body).toEqual(["service_role"]);
});

test("a function that is made anew under its name is called as it is now", async () => {
  await sql`create function public.changing() returns int language sql as $$ select 1 $$`;
  for (let round = 0; round < 8; round += 1) expect((await call("changing")).body).toBe(1);
  await sql`drop function public.changing()`;
  expect((await call("changing")).status).toBe(404);
  await sql`create function public.changing() returns int language sql as $$ select 2 $$`;
  expect((await call("changing")).body).toBe(2);
});

test("of several connections that are free, calls take the one that was used last: its plans are at hand", async () => {
  // Each holds its connection until the test lets go of the lock.
  await sql`create function public.held_backend() returns int language sql as $$
    select pg_backend_pid() from pg_advisory_xact_lock_shared(4711) $$`;
  await sql`create function public.own_backend() returns int language sql as $$ select pg_backend_pid() $$`;
  const holder = await sql.reserve();
  await holder`select pg_advisory_lock(4711)`;
  const calls = Array.from({ length: 4 }, () => call("held_backend"));
  const waiting = async () =>
    (await sql`select from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`)
      .length;
  await expect.poll(waiting).toBe(4);
  await holder`select pg_advisory_unlock(4711)`;
  holder.release();
  const beside = await Promise.all(calls);
  expect(new Set(beside.map(({ body }) => body)).size).toBe(4);
  const used = new Set<unknown>();
  for (let at = 0; at < 4; at += 1) used.add((await call("own_backend")).body);
  expect(used.size).toBe(1);
});
