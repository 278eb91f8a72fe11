import { randomUUID } from "node:crypto";
import { SignJWT, decodeJwt } from "jose";
import { expect, test } from "vitest";
import type { SessionRecords } from "~/.server/auth/port";
import { createSupabaseAuth, type SupabaseAuthOptions } from "~/.server/auth/supabase-auth";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import { AppError } from "~/.server/errors";
import type { Viewer } from "~/domain/viewer";
import { startTestBackend } from "../backend";
import { sessionSettings } from "../sql/world";
import { Jar } from "./jar";

const { backend, sql } = await startTestBackend();
let calls = 0;
const device = { agent: "A browser", address: "192.0.2.0/24" };
const gatewayOf = (changes: Partial<SupabaseAuthOptions> = {}) => {
  const gateway = createSupabaseAuth({
    url: backend.url,
    publishableKey: backend.publishableKey,
    fetch: (input, init) => {
      calls += 1;
      return backend.fetch(input, init);
    },
    forwardingKey: null,
    jwtSecret: backend.jwtSecret,
    jwksUrl: null,
    records: createSupabaseSessions(createDatabase(backend), sessionSettings),
    https: false,
    maxAgeSeconds: 30 * 86_400,
    log: () => {},
    ...changes,
  });
  return { open: (request: Request) => gateway.open(request, device, null) };
};
const gateway = gatewayOf();

function newPerson() {
  return { email: `${randomUUID()}@example.com`, password: `pass ${randomUUID()}`, name: "Ada" };
}

async function signedUp() {
  const jar = new Jar();
  const person = newPerson();
  const talk = gateway.open(jar.request());
  const viewer = await talk.signUp(person);
  jar.take(talk.setCookies());
  if (typeof viewer === "string") throw new Error(viewer);
  return { jar, person, viewer };
}

function expire({ accessToken }: Viewer): Promise<string> {
  return new SignJWT({ ...decodeJwt(accessToken) })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("-1m")
    .sign(new TextEncoder().encode(backend.jwtSecret));
}

test("signing up signs in, with cookies that no script can read", async () => {
  const talk = gateway.open(new Request("http://localhost:5000/"));
  const viewer = await talk.signUp(newPerson());
  expect(viewer).toMatchObject({ userId: expect.any(String), sessionId: expect.any(String) });
  expect(talk.setCookies().length).toBeGreaterThan(0);
  for (const cookie of talk.setCookies()) {
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Secure/);
  }
});

test("nothing but the session is kept in cookies, however often a link is asked for", async () => {
  const { jar, person } = await signedUp();
  const talk = gateway.open(jar.request());
  await talk.sendResetMail(person.email);
  jar.take(talk.setCookies());
  expect([...jar.cookies.keys()]).toEqual(["easel-session"]);
});

test("cookies are Secure and bound to the host where people come by https", async () => {
  const secure = gatewayOf({ https: true });
  const talk = secure.open(new Request("https://easel.test/"));
  await talk.signUp(newPerson());
  for (const cookie of talk.setCookies()) expect(cookie).toMatch(/^__Host-easel-session.*Secure/);
});

test("a signed-in request is known without asking Supabase Auth", async () => {
  const { jar, viewer } = await signedUp();
  const before = calls;
  expect(await gateway.open(jar.request()).viewer()).toEqual(viewer);
  expect(calls).toBe(before);
});

test("an address that is taken is told apart for the caller to hide", async () => {
  const { person } = await signedUp();
  const talk = gateway.open(new Request("http://localhost:5000/"));
  expect(await talk.signUp(person)).toBe("taken");
});

test("a wrong password and an unknown address are refused alike", async () => {
  const { person } = await signedUp();
  const talk = gateway.open(new Request("http://localhost:5000/"));
  await expect(talk.signIn({ ...person, password: "wrong password" })).rejects.toMatchObject({
    code: "wrong_credentials",
  });
  await expect(talk.signIn(newPerson())).rejects.toMatchObject({ code: "wrong_credentials" });
});

test("each sign-in is a session of its own", async () => {
  const { person, viewer } = await signedUp();
  const talk = gateway.open(new Request("http://localhost:5000/"));
  const again = await talk.signIn(person);
  expect(again.userId).toBe(viewer.userId);
  expect(again.sessionId).not.toBe(viewer.sessionId);
});

test("an expired token is refreshed once and the new one is kept", async () => {
  const { jar, viewer } = await signedUp();
  const expired = await expire(viewer);
  for (const [name, value] of jar.cookies) {
    const session = JSON.parse(Buffer.from(value.replace("base64-", ""), "base64url").toString());
    session.access_token = expired;
    session.expires_at = Math.floor(Date.now() / 1000) - 60;
    jar.cookies.set(name, `base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`);
  }
  const talk = gateway.open(jar.request());
  const refreshed = await talk.viewer();
  expect(refreshed).toMatchObject({ userId: viewer.userId, sessionId: viewer.sessionId });
  expect(talk.setCookies().length).toBeGreaterThan(0);
});

test.each(["base64-e30", "base64-!!!", "nonsense", "base64-bnVsbA", "%00%ff", ""])(
  "the session cookie %j is nobody's",
  async (value) => {
    const request = new Request("http://localhost:5000/", {
      headers: { cookie: `easel-session=${value}` },
    });
    expect(await gateway.open(request).viewer()).toBeNull();
  },
);

test("somebody else's id in the cookie does not change who one is", async () => {
  const { jar, viewer } = await signedUp();
  const other = await signedUp();
  for (const [name, value] of jar.cookies) {
    const session = JSON.parse(Buffer.from(value.replace("base64-", ""), "base64url").toString());
    session.user = { ...session.user, id: other.viewer.userId };
    jar.cookies.set(name, `base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`);
  }
  expect((await gateway.open(jar.request()).viewer())?.userId).toBe(viewer.userId);
});

test("signing out empties the cookies", async () => {
  const { jar } = await signedUp();
  const talk = gateway.open(jar.request());
  await talk.signOut();
  jar.take(talk.setCookies());
  expect(jar.cookies.size).toBe(0);
  expect(await gateway.open(jar.request()).viewer()).toBeNull();
});

test("a link from a mail works once and lets a new password be chosen", async () => {
  const { person } = await signedUp();
  await gateway.open(new Request("http://localhost:5000/")).sendResetMail(person.email);
  const mails = await backend.mailbox.list();
  const mail = mails.find(({ to }) => to === person.email);
  const tokenHash = new URL(mail!.link!).searchParams.get("token_hash")!;
  const jar = new Jar();
  const talk = gateway.open(jar.request());
  await talk.confirm(tokenHash, "recovery");
  jar.take(talk.setCookies());
  await gateway
    .open(jar.request())
    .changePassword({ password: "a quite new password", current: null });
  const newcomer = gateway.open(new Request("http://localhost:5000/"));
  await expect(newcomer.signIn(person)).rejects.toMatchObject({ code: "wrong_credentials" });
  expect((await newcomer.signIn({ ...person, password: "a quite new password" })).email).toBe(
    person.email,
  );
  await expect(gateway.open(jar.request()).confirm(tokenHash, "recovery")).rejects.toMatchObject({
    code: "bad_link",
  });
});

test("an unknown address gets no reset mail and no complaint", async () => {
  const { email } = newPerson();
  await gateway.open(new Request("http://localhost:5000/")).sendResetMail(email);
  expect((await backend.mailbox.list()).some(({ to }) => to === email)).toBe(false);
});

const allOf = (answer: () => Promise<never>): SessionRecords => ({
  ...{ open: answer, touch: answer, end: answer, endAll: answer },
  ...{ passwordMark: async () => null, ownerProof: answer, passCode: answer },
});

/** What the browser's cookie holds. */
function sessionIn(jar: Jar): { access_token: string; refresh_token: string } {
  const value = [...jar.cookies.values()].join("").replace("base64-", "");
  return JSON.parse(Buffer.from(value, "base64url").toString());
}
const isLive = async ({ sessionId }: Viewer) => {
  const [row] = await sql<{ live: boolean }[]>`
    select revoked_at is null as live from user_sessions where id = ${sessionId}`;
  return row?.live ?? false;
};
const refresh = async (jar: Jar) => {
  const answer = await backend.fetch(`${backend.url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey: backend.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: sessionIn(jar).refresh_token }),
  });
  return answer.status;
};
const copyOf = (jar: Jar) => {
  const copy = new Jar();
  for (const [name, value] of jar.cookies) copy.cookies.set(name, value);
  return copy;
};

test("a new session is on record, with its device, before the browser has it", async () => {
  const { viewer } = await signedUp();
  const rows =
    await sql`select user_id, agent, address from user_sessions where id = ${viewer.sessionId}`;
  expect([...rows]).toEqual([{ user_id: viewer.userId, ...device }]);
});

test("signing in again in one browser ends its old session, and the old refresh token with it", async () => {
  const { jar, person, viewer } = await signedUp();
  const old = copyOf(jar);
  const talk = gateway.open(jar.request());
  const again = await talk.signIn(person);
  jar.take(talk.setCookies());
  expect([await isLive(viewer), await isLive(again)]).toEqual([false, true]);
  expect([await refresh(old), await refresh(jar)]).toEqual([400, 200]);
});

test("signing in as somebody else ends the session of who was there before", async () => {
  const [ada, zoe] = [await signedUp(), await signedUp()];
  await gateway.open(ada.jar.request()).signIn(zoe.person);
  expect([await isLive(ada.viewer), await isLive(zoe.viewer)]).toEqual([false, true]);
  expect(await refresh(ada.jar)).toBe(400);
});

test("a wrong password changes nothing for who is signed in", async () => {
  const { jar, person, viewer } = await signedUp();
  const talk = gateway.open(jar.request());
  await expect(talk.signIn({ ...person, password: "wrong password" })).rejects.toMatchObject({
    code: "wrong_credentials",
  });
  jar.take(talk.setCookies());
  expect(await gateway.open(jar.request()).viewer()).toEqual(viewer);
  expect(await isLive(viewer)).toBe(true);
});

test("a session that cannot be put on record is not handed out, and the browser keeps what it had", async () => {
  const { jar, person, viewer } = await signedUp();
  const down = () => Promise.reject(new AppError("unavailable", { retryable: true }));
  const records = allOf(down);
  const talk = gatewayOf({ records }).open(jar.request());
  await expect(talk.signIn(person)).rejects.toMatchObject({ code: "unavailable" });
  expect(talk.setCookies()).toEqual([]);
  expect(await talk.viewer()).toEqual(viewer);
});

test("signing out ends the session for copies of its cookies, and its refresh token", async () => {
  const { jar, viewer } = await signedUp();
  const copy = copyOf(jar);
  await gateway.open(jar.request()).signOut();
  expect(await isLive(viewer)).toBe(false);
  expect(await refresh(copy)).toBe(400);
});

test("renewing an expired token counts as use, also where that cannot be written down", async () => {
  const { jar, viewer } = await signedUp();
  await sql`update user_sessions set last_seen_at = now() - interval '2 days' where id = ${viewer.sessionId}`;
  const expired = new Jar();
  const stored = { ...sessionIn(jar), expires_at: 1, access_token: await expire(viewer) };
  const value = Buffer.from(JSON.stringify(stored)).toString("base64url");
  expired.cookies.set("easel-session", `base64-${value}`);
  const down = () => Promise.reject(new AppError("unavailable"));
  const logged: string[] = [];
  const deaf = gatewayOf({
    records: allOf(down),
    log: (message) => logged.push(message),
  });
  expect(await deaf.open(expired.request()).viewer()).toMatchObject({ userId: viewer.userId });
  expect(logged).toHaveLength(1);
  expect(await gateway.open(expired.request()).viewer()).toMatchObject({ userId: viewer.userId });
  const [row] = await sql`
    select last_seen_at > now() - interval '1 hour' as seen from user_sessions where id = ${viewer.sessionId}`;
  expect(row).toEqual({ seen: true });
});

test("the browser keeps the cookies as long as a session may be idle, and no longer", async () => {
  const talk = gatewayOf({ maxAgeSeconds: 7 * 86_400 }).open(new Request(backend.url));
  await talk.signUp(newPerson());
  for (const cookie of talk.setCookies()) expect(cookie).toContain("; Max-Age=604800;");
});
