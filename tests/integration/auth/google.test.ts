import { randomUUID } from "node:crypto";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createSupabaseGoogleLinks } from "~/.server/auth/supabase-google-links";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import { createEmulatedDispatcher } from "~/.server/emulated-hosts";
import { AppError } from "~/.server/errors";
import { startEmulator } from "../../emulators/emulator";
import {
  createGoogleEmulator,
  googleClient,
  newGooglePerson,
  type GooglePerson,
} from "../../emulators/google";
import { startTestBackend, type TestBackend } from "../backend";
import { sessionSettings } from "../sql/world";
import { Browser, isLive, mailedToken, newPerson } from "./browser";

const returnTo = "http://localhost:5000/auth/v1/callback";
const google = await createGoogleEmulator(() => returnTo);
const emulator = await startEmulator([google]);
const before = getGlobalDispatcher();
setGlobalDispatcher(createEmulatedDispatcher(emulator.origin));
afterAll(async () => {
  setGlobalDispatcher(before);
  await emulator.close();
});
const open = await startTestBackend({ google: googleClient });
const byMail = await startTestBackend({ google: googleClient, emailConfirmation: true });
beforeEach(() => {
  emulator.reset();
  google.withholdIdTokens(false);
});

const callback = "http://localhost:5000/auth/callback";
const begin = (browser: Browser) => browser.ask((talk) => talk.beginGoogle(callback));
/** What Auth makes of the way back from Google. */
const comeBack = async (backend: TestBackend, address: string, person: GooglePerson | null) =>
  await backend.backend.google.answerReturn(google.visit(address, person).searchParams);
const finish = (browser: Browser, returned: URLSearchParams) =>
  browser.ask((talk) => talk.finishGoogle(returned));
async function signIn(backend: TestBackend, person: GooglePerson, browser = new Browser(backend)) {
  const returned = await comeBack(backend, await begin(browser), person);
  return { browser, viewer: await finish(browser, returned) };
}
const links = createSupabaseGoogleLinks(createDatabase(open.backend));
const userOf = async ({ sql }: TestBackend, email: string) => {
  const [row] = await sql<{ id: string; credits: number; password: string | null }[]>`
    select a.id, u.credits::int as credits, a.encrypted_password as password
    from auth.users a join users u on u.id = a.id where a.email = ${email}`;
  return row;
};

test.each([
  ["with an id token", false],
  ["whose profile has to be asked", true],
])(
  "somebody %s gets an account, the first credits once, and the same account again",
  async (_how, asked) => {
    google.withholdIdTokens(asked);
    const person = newGooglePerson();
    const first = await signIn(open, person);
    expect(first.viewer).toMatchObject({ email: person.email, lostPassword: false });
    expect(await isLive(open, first.viewer)).toBe(true);
    expect(await userOf(open, person.email!)).toMatchObject({ credits: 10_000, password: null });
    expect([...first.browser.cookies.keys()]).toEqual(["easel-session"]);
    const again = await signIn(open, person);
    expect(again.viewer.userId).toBe(first.viewer.userId);
    expect(again.viewer.sessionId).not.toBe(first.viewer.sessionId);
    expect(await userOf(open, person.email!)).toMatchObject({ credits: 10_000 });
  },
);

test("the session is a new one, and the one that the browser had has ended, in Auth too", async () => {
  const browser = new Browser(open);
  const earlier = await browser.signUp();
  const stolen = browser.copy();
  const { viewer } = await signIn(open, newGooglePerson(), browser);
  expect(viewer.sessionId).not.toBe(earlier.sessionId);
  expect(await isLive(open, earlier)).toBe(false);
  expect([await stolen.canRenew(), await browser.canRenew()]).toEqual([false, true]);
});

test("a code works once, in the browser that went to Google, and another's proof does not help", async () => {
  const person = newGooglePerson();
  const [browser, other] = [new Browser(open), new Browser(open)];
  const returned = await comeBack(open, await begin(browser), person);
  const thief = new Browser(open);
  await expect(finish(thief, returned)).rejects.toMatchObject({ code: "google_expired" });
  await begin(other);
  await expect(finish(other, returned)).rejects.toMatchObject({ code: "google_expired" });
  const viewer = await finish(browser, returned);
  expect(viewer.email).toBe(person.email);
  await expect(finish(browser, returned)).rejects.toMatchObject({ code: "google_expired" });
  expect(await isLive(open, viewer)).toBe(true);
  expect([thief.cookies.size, other.cookies.size]).toEqual([0, 0]);
});

test("a state that was made up, used or is too old opens nothing", async () => {
  const browser = new Browser(open);
  const way = google.visit(await begin(browser), newGooglePerson()).searchParams;
  const madeUp = new URLSearchParams({ code: "4/code", state: randomUUID() });
  for (const query of [madeUp, new URLSearchParams({ code: "4/code", state: "x" })]) {
    const returned = await open.backend.google.answerReturn(query);
    await expect(finish(browser, returned)).rejects.toMatchObject({ code: "google_expired" });
  }
  await open.sql`
    update auth.flow_state set created_at = now() - interval '10 minutes' where id::text = ${way.get("state")}`;
  const late = await open.backend.google.answerReturn(way);
  await expect(finish(browser, late)).rejects.toMatchObject({ code: "google_expired" });
  await expect(finish(browser, new URLSearchParams())).rejects.toMatchObject({
    code: "google_expired",
  });
});

test("who says no at Google is told so, and whom Google cannot vouch for, or Google out of reach", async () => {
  const browser = new Browser(open);
  const said = async (person: GooglePerson | null) =>
    await finish(browser, await comeBack(open, await begin(browser), person)).catch(
      ({ code }: { code: string }) => code,
    );
  expect(await said(null)).toBe("google_canceled");
  expect(await said(newGooglePerson({ verified: false }))).toBe("email_unverified");
  const { email: _none, ...nameless } = newGooglePerson();
  expect(await said(nameless)).toBe("google_failed");
  emulator.order({ path: "/token", times: 1, what: "answer", answer: { status: 503, body: "" } });
  expect(await said(newGooglePerson())).toBe("google_failed");
  emulator.order({ path: "/token", times: 1, what: "drop" });
  expect(await said(newGooglePerson())).toBe("google_failed");
});

test("the password of an account whose address nobody proved is gone, with its sessions, when its owner comes by Google", async () => {
  const squatter = new Browser(open);
  const person = newPerson();
  const before = await squatter.signUp(person);
  const { viewer } = await signIn(open, newGooglePerson({ email: person.email }));
  expect(viewer).toMatchObject({ userId: before.userId, lostPassword: true });
  expect(await isLive(open, before)).toBe(false);
  expect(await squatter.canRenew()).toBe(false);
  expect(await isLive(open, viewer)).toBe(true);
  expect(await userOf(open, person.email)).toMatchObject({ password: null, credits: 10_000 });
  await expect(new Browser(open).ask((talk) => talk.signIn(person))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});

test("a password chosen after that proof stays when the owner comes by Google again", async () => {
  const person = newGooglePerson();
  const { browser } = await signIn(open, person);
  const password = `pass ${randomUUID()}`;
  await browser.ask((talk) => talk.changePassword({ password, current: null }));
  expect((await signIn(open, person)).viewer.lostPassword).toBe(false);
  const back = await new Browser(open).ask((talk) =>
    talk.signIn({ email: person.email!, password }),
  );
  expect(back.email).toBe(person.email);
});

test("a Google account is unlinked where there is a password, which ends every other session, and comes back on its own", async () => {
  const person = newGooglePerson();
  const { browser, viewer } = await signIn(open, person);
  expect(await links.list(viewer)).toEqual([
    { email: person.email, linkedAt: expect.any(String), hasPassword: false },
  ]);
  expect(await links.unlink(viewer)).toBe(false);
  const password = `pass ${randomUUID()}`;
  const owner = await browser.ask((talk) => talk.changePassword({ password, current: null }));
  if (typeof owner === "string") throw new Error(owner);
  const phone = await signIn(open, person);
  expect(await links.unlink(owner)).toBe(true);
  expect([await isLive(open, owner), await isLive(open, phone.viewer)]).toEqual([true, false]);
  expect([await browser.canRenew(), await phone.browser.canRenew()]).toEqual([true, false]);
  expect(await links.list(owner)).toEqual([]);
  expect(await links.unlink(owner)).toBe(false);
  await expect(links.unlink(phone.viewer)).rejects.toMatchObject({ code: "signed_out" });
  await new Browser(open).ask((talk) => talk.signIn({ email: person.email!, password }));
  const back = await signIn(open, person);
  expect(back.viewer).toMatchObject({ userId: viewer.userId, lostPassword: false });
});

test("a Google account of another address than the account's own is a stranger's once it is unlinked", async () => {
  const person = newGooglePerson();
  const { browser, viewer } = await signIn(open, person);
  const password = `pass ${randomUUID()}`;
  const owner = await browser.ask((talk) => talk.changePassword({ password, current: null }));
  if (typeof owner === "string") throw new Error(owner);
  await open.sql`update auth.users set email = ${newPerson().email} where id = ${viewer.userId}`;
  expect((await signIn(open, person)).viewer.userId).toBe(viewer.userId);
  const [session] = await open.sql<{ id: string }[]>`
    select id from user_sessions where user_id = ${viewer.userId} and revoked_at is null`;
  expect(await links.unlink({ ...owner, sessionId: session?.id ?? "" })).toBe(true);
  expect((await signIn(open, person)).viewer.userId).not.toBe(viewer.userId);
});

test("a password chosen by a mailed link stays when its owner comes by Google for the first time", async () => {
  const [person, owner] = [newPerson(), new Browser(open)];
  await new Browser(open).signUp(person);
  await owner.ask((talk) => talk.sendResetMail(person.email));
  const token = await mailedToken(open, person.email);
  await owner.ask((talk) => talk.confirm(token, "recovery"));
  const password = `pass ${randomUUID()}`;
  await owner.ask((talk) => talk.changePassword({ password, current: null }));
  const byGoogle = await signIn(open, newGooglePerson({ email: person.email }));
  expect(byGoogle.viewer.lostPassword).toBe(false);
  await new Browser(open).ask((talk) => talk.signIn({ ...person, password }));
});

test("a Google account that only claims the address does not come in on the proof of another one", async () => {
  const person = newGooglePerson();
  const { viewer } = await signIn(open, person);
  const stranger = newGooglePerson({ email: person.email, verified: false });
  const claim = () => open.sql`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (gen_random_uuid(), 'google', ${stranger.sub}, ${viewer.userId}, '{"email_verified": false}')`;
  await claim();
  await expect(signIn(open, stranger)).rejects.toMatchObject({ code: "email_unverified" });
  expect((await signIn(open, person)).viewer.userId).toBe(viewer.userId);
  const left = await open.sql`
    select provider_id from auth.identities where user_id = ${viewer.userId} and provider = 'google'`;
  expect([...left]).toEqual([{ provider_id: person.sub }]);
});

test("where emails are confirmed, an account that waits for it is taken over, and one that was confirmed is joined", async () => {
  const [waiting, member] = [newPerson(), newPerson()];
  for (const person of [waiting, member])
    expect(await new Browser(byMail).ask((talk) => talk.signUp(person))).toBe("confirm_email");
  const phone = new Browser(byMail);
  const token = await mailedToken(byMail, member.email);
  const confirmed = await phone.ask((talk) => talk.confirm(token, "signup"));
  if (typeof confirmed === "string") throw new Error(confirmed);
  const taken = await signIn(byMail, newGooglePerson({ email: waiting.email }));
  expect(taken.viewer.email).toBe(waiting.email);
  const refused = new Browser(byMail).ask((talk) => talk.signIn(waiting));
  await expect(refused).rejects.toMatchObject({ code: "wrong_credentials" });
  const joined = await signIn(byMail, newGooglePerson({ email: member.email }));
  expect(joined.viewer).toMatchObject({ userId: confirmed.userId, lostPassword: false });
  expect(await isLive(byMail, confirmed)).toBe(true);
  expect((await new Browser(byMail).ask((talk) => talk.signIn(member))).email).toBe(member.email);
});

test.each([
  ["nobody confirms emails", open],
  ["emails are confirmed", byMail],
])(
  "where %s, an address that Google has not verified joins no account, also not later",
  async (_where, backend) => {
    const person = newPerson();
    const owner = new Browser(backend);
    const opened = await owner.ask((talk) => talk.signUp(person));
    if (opened === "confirm_email") {
      const token = await mailedToken(backend, person.email);
      await owner.ask((talk) => talk.confirm(token, "signup"));
    }
    const stranger = newGooglePerson({ email: person.email, verified: false });
    const refused = { code: "email_unverified" };
    await expect(signIn(backend, stranger)).rejects.toMatchObject(refused);
    await expect(signIn(backend, { ...stranger, email: newPerson().email })).rejects.toMatchObject(
      refused,
    );
    const mine = await signIn(backend, { ...stranger, email: newPerson().email, verified: true });
    const account = await userOf(backend, person.email);
    expect(mine.viewer.userId).not.toBe(account?.id);
    expect((await new Browser(backend).ask((talk) => talk.signIn(person))).userId).toBe(
      account?.id,
    );
  },
);

test("whoever confirms an address by mail is alone with it: a Google account that claimed it is no way in", async () => {
  const stranger = newGooglePerson({ verified: false });
  await expect(signIn(byMail, stranger)).rejects.toMatchObject({ code: "email_unverified" });
  const owner = new Browser(byMail);
  const token = await mailedToken(byMail, stranger.email!);
  await owner.ask((talk) => talk.confirm(token, "signup"));
  await expect(signIn(byMail, stranger)).rejects.toMatchObject({ code: "email_unverified" });
});

test("where nobody confirms emails, an address that Google has not verified is free for its owner, and gets no mail", async () => {
  const owner = newPerson();
  const stranger = newGooglePerson({ email: owner.email, verified: false });
  await expect(signIn(open, stranger)).rejects.toMatchObject({ code: "email_unverified" });
  expect(await open.sql`select from auth.users where email = ${owner.email}`).toEqual([]);
  expect(await mailedToken(open, owner.email)).toBe("");
  expect((await new Browser(open).signUp(owner)).email).toBe(owner.email);
});

test("a way back that was made up deletes nothing", async () => {
  await open.sql`insert into auth.users (id) values (${randomUUID()})`;
  const nameless = () => open.sql`select from auth.users where email is null`;
  await open.backend.google.answerReturn(new URLSearchParams({ code: "x", state: randomUUID() }));
  await open.backend.google.answerReturn(
    new URLSearchParams({
      error: "access_denied",
      error_code: "provider_email_needs_verification",
    }),
  );
  expect(await nameless()).toHaveLength(1);
  await expect(signIn(open, newGooglePerson({ verified: false }))).rejects.toMatchObject({
    code: "email_unverified",
  });
  expect(await nameless()).toHaveLength(0);
});

test("when the session cannot be put on record the code is spent, and one is told to try again with Google", async () => {
  const records = createSupabaseSessions(createDatabase(open.backend), sessionSettings);
  const lame = {
    ...records,
    open: () => Promise.reject(new AppError("unavailable", { retryable: true })),
  };
  const browser = new Browser(open, { records: lame });
  const returned = await comeBack(open, await begin(browser), newGooglePerson());
  await expect(finish(browser, returned)).rejects.toMatchObject({ code: "google_unfinished" });
  expect([...browser.cookies.keys()]).toEqual([]);
});

test("no new account while sign-ups are closed, and the old ones come in", async () => {
  const person = newGooglePerson();
  await signIn(open, person);
  await open.sql`update app_settings set sign_ups_open = false`;
  await expect(signIn(open, newGooglePerson())).rejects.toMatchObject({ code: "google_failed" });
  expect((await signIn(open, person)).viewer.email).toBe(person.email);
  await open.sql`update app_settings set sign_ups_open = true`;
});

test("an account without a password answers a guess like one that nobody has", async () => {
  const [person, member] = [newGooglePerson(), newPerson()];
  await signIn(open, person);
  await new Browser(open).signUp(member);
  // Passwords are hashed in this process. Its own work, unlike the time that passes, is the same on a busy machine.
  const workOf = async (email: string): Promise<number> => {
    const before = process.cpuUsage();
    const guess = new Browser(open).ask((talk) => talk.signIn({ email, password: "a guess" }));
    await expect(guess).rejects.toMatchObject({ code: "wrong_credentials" });
    return process.cpuUsage(before).user;
  };
  const least = { google: Infinity, member: Infinity, nobody: Infinity };
  for (let round = 0; round < 4; round += 1) {
    least.google = Math.min(least.google, await workOf(person.email ?? ""));
    least.member = Math.min(least.member, await workOf(member.email));
    least.nobody = Math.min(least.nobody, await workOf(`${randomUUID()}@example.com`));
  }
  expect(least.google).toBeGreaterThan(least.member / 2);
  expect(least.google).toBeLessThan(least.nobody * 2);
});
