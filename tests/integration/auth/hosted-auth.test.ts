import { randomUUID } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { RequestAuth, SessionRecords } from "~/.server/auth/port";
import { createSupabaseAuth, type SupabaseAuthOptions } from "~/.server/auth/supabase-auth";
import { startSupabaseAuthEmulator } from "../../emulators/supabase-auth";
import { Jar } from "./jar";

const auth = await startSupabaseAuthEmulator();
afterAll(() => auth.close());
const device = { agent: "A browser", address: "192.0.2.0/24" };
/** Sessions that were opened and ended on Easel's own record. */
const onRecord = { opened: [] as string[], ended: [] as string[] };
const records: SessionRecords = {
  async open({ sessionId }) {
    onRecord.opened.push(sessionId);
    return { lostPassword: false, awaitsCode: false };
  },
  passCode: async () => true,
  touch: async () => {},
  end: async ({ sessionId }) => void onRecord.ended.push(sessionId),
  endAll: async () => {},
  passwordMark: async () => null,
  ownerProof: async () => ({ needs: "password", openedBy: "password" }),
};
const said: { message: string; facts: Record<string, unknown> }[] = [];
beforeEach(() => {
  auth.reset();
  auth.behave({
    confirmation: false,
    signs: "ES256",
    published: ["ES256"],
    ipForwarding: true,
    perAddress: 1000,
    mailsLeft: 1000,
  });
  said.length = 0;
  onRecord.ended.length = 0;
});

function gatewayWith(changes: Partial<SupabaseAuthOptions> = {}) {
  const gateway = createSupabaseAuth({
    url: auth.origin,
    publishableKey: auth.publishableKey,
    forwardingKey: auth.secretKey,
    jwtSecret: null,
    jwksUrl: `${auth.origin}/auth/v1/.well-known/jwks.json`,
    fetch: globalThis.fetch,
    https: false,
    records,
    maxAgeSeconds: 86_400,
    log: (message, facts) => said.push({ message, facts }),
    ...changes,
  });
  return {
    ...gateway,
    open: (request: Request, address: string | null) => gateway.open(request, device, address),
  };
}
const gateway = gatewayWith();

const newPerson = () => ({
  email: `${randomUUID()}@example.com`,
  password: `pass ${randomUUID()}`,
  name: "Ada",
});
const talkOf = (jar: Jar, address = "192.0.2.1") => gateway.open(jar.request(), address);

async function signedUp() {
  const [jar, person] = [new Jar(), newPerson()];
  const talk = talkOf(jar);
  const viewer = await talk.signUp(person);
  if (typeof viewer === "string") throw new Error(viewer);
  jar.take(talk.setCookies());
  return { jar, person, viewer };
}

/** Somebody who comes back after two hours, so that every page needs a fresh token. */
async function signedInLongAgo() {
  const there = await signedUp();
  vi.useFakeTimers({ now: Date.now() + 2 * 3_600_000, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  return there;
}

test("people sign up, in, out and in again, and are known by a published key", async () => {
  const { jar, person, viewer } = await signedUp();
  expect(await talkOf(jar).viewer()).toEqual(viewer);
  const leaving = talkOf(jar);
  await leaving.signOut();
  jar.take(leaving.setCookies());
  expect(jar.cookies.size).toBe(0);
  const back = await talkOf(jar).signIn(person);
  expect(back).toMatchObject({ userId: viewer.userId });
  expect(back.sessionId).not.toBe(viewer.sessionId);
  expect(said).toEqual([]);
});

test("a token that has run out is exchanged once, and a refresh token that is spent signs out", async () => {
  const { jar } = await signedInLongAgo();
  const before = new Jar();
  before.cookies.set(...[...jar.cookies][0]!);
  const talk = talkOf(jar);
  expect(await talk.viewer()).not.toBeNull();
  jar.take(talk.setCookies());
  expect(await talkOf(jar).viewer()).not.toBeNull();
  const late = talkOf(before);
  expect(await late.viewer()).toBeNull();
  before.take(late.setCookies());
  expect(before.cookies.size).toBe(0);
});

const troubles = [
  ["429", 429, "over_request_rate_limit"],
  ["429 without a code", 429, ""],
  ["500", 500, "unexpected_failure"],
  ["503 without a code", 503, ""],
  ["504", 504, "request_timeout"],
  ["a refusal of next year", 400, "a_code_of_next_year"],
  ["a captcha", 400, "captcha_failed"],
] as const;

test.each(troubles)(
  "%s on a refresh signs nobody out: the cookies stay, and work again afterwards",
  async (_name, status, code) => {
    const { jar } = await signedInLongAgo();
    const kept = new Map(jar.cookies);
    auth.refuse("/token?grant_type=refresh_token", status, code, {
      times: 50,
      headers: { "retry-after": "17" },
    });
    const talk = talkOf(jar);
    await expect(talk.viewer()).rejects.toMatchObject({ code: "unavailable", status: 503 });
    expect(talk.setCookies()).toEqual([]);
    jar.take(talk.setCookies());
    expect(jar.cookies).toEqual(kept);
    expect(said).toContainEqual({
      message: "Supabase Auth did not do what it was asked",
      facts: { asked: "refresh", code: expect.any(String) },
    });
    auth.reset();
    expect(await talkOf(jar).viewer()).not.toBeNull();
  },
);

test("what Auth asks for in Retry-After is passed on", async () => {
  const { jar, person } = await signedInLongAgo();
  auth.refuse("/token", 429, "over_request_rate_limit", { headers: { "retry-after": "17" } });
  await expect(talkOf(jar).viewer()).rejects.toMatchObject({
    code: "unavailable",
    facts: { retryAfterSeconds: 17 },
  });
  await expect(talkOf(new Jar()).signIn(person)).rejects.toMatchObject({
    code: "rate_limited",
    facts: { retryAfterSeconds: 17 },
  });
});

test("a gateway's page in place of an answer is trouble too", async () => {
  const { jar } = await signedInLongAgo();
  for (const status of [403, 429, 502]) {
    auth.reset();
    auth.order({
      path: "/auth/v1/token",
      times: 50,
      what: "answer",
      answer: { status, body: "<html>Stop</html>" },
    });
    const talk = talkOf(jar);
    await expect(talk.viewer()).rejects.toMatchObject({ code: "unavailable", status: 503 });
    expect(talk.setCookies()).toEqual([]);
  }
});

test.each(troubles)("%s leaves a mailed link good", async (_name, status, code) => {
  const { person } = await signedUp();
  await talkOf(new Jar()).sendResetMail(person.email);
  const { tokenHash } = auth.mails.findLast(({ to }) => to === person.email)!;
  auth.refuse("/verify", status, code, { times: 1 });
  const failed = talkOf(new Jar()).confirm(tokenHash, "recovery");
  await expect(failed).rejects.not.toMatchObject({ code: "bad_link" });
  await expect(failed).rejects.toMatchObject({
    status: expect.toSatisfy((each) => each === 503 || each === 429),
  });
  expect(await talkOf(new Jar()).confirm(tokenHash, "recovery")).toMatchObject({
    email: person.email,
  });
  await expect(talkOf(new Jar()).confirm(tokenHash, "recovery")).rejects.toMatchObject({
    code: "bad_link",
  });
});

const questions: [
  string,
  string,
  (talk: RequestAuth, person: ReturnType<typeof newPerson>) => Promise<unknown>,
][] = [
  ["signing in", "/token", (talk, person) => talk.signIn(person)],
  ["signing up", "/signup", (talk) => talk.signUp(newPerson())],
  ["asking for a link", "/recover", (talk, { email }) => talk.sendResetMail(email)],
  [
    "choosing a password",
    "/user",
    (talk) => talk.changePassword({ password: "a quite new password", current: null }),
  ],
];

test.each(questions)(
  "no trouble while %s is blamed on the person or changes the cookies",
  async (_name, path, ask) => {
    const { jar, person } = await signedUp();
    for (const [, status, code] of troubles) {
      auth.reset();
      auth.refuse(path, status, code, { times: 50 });
      const talk = talkOf(jar);
      await expect(ask(talk, person)).rejects.toMatchObject({
        status: status === 429 ? 429 : 503,
        fields: {},
      });
      expect(talk.setCookies()).toEqual([]);
    }
    expect(said.map(({ facts }) => facts["code"])).toContain("a_code_of_next_year");
  },
);

test("whoever signs out while Auth is in trouble is out, on our own record too, though the token has run out", async () => {
  const { jar } = await signedInLongAgo();
  const { session_id: sessionId } = decodeJwt<{ session_id: string }>(jar.session().access_token);
  auth.refuse("/auth/v1/token", 503, "unexpected_failure");
  const talk = talkOf(jar);
  await talk.signOut();
  jar.take(talk.setCookies());
  expect(jar.cookies.size).toBe(0);
  expect(onRecord.ended).toEqual([sessionId]);
});

test.each([
  [["length"], "Use a longer password."],
  [["pwned"], "That password was in a data breach somewhere else. Choose another."],
])("a password that Auth finds weak for %j is refused at its field", async (reasons, words) => {
  const { jar } = await signedUp();
  auth.refuse("/auth/v1", 422, "weak_password", { body: { weak_password: { reasons } } });
  const refusal = { code: "invalid_input", fields: { password: [words] } };
  await expect(
    talkOf(jar).changePassword({ password: "a quite new password", current: null }),
  ).rejects.toMatchObject(refusal);
  await expect(talkOf(new Jar()).signUp(newPerson())).rejects.toMatchObject(refusal);
});

test("a session older than a day is asked to sign in again before it changes its password", async () => {
  const { jar } = await signedUp();
  vi.useFakeTimers({ now: Date.now() + 25 * 3_600_000, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const talk = talkOf(jar);
  await expect(
    talk.changePassword({ password: "a quite new password", current: null }),
  ).rejects.toMatchObject({
    code: "session_too_old",
  });
});

test("a session that an administrator has ended changes no password", async () => {
  const { jar } = await signedUp();
  auth.endSessions();
  await expect(
    talkOf(jar).changePassword({ password: "a quite new password", current: null }),
  ).rejects.toMatchObject({
    code: "signed_out",
  });
});

test("a new password whose answer is lost counts: the browser goes on with it", async () => {
  const { jar, person } = await signedUp();
  const password = "a quite new password";
  auth.refuse("/user", 504, "request_timeout", { times: 1, isDone: true });
  const talk = talkOf(jar);
  expect(await talk.changePassword({ password, current: null })).toMatchObject({
    email: person.email,
  });
  jar.take(talk.setCookies());
  expect(await talkOf(jar).viewer()).toMatchObject({ email: person.email });
  await expect(talkOf(new Jar()).signIn(person)).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});

test("whoever is banned is told that the account is paused", async () => {
  const { person } = await signedUp();
  auth.change(person.email, { banned: true });
  await expect(talkOf(new Jar()).signIn(person)).rejects.toMatchObject({ code: "suspended" });
});

test("44 visitors from 44 addresses sign in although one address may so only a few times", async () => {
  const { person } = await signedUp();
  auth.behave({ perAddress: 3 });
  const signIns = Array.from({ length: 44 }, (_, index) =>
    talkOf(new Jar(), `198.51.100.${index}`).signIn(person),
  );
  expect(await Promise.all(signIns)).toHaveLength(44);
  const repeated = Array.from({ length: 3 }, () =>
    talkOf(new Jar(), "198.51.100.7").signIn(person),
  );
  const outcomes = await Promise.allSettled(repeated);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
});

test("no address is told where none is known, and none without a key that Auth believes", async () => {
  const { person } = await signedUp();
  await gateway.open(new Jar().request(), null).signIn(person);
  await gatewayWith({ forwardingKey: null }).open(new Jar().request(), "192.0.2.9").signIn(person);
  const [, first, second] = auth.received.filter(({ path }) => /signup|token/.test(path));
  for (const request of [first, second]) {
    expect(request?.headers["sb-forwarded-for"]).toBeUndefined();
    expect(request?.headers["apikey"]).toBe(auth.publishableKey);
  }
});

test("the secret key and the address go to Auth alone, the address as it is", async () => {
  const { jar } = await signedUp();
  const talk = gateway.open(jar.request(), "2001:db8::7");
  await talk.changePassword({ password: "a quite new password", current: null });
  const request = auth.received.find(({ path }) => path.endsWith("/user"));
  expect(request?.headers).toMatchObject({
    "sb-forwarded-for": "2001:db8::7",
    apikey: auth.secretKey,
  });
  expect(request?.headers.authorization).not.toContain(auth.secretKey);
});

test.each(["ES256", "RS256", "EdDSA"] as const)(
  "tokens signed with %s are known by the project's published keys",
  async (alg) => {
    auth.behave({ signs: alg, published: [alg] });
    const own = gatewayWith();
    const talk = own.open(new Jar().request(), null);
    expect(await talk.signUp(newPerson())).toMatchObject({ userId: expect.any(String) });
  },
);

test("tokens signed with the shared secret are known by it, whatever keys are published already", async () => {
  auth.behave({ signs: "HS256", published: ["ES256"] });
  const own = gatewayWith({ jwtSecret: auth.jwtSecret });
  expect(await own.open(new Jar().request(), null).signUp(newPerson())).toMatchObject({
    userId: expect.any(String),
  });
  auth.behave({ signs: "ES256" });
  expect(await own.open(new Jar().request(), null).signUp(newPerson())).toMatchObject({
    userId: expect.any(String),
  });
});

test("whoever was signed in when a project changed its keys still is", async () => {
  auth.behave({ signs: "HS256", published: ["ES256"] });
  const jar = new Jar();
  const talk = gatewayWith({ jwtSecret: auth.jwtSecret }).open(jar.request(), null);
  await talk.signUp(newPerson());
  jar.take(talk.setCookies());
  auth.behave({ signs: "ES256" });
  const later = gateway.open(jar.request(), null);
  expect(await later.viewer()).toMatchObject({ userId: expect.any(String) });
  jar.take(later.setCookies());
  auth.reset();
  expect(await gateway.open(jar.request(), null).viewer()).not.toBeNull();
  expect(auth.count("POST", "/token")).toBe(0);
});

test("an old secret that is still set keeps nobody out of a project with signing keys", async () => {
  const own = gatewayWith({ jwtSecret: "an-old-secret-of-more-than-32-characters" });
  expect(await own.open(new Jar().request(), null).signUp(newPerson())).toMatchObject({
    userId: expect.any(String),
  });
  await expect(own.check()).resolves.toBeUndefined();
});

test("a token that Auth has just made and that cannot be checked here is our trouble, and the log names what it is signed with", async () => {
  auth.behave({ signs: "HS256", published: ["ES256"] });
  await expect(talkOf(new Jar()).signUp(newPerson())).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(said).toEqual([
    { message: "The tokens of Supabase Auth cannot be checked here", facts: { alg: "HS256" } },
  ]);
});

test("a project without published keys needs its secret to be ready", async () => {
  auth.behave({ published: [] });
  await expect(gateway.check()).rejects.toThrow("SUPABASE_JWT_SECRET is missing");
  await expect(gatewayWith({ jwtSecret: auth.jwtSecret }).check()).resolves.toBeUndefined();
});

test("whether Auth is ready: it answers, and its keys can be had", async () => {
  await expect(gateway.check()).resolves.toBeUndefined();
  auth.refuse("/health", 503, "");
  await expect(gateway.check()).rejects.toThrow("503");
  auth.reset();
  auth.order({
    path: "jwks.json",
    times: 9,
    what: "answer",
    answer: { status: 502, body: "<html>" },
  });
  await expect(gateway.check()).rejects.toMatchObject({ code: "unavailable" });
  auth.reset();
  await expect(gatewayWith({ url: "http://127.0.0.1:1" }).check()).rejects.toThrow("fetch failed");
  await expect(gatewayWith({ publishableKey: "sb_publishable_wrong" }).check()).rejects.toThrow(
    "401",
  );
});
