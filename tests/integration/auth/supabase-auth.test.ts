import { randomUUID } from "node:crypto";
import { SignJWT, decodeJwt } from "jose";
import { expect, test } from "vitest";
import { createSupabaseAuth } from "~/.server/auth/supabase-auth";
import { createTokenVerifier } from "~/.server/auth/verify-token";
import { startTestBackend } from "../backend";

const { backend } = await startTestBackend();
let calls = 0;
const gateway = createSupabaseAuth({
  url: backend.url,
  publishableKey: backend.publishableKey,
  fetch: (input, init) => {
    calls += 1;
    return backend.fetch(input, init);
  },
  verifyToken: createTokenVerifier({
    jwtSecret: backend.jwtSecret,
    jwksUrl: `${backend.url}/jwks`,
  }),
  https: false,
  log: () => {},
});

/** A browser's cookie jar, as far as these tests need one. */
class Jar {
  readonly cookies = new Map<string, string>();
  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [name = "", value = ""] = line.split(";")[0]!.split("=");
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
  request(): Request {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    return new Request("http://localhost:5000/", { headers: { cookie } });
  }
}

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
  const secure = createSupabaseAuth({
    url: backend.url,
    publishableKey: backend.publishableKey,
    fetch: backend.fetch,
    verifyToken: createTokenVerifier({
      jwtSecret: backend.jwtSecret,
      jwksUrl: `${backend.url}/jwks`,
    }),
    https: true,
    log: () => {},
  });
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
  const expired = await new SignJWT({ ...decodeJwt(viewer.accessToken) })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("-1m")
    .sign(new TextEncoder().encode(backend.jwtSecret));
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
  await gateway.open(jar.request()).changePassword("a quite new password");
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
