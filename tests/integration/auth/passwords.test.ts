import { expect, test } from "vitest";
import type { SessionRecords } from "~/.server/auth/port";
import { createSupabaseSessions } from "~/.server/auth/supabase-sessions";
import { createDatabase } from "~/.server/db/clients";
import { AppError } from "~/.server/errors";
import { startTestBackend } from "../backend";
import { refusalOf, sessionSettings } from "../sql/world";
import { Browser, isLive, mailedToken, newPerson } from "./browser";

const world = await startTestBackend();
const password = "a quite new password";

async function signedUp() {
  const [person, browser] = [newPerson(), new Browser(world)];
  return { person, browser, viewer: await browser.signUp(person) };
}

test("a new password leaves this browser signed in by a new session, and no other anywhere", async () => {
  const { person, browser, viewer } = await signedUp();
  const [stolen, phone] = [browser.copy(), new Browser(world)];
  const onPhone = await phone.ask((talk) => talk.signIn(person));
  const change = { password, current: person.password };
  const now = await browser.ask((talk) => talk.changePassword(change));
  if (typeof now === "string") throw new Error(now);
  expect(now.userId).toBe(viewer.userId);
  expect([now.sessionId === viewer.sessionId, await isLive(world, now)]).toEqual([false, true]);
  expect([await isLive(world, viewer), await isLive(world, onPhone)]).toEqual([false, false]);
  expect([await stolen.canRenew(), await phone.canRenew()]).toEqual([false, false]);
  expect(await browser.ask((talk) => talk.viewer())).toEqual(now);
  expect(await browser.canRenew()).toBe(true);
  await expect(new Browser(world).ask((talk) => talk.signIn(person))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});

test("whoever does not know the current password changes nothing", async () => {
  const { person, browser, viewer } = await signedUp();
  const change = { password, current: "not the password" };
  await expect(browser.ask((talk) => talk.changePassword(change))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
  expect([await isLive(world, viewer), await browser.canRenew()]).toEqual([true, true]);
  await new Browser(world).ask((talk) => talk.signIn(person));
});

test("a refused password changes nothing, and leaves no session behind", async () => {
  const { person, browser, viewer } = await signedUp();
  const change = { password: "short", current: person.password };
  await expect(browser.ask((talk) => talk.changePassword(change))).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await browser.ask((talk) => talk.viewer())).toEqual(viewer);
  const sessions =
    await world.sql`select id::text from auth.sessions where user_id = ${viewer.userId}`;
  expect([...sessions]).toEqual([{ id: viewer.sessionId }]);
});

test("choosing the same password again still ends every other session", async () => {
  const { person, browser, viewer } = await signedUp();
  const stolen = browser.copy();
  const change = { password: person.password, current: person.password };
  const now = await browser.ask((talk) => talk.changePassword(change));
  if (typeof now === "string") throw new Error(now);
  expect([await isLive(world, viewer), await isLive(world, now)]).toEqual([false, true]);
  expect(await stolen.canRenew()).toBe(false);
});

test("a mailed link puts out who signed up with somebody else's address", async () => {
  const { person, browser: stranger, viewer: strangers } = await signedUp();
  const owner = new Browser(world);
  await owner.ask((talk) => talk.sendResetMail(person.email));
  const token = await mailedToken(world, person.email);
  const byLink = await owner.ask((talk) => talk.confirm(token, "recovery"));
  if (typeof byLink === "string") throw new Error(byLink);
  expect([await isLive(world, strangers), await isLive(world, byLink)]).toEqual([true, true]);
  const now = await owner.ask((talk) => talk.changePassword({ password, current: null }));
  if (typeof now === "string") throw new Error(now);
  expect([await isLive(world, strangers), await isLive(world, byLink)]).toEqual([false, false]);
  expect([await isLive(world, now), await stranger.canRenew()]).toEqual([true, false]);
  await expect(stranger.ask((talk) => talk.signIn(person))).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});

test("a link in the old mailbox counts for the change that it was sent for, and for no later one", async () => {
  const { person, browser, viewer } = await signedUp();
  const { person: other } = await signedUp();
  const free = newPerson().email;
  const open = async () => {
    const token = await mailedToken(world, person.email);
    return await new Browser(world).ask((talk) => talk.confirm(token, "email_change"));
  };
  for (const wanted of [other.email, other.email, free, other.email]) {
    await browser.ask((talk) => talk.changeEmail(wanted));
    expect(Buffer.from([...browser.cookies.values()].join(), "base64").toString()).not.toContain(
      "invalid.example",
    );
    expect(await open()).toBe("half_confirmed");
    await expect(open()).rejects.toMatchObject({ code: "bad_link" });
  }
  const [row] = await world.sql`select email from auth.users where id = ${viewer.userId}`;
  expect(row).toEqual({ email: person.email });
});

test("whose old password was checked just before it was changed does not get in", async () => {
  const { person, browser, viewer } = await signedUp();
  const real = createSupabaseSessions(createDatabase(world.backend), sessionSettings);
  const { promise: changed, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: checked, resolve: hasChecked } = Promise.withResolvers<void>();
  const open: SessionRecords["open"] = async (...opening) => {
    hasChecked();
    await changed;
    return await real.open(...opening);
  };
  const late = new Browser(world, { records: { ...real, open } });
  const entering = refusalOf(late.ask((talk) => talk.signIn(person)));
  await checked;
  await browser.ask((talk) => talk.changePassword({ password, current: person.password }));
  goOn();
  expect((await entering).code).toBe("wrong_credentials");
  expect(late.cookies.size).toBe(0);
  const live = await world.sql`
    select id from user_sessions where user_id = ${viewer.userId} and revoked_at is null`;
  expect(live).toHaveLength(1);
});

test("where no session can be had after the change, the browser is signed out and says so", async () => {
  const { person, browser } = await signedUp();
  let signIns = 0;
  const fetch: typeof globalThis.fetch = (input, init) => {
    const isSignIn = String(input instanceof Request ? input.url : input).includes("=password");
    signIns += isSignIn ? 1 : 0;
    return isSignIn && signIns > 1
      ? Promise.reject(new TypeError("fetch failed"))
      : world.backend.fetch(input, init);
  };
  const logged: string[] = [];
  const unlucky = new Browser(world, { fetch, log: (message) => logged.push(message) });
  for (const [name, value] of browser.cookies) unlucky.cookies.set(name, value);
  const change = { password, current: person.password };
  expect(await unlucky.ask((talk) => talk.changePassword(change))).toBe("sign_in_again");
  expect(unlucky.cookies.size).toBe(0);
  expect(logged).toEqual([
    "Supabase Auth did not do what it was asked",
    "Nobody could be signed in after choosing a new password",
  ]);
  await new Browser(world).ask((talk) => talk.signIn({ ...person, password }));
});

test("nobody who is signed out changes a password", async () => {
  const change = new Browser(world).ask((talk) => talk.changePassword({ password, current: null }));
  await expect(change).rejects.toBeInstanceOf(AppError);
  await expect(change).rejects.toMatchObject({ code: "signed_out" });
});
