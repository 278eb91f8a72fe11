import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "~/.server/db/clients";
import { AppError } from "~/.server/errors";
import { startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server, database, backend } = world;

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => new Error("It was not refused"),
    (error: unknown) => error,
  );

/** A project that answers every call like this. */
async function projectAnswering(status: number, body: string) {
  const project = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => project.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void project.close());
  const { port } = project.address() as AddressInfo;
  return createDatabase({ ...backend, url: `http://127.0.0.1:${port}`, fetch });
}

test("calls as the server and as the viewer, each with its own rights", async () => {
  const ann = await world.person();
  const [ready, account] = await Promise.all([
    server.call("ready", {}),
    database.asViewer(ann).call("account_page", {}),
  ]);
  expect(ready).toBeNull();
  expect(account).toMatchObject({ account: { id: ann.userId } });
  await expect(database.asViewer(ann).call("ready", {})).rejects.toThrow("42501");
});

test("turns a refusal into its code and facts", async () => {
  const ann = await world.person();
  const request = {
    p_user_id: ann.userId,
    p_delta_credits: -20_000,
    p_reason: "r",
    p_admin_session: world.admin,
    p_idempotency_key: "k",
  };
  const error = await errorOf(server.call("adjust_credits", request));
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    code: "insufficient_credits",
    facts: { missingCredits: 10_000, balanceCredits: 10_000 },
  });
});

test("says signed_out for a token that is no longer good", async () => {
  const ann = await world.person();
  const viewer = { ...ann, accessToken: `${ann.accessToken.slice(0, -3)}abc` };
  expect(await errorOf(database.asViewer(viewer).call("account_page", {}))).toMatchObject({
    code: "signed_out",
  });
});

test("keeps what was sent out of the error of a fault", async () => {
  const error = await errorOf(server.call("revoke_sessions", { p_user_id: "a secret prompt" }));
  expect(error).not.toBeInstanceOf(AppError);
  expect(String(error)).toBe("Error: The database refused revoke_sessions: 22P02");
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("a secret prompt");
});

test("says invalid_input for a text that it cannot hold", async () => {
  const ann = await world.person();
  const request = { p_user_id: ann.userId, p_session_id: ann.sessionId, p_share_id: "a\0b" };
  const error = await errorOf(server.call("revoke_share", request));
  expect(error).toMatchObject({ code: "invalid_input" });
});

test("says unavailable, to be tried again, when nobody answers", async () => {
  const nobody = createDatabase({ ...backend, url: "http://127.0.0.1:9", fetch });
  expect(await errorOf(nobody.asService().call("ready", {}))).toMatchObject({
    code: "unavailable",
    retryable: true,
  });
});

test.each([
  ["a gateway's error page", 502, "<html>Bad gateway</html>"],
  [
    "PostgREST without its database",
    503,
    '{"code":"PGRST002","message":"no schema cache","details":null,"hint":null}',
  ],
  [
    "a statement that took too long",
    500,
    '{"code":"57014","message":"canceling statement","details":null,"hint":null}',
  ],
  [
    "a database that only reads",
    405,
    '{"code":"25006","message":"read-only transaction","details":null,"hint":null}',
  ],
  ["a full disk", 503, '{"code":"53100","message":"no space","details":null,"hint":null}'],
])("says unavailable for %s", async (_what, status, body) => {
  const project = await projectAnswering(status, body);
  expect(await errorOf(project.asService().call("ready", {}))).toMatchObject({
    code: "unavailable",
    retryable: true,
  });
});

test("keeps in the cause why no connection could be had", async () => {
  const body = `{"code":"PGRST000","message":"Not now","details":"CONNECTION_CLOSED","hint":null}`;
  const project = await projectAnswering(503, body);
  const error = await errorOf(project.asService().call("ready", {}));
  expect(Reflect.get(Object(error), "cause")).toMatchObject({
    message: "ready did not get through: PGRST000 CONNECTION_CLOSED",
  });
});

test("tries again when two transactions collided, and gives up after three times", async () => {
  await sql`create sequence public.tries`;
  await sql.unsafe(`create function public.collide(p_until int) returns boolean language plpgsql security definer as $$
    begin
      if nextval('public.tries') < p_until then raise exception using errcode = '40001'; end if;
      return true;
    end $$`);
  await sql`grant execute on function public.collide to service_role`;
  const collide = (until: number) => server.call("collide" as "ready", { p_until: until } as never);
  expect(await collide(3)).toBe(true);
  await sql`alter sequence public.tries restart`;
  expect(await errorOf(collide(9))).toMatchObject({ code: "unavailable", retryable: true });
  const [tries] = await sql`select last_value::int as n from public.tries`;
  expect(tries?.["n"]).toBe(3);
});

test("is ready only while schema and queue are there", async () => {
  await sql`alter table pgmq.q_generations rename to q_hidden`;
  await expect(server.call("ready", {})).rejects.toThrow("42P01");
  await sql`alter table pgmq.q_hidden rename to q_generations`;
});
