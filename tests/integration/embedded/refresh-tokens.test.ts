import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { startTestBackend } from "../backend";

const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const { backend, sql, createUser } = await startTestBackend({ migrationsDir });

/** What the database holds of a session's refresh tokens. */
const keptTokens = async (accessToken: string) => {
  const { session_id: id } = decodeJwt<{ session_id: string }>(accessToken);
  const rows = await sql<{ token: string; parent: string | null; revoked: boolean }[]>`
    select token, parent, revoked from auth.refresh_tokens where session_id = ${id} order by created_at`;
  return [...rows];
};
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const renew = async (token: string) => {
  const { url, publishableKey, fetch } = backend;
  const answer = await fetch(`${url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey: publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: token }),
  });
  const said = (await answer.json()) as { refresh_token?: string; error_code?: string };
  return { status: answer.status, headers: answer.headers, ...said };
};
async function signedUp() {
  const { client } = await createUser();
  const { data } = await client.auth.getSession();
  return data.session!;
}

test("a refresh token is 256 random bits, and the database holds only its hash", async () => {
  const [one, other] = [await signedUp(), await signedUp()];
  for (const { refresh_token } of [one, other]) {
    expect(refresh_token).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(refresh_token, "base64url")).toHaveLength(32);
  }
  expect(one.refresh_token).not.toBe(other.refresh_token);
  const first = hashOf(one.refresh_token);
  expect(await keptTokens(one.access_token)).toEqual([
    { token: first, parent: null, revoked: false },
  ]);
  const next = await renew(one.refresh_token);
  expect(next.refresh_token).toMatch(/^[\w-]{43}$/);
  expect(next.headers.get("sb-auth-refresh-token-prefix")).toBeNull();
  expect(await keptTokens(one.access_token)).toEqual([
    { token: first, parent: null, revoked: true },
    { token: hashOf(next.refresh_token ?? ""), parent: first, revoked: false },
  ]);
});

test("what the database holds renews nothing", async () => {
  const session = await signedUp();
  const [kept] = await keptTokens(session.access_token);
  expect(await renew(kept?.token ?? "")).toMatchObject({
    status: 400,
    error_code: "refresh_token_not_found",
  });
});

test("requests that renew one token at the same time get the same new one, and it works", async () => {
  const session = await signedUp();
  const answers = await Promise.all(Array.from({ length: 8 }, () => renew(session.refresh_token)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map((each) => each.refresh_token)).size).toBe(1);
  const late = await renew(session.refresh_token);
  expect(late.refresh_token).toBe(answers[0]?.refresh_token);
  expect((await renew(late.refresh_token ?? "")).status).toBe(200);
});

test("a refresh token from before the last two is refused, and ends what followed from it", async () => {
  const session = await signedUp();
  const second = await renew(session.refresh_token);
  const third = await renew(second.refresh_token ?? "");
  expect(await renew(session.refresh_token)).toMatchObject({
    status: 400,
    error_code: "refresh_token_already_used",
  });
  expect((await renew(third.refresh_token ?? "")).status).toBe(400);
});

test.each([
  ["unused for 30 days", "refreshed_at = now() - interval '31 days'"],
  ["90 days old", "created_at = now() - interval '91 days', refreshed_at = now()"],
])("a session %s cannot be renewed", async (_how, change) => {
  const session = await signedUp();
  const { session_id: id } = decodeJwt<{ session_id: string }>(session.access_token);
  await sql.unsafe(`update auth.sessions set ${change} where id = $1`, [id]);
  expect(await renew(session.refresh_token)).toMatchObject({
    status: 400,
    error_code: "session_expired",
  });
});
