import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { startTestBackend } from "../backend";

const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const { backend, visitor, service, createUser, sql } = await startTestBackend({ migrationsDir });
/** Supabase Lite remembers the tables that there are when it is asked first. */
const unasked = await startTestBackend({ migrationsDir });

const call = (
  name: string,
  headers: Record<string, string>,
  body = '{"p":{}}',
): Promise<Response> =>
  backend.fetch(`${backend.url}/rest/v1/rpc/${name}`, { method: "POST", headers, body });
const apikey = backend.publishableKey;
const signToken = (
  claims: Record<string, unknown>,
  secret = backend.jwtSecret,
  expires = "1h",
): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));

test("a call runs as the visitor, the user or the server that made it", async () => {
  const { client, viewer } = await createUser();
  const asVisitor = await visitor.rpc("echo", { p: { a: 1 } });
  const asUser = await client.rpc("echo", { p: null });
  const asServer = await service.rpc("echo", { p: [1, "x"] });
  expect(asVisitor.data).toEqual({ role: "anon", user: null, claim: null, p: { a: 1 } });
  expect(asUser.data).toEqual({
    role: "authenticated",
    user: viewer.userId,
    claim: viewer.sessionId,
    p: null,
  });
  expect(asServer.data).toMatchObject({ role: "service_role", user: null, p: [1, "x"] });
});

test("the role of one call never shows in another that runs beside it", async () => {
  const { client, viewer } = await createUser();
  await service.rpc("write_note", { p: { owner: viewer.userId, body: "private" } });
  for (let round = 0; round < 50; round += 1) {
    const [theirs, mine, all] = await Promise.all([
      visitor.rpc("my_notes", { p: {} }),
      client.rpc("my_notes", { p: {} }),
      service.rpc("write_note", { p: { owner: viewer.userId, body: `note ${round}` } }),
    ]);
    expect(theirs.data).toEqual([]);
    expect(mine.data).not.toEqual([]);
    expect(all.error).toBeNull();
  }
});

test("a request without a key, with a foreign key or with a tampered, expired or foreign token is refused", async () => {
  const { viewer } = await createUser();
  const [head = "", body = "", mark = ""] = viewer.accessToken.split(".");
  const bad: Record<string, string>[] = [
    {},
    { apikey: "sb_publishable_of_somebody_else" },
    { authorization: `Bearer ${viewer.accessToken}` },
    { apikey, authorization: `Bearer ${head}.${body}.${mark.slice(0, -4)}AAAA` },
    { apikey, authorization: "Bearer nonsense" },
    { apikey, authorization: "Basic bm9uc2Vuc2U=" },
    {
      apikey,
      authorization: `Bearer ${await signToken({ role: "authenticated", sub: viewer.userId }, "another secret, just as long as it has to be")}`,
    },
    {
      apikey,
      authorization: `Bearer ${await signToken({ role: "authenticated", sub: viewer.userId }, backend.jwtSecret, "-1m")}`,
    },
    {
      apikey,
      authorization: `Bearer ${await signToken({ role: "postgres", sub: viewer.userId })}`,
    },
  ];
  const answers = await Promise.all(bad.map((headers) => call("echo", headers)));
  expect(answers.map(({ status }) => status)).toEqual(bad.map(() => 401));
});

test("a token that expires is refused although it was accepted before", async () => {
  const token = await signToken(
    { role: "authenticated", sub: crypto.randomUUID() },
    backend.jwtSecret,
    "1s",
  );
  const headers = { apikey, authorization: `Bearer ${token}` };
  expect((await call("echo", headers)).status).toBe(200);
  await expect.poll(async () => (await call("echo", headers)).status).toBe(401);
});

test("the secret key as key or as bearer acts as the server", async () => {
  const roleOf = async (headers: Record<string, string>): Promise<unknown> =>
    (await call("echo", headers)).json();
  const server = expect.objectContaining({ role: "service_role" });
  expect(await roleOf({ apikey: backend.secretKey })).toEqual(server);
  expect(
    await roleOf({ apikey: backend.secretKey, authorization: `Bearer ${backend.secretKey}` }),
  ).toEqual(server);
  const { viewer } = await createUser();
  const asUser = await roleOf({
    apikey: backend.secretKey,
    authorization: `Bearer ${viewer.accessToken}`,
  });
  expect(asUser).toEqual(expect.objectContaining({ role: "authenticated" }));
});

test("a function that was taken from the API roles answers 401 to a visitor and 403 to a user", async () => {
  const { client, viewer } = await createUser();
  const p = { owner: viewer.userId, body: "x" };
  const asVisitor = await visitor.rpc("write_note", { p });
  const asUser = await client.rpc("write_note", { p });
  expect([asVisitor.status, asVisitor.error?.code]).toEqual([401, "42501"]);
  expect([asUser.status, asUser.error?.code]).toEqual([403, "42501"]);
});

test("a business error arrives with the status of its code, its detail and its hint", async () => {
  const p = {
    state: "PT402",
    message: "not enough",
    detail: "insufficient_credits",
    hint: '{"missingCredits":200}',
  };
  const { status, error } = await service.rpc("raise", { p });
  expect(status).toBe(402);
  expect(error).toMatchObject({
    code: "PT402",
    message: "not enough",
    details: p.detail,
    hint: p.hint,
  });
});

test.each([
  ["P0001", 400],
  ["23505", 409],
  ["23514", 400],
  ["22023", 400],
  ["40001", 500],
  ["PT429", 429],
])("SQLSTATE %s answers %i", async (state, status) => {
  const answer = await service.rpc("raise", { p: { state, message: "m", detail: "d", hint: "h" } });
  expect([answer.status, answer.error?.code]).toEqual([status, state]);
});

test("what a failed call wrote is rolled back", async () => {
  await sql`create function public.write_and_fail(p jsonb) returns jsonb language plpgsql as $$
    begin
      insert into public.notes (owner, body) values (gen_random_uuid(), 'never');
      raise sqlstate 'PT409' using message = 'no';
    end $$`;
  expect((await service.rpc("write_and_fail", { p: {} })).status).toBe(409);
  expect(await sql`select from public.notes where body = 'never'`).toHaveLength(0);
});

test("an unknown function, and one outside the schema public, answer 404", async () => {
  const names = ["no_such_function", "pg_sleep", "call_rpc"];
  const answers = await Promise.all(names.map((name) => service.rpc(name, { p: {} })));
  expect(answers.map(({ status, error }) => [status, error?.code])).toEqual(
    names.map(() => [404, "PGRST202"]),
  );
});

test("null comes back as null, and text exactly as PostgreSQL made it", async () => {
  expect((await service.rpc("nothing", { p: {} })).data).toBeNull();
  const text = 'Ünïcode "quotes" \\ \u2028 and 😀';
  expect((await service.rpc("echo", { p: text })).data).toMatchObject({ p: text });
  const large = await call("echo", { apikey }, '{"p":12345678901234567890.5}');
  expect(await large.text()).toContain("12345678901234567890.5");
});

test("a statement may take 8 seconds, a visitor's 3, and no longer", async () => {
  await sql`create function public.patience(p jsonb) returns jsonb language sql as $$ select to_jsonb(current_setting('statement_timeout')) $$`;
  await sql`grant execute on function public.patience, public.wait to anon, authenticated`;
  const { client } = await createUser();
  expect((await service.rpc("patience", { p: {} })).data).toBe("8s");
  expect((await client.rpc("patience", { p: {} })).data).toBe("8s");
  expect((await visitor.rpc("patience", { p: {} })).data).toBe("3s");
  const cut = await visitor.rpc("wait", { p: { seconds: 600 } });
  expect([cut.status, cut.error?.code]).toEqual([500, "57014"]);
});

test("what Supabase Lite answers has a limit too", async () => {
  await unasked.sql`create view public.patience as select current_setting('statement_timeout') as patience`;
  expect((await unasked.service.from("patience").select()).data).toEqual([{ patience: "8s" }]);
});

test("the roles have the limits that they have on a hosted project", async () => {
  const rows = await sql<{ role: string; limits: string[] | null }[]>`
    select rolname as role, rolconfig as limits from pg_roles
    where rolname in ('anon', 'authenticated', 'authenticator', 'service_role') order by rolname`;
  expect(Object.fromEntries(rows.map(({ role, limits }) => [role, limits]))).toEqual({
    anon: ["statement_timeout=3s"],
    authenticated: ["statement_timeout=8s"],
    authenticator: ["statement_timeout=8s"],
    service_role: null,
  });
});

test("a call that its caller gives up is cancelled in the database", async () => {
  const waiting = async (): Promise<readonly unknown[]> =>
    await sql`select from pg_stat_activity where application_name = 'easel-rpc' and wait_event = 'PgSleep' and datname = current_database()`;
  const controller = new AbortController();
  const headers = { apikey: backend.secretKey };
  const given = backend.fetch(`${backend.url}/rest/v1/rpc/wait`, {
    method: "POST",
    headers,
    body: '{"p":{"seconds":7}}',
    signal: controller.signal,
  });
  await expect.poll(waiting).toHaveLength(1);
  controller.abort();
  await expect(given).rejects.toThrow("aborted");
  await expect.poll(waiting).toHaveLength(0);
});

test("50 calls at once all get their own answer", async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => visitor.rpc("echo", { p: index })),
  );
  expect(answers.map(({ data }) => data.p)).toEqual(
    Array.from({ length: 50 }, (_, index) => index),
  );
});

test("a message sent to the queue in a call is there when the call has ended, and is delivered again after its pause", async () => {
  await service.rpc("send_job", { p: { generationId: "g1" } });
  const [first] = await sql`select * from pgmq.read('jobs', 0, 1)`;
  const [again] = await sql`select * from pgmq.read('jobs', 30, 1)`;
  expect(first?.["message"]).toEqual({ generationId: "g1" });
  expect(again).toMatchObject({ msg_id: first?.["msg_id"], read_ct: 2 });
  expect(await sql`select * from pgmq.read('jobs', 30, 1)`).toHaveLength(0);
  const [archived] = await sql`select pgmq.archive('jobs', ${String(again?.["msg_id"])}::bigint)`;
  expect(archived?.["archive"]).toBe(true);
});

test("the role that calls run through has no rights of its own", async () => {
  const [row] =
    await sql`select rolsuper, rolbypassrls, rolcreaterole, rolinherit from pg_roles where rolname = 'authenticator'`;
  expect(row).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolinherit: false,
  });
});
