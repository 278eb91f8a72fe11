import { createHash, randomUUID } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import { expect, test } from "vitest";
import { readSecrets } from "../../../app/.server/embedded/secrets.ts";
import { mailedToken, PlainBrowser } from "./plain-browser.ts";
import { startSite, studioFields } from "./site.ts";

const site = await startSite();
const { origin, sql } = site;
const secrets = await readSecrets(site.dataDir);

interface StoredSession {
  access_token: string;
  refresh_token: string;
  expires_at: number;
}

const sessionOf = (cookies: ReadonlyMap<string, string>): StoredSession => {
  const own = [...cookies].filter(([name]) => name.startsWith("easel-session"));
  const value = own
    .map(([, part]) => part)
    .join("")
    .replace("base64-", "");
  return JSON.parse(Buffer.from(value, "base64url").toString()) as StoredSession;
};

/** The same cookies a day later: the access token has expired, the refresh token is all that is left. */
async function aDayLater(cookies: ReadonlyMap<string, string>) {
  const session = sessionOf(cookies);
  const access_token = await new SignJWT(decodeJwt(session.access_token))
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("-1h")
    .sign(new TextEncoder().encode(secrets?.jwtSecret));
  const later = { ...session, access_token, expires_at: Math.floor(Date.now() / 1000) - 3600 };
  const value = Buffer.from(JSON.stringify(later)).toString("base64url");
  return new Map([["easel-session", `base64-${value}`]]);
}

/** Ada has a finished picture and one that waits. */
async function enter() {
  const browser = new PlainBrowser(origin);
  const mark = randomUUID();
  const person = { email: `${mark}@example.org`, password: `lantern ${mark}` };
  await browser.submit("/signup", { name: "Ada", ...person, next: "/" });
  const { sub: userId = "" } = decodeJwt(sessionOf(browser.cookies).access_token);
  const made = await browser.submit("/?index", studioFields("a picture of a lake"));
  const generationId = made.split("/").at(-1) ?? "";
  const mediaOf = async () => {
    const [row] = await sql<{ id: string }[]>`
      select id from media where generation_id = ${generationId}`;
    return row?.id ?? "";
  };
  await expect.poll(mediaOf).not.toBe("");
  return { browser, person, userId, generationId, mediaId: await mediaOf() };
}

type Person = Awaited<ReturnType<typeof enter>>;
const chosen = "a quite new lantern";

/** Each way in which a session ends, and what the browser that did it sends next. */
const endings: Record<string, (person: Person) => Promise<void>> = {
  async "signing out"({ browser }) {
    await browser.submit("/logout", {});
  },
  async "signing in again in the same browser"({ browser, person }) {
    await browser.submit("/login", { ...person, next: "/" });
  },
  async "signing it out in another browser"({ person, browser }) {
    const other = new PlainBrowser(origin);
    await other.submit("/login", { ...person, next: "/" });
    const { session_id: deviceId } = decodeJwt(sessionOf(browser.cookies).access_token);
    await other.send("/account/devices", { deviceId: String(deviceId) });
  },
  async "signing out all others in another browser"({ person }) {
    const other = new PlainBrowser(origin);
    await other.submit("/login", { ...person, next: "/" });
    await other.send("/account/devices", { all: "1" });
    expect(await (await other.send("/account/devices")).text()).toContain("This browser");
  },
  async "another password on the account's page"({ browser, person }) {
    const passwords = { currentPassword: person.password, password: chosen };
    await browser.send("/reset-password", { ...passwords, next: "/account" });
  },
  async "another password by way of a mail, in another browser"({ person }) {
    const other = new PlainBrowser(origin);
    await other.send("/forgot-password", { email: person.email });
    await expect.poll(() => mailedToken(site, person.email)).not.toBe("");
    const link = { token_hash: await mailedToken(site, person.email), type: "recovery", next: "/" };
    const to = await other.submit("/auth/confirm", link);
    await other.send(to, { password: chosen, next: "/account" });
  },
  async "unlinking Google in another browser"({ person, userId }) {
    await sql`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (gen_random_uuid(), 'google', ${randomUUID()}, ${userId}, ${sql.json({ email: person.email })})`;
    const other = new PlainBrowser(origin);
    await other.submit("/login", { ...person, next: "/" });
    const unlink = { intent: "unlink-google", currentPassword: person.password };
    const { status } = await other.send("/account/security", unlink);
    expect(status).toBe(303);
  },
  async "another address, confirmed in both mailboxes"({ browser, person }) {
    const email = `new-${person.email}`;
    await browser.send("/account/security", {
      intent: "change-email",
      email,
      currentPassword: person.password,
    });
    for (const mailbox of [person.email, email]) {
      await expect.poll(() => mailedToken(site, mailbox)).not.toBe("");
      const token_hash = await mailedToken(site, mailbox);
      const link = { token_hash, type: "email_change", next: "/" };
      const answer = await new PlainBrowser(origin).send(
        `/auth/confirm?${new URLSearchParams(link)}`,
        link,
      );
      expect(answer.status).toBe(mailbox === email ? 303 : 200);
    }
  },
};

const stateOf = async ({ userId }: Person) => {
  const [row] = await sql`
    select u.credits, (select count(*) from generations g where g.user_id = u.id) as generations,
      (select count(*) from media m where m.user_id = u.id and m.saved_at is not null) as saved,
      (select count(*) from generations g where g.user_id = u.id and g.status = 'canceled') as canceled,
      (select md5(a.encrypted_password) from auth.users a where a.id = u.id) as password
    from users u where u.id = ${userId}`;
  return row;
};

/** What an old session is tried on: all of it must end at the sign-in page, or in a refusal. */
async function tryEverything(thief: PlainBrowser, person: Person): Promise<void> {
  const { generationId, mediaId } = person;
  const pages = ["/account", "/account/credits", "/gallery", "/reset-password"];
  for (const path of [...pages, `/generations/${generationId}`, `/image/${mediaId}`]) {
    const { status, headers } = await thief.send(path);
    expect([path, status]).toEqual([path, 302]);
    expect(headers.get("location")).toMatch(/^\/login\?next=/);
  }
  expect((await thief.send(`/media/${mediaId}/original`)).status).toBe(404);
  expect((await thief.send("/events")).status).toBe(401);
  expect(await (await thief.send("/")).text()).not.toContain("a picture of a lake");
  const forms: [string, Record<string, string>][] = [
    ["/?index", studioFields("a boat at night")],
    [`/generations/${generationId}`, { intent: "cancel" }],
    [`/image/${mediaId}`, { intent: "save" }],
    ["/gallery", { intent: "save", mediaId }],
    ["/reset-password", { password: "the thief's own one", next: "/" }],
  ];
  for (const [path, fields] of forms) {
    const { status, headers } = await thief.send(path, fields);
    const isSentToSignIn = status === 302 && headers.get("location")?.startsWith("/login?");
    expect([path, isSentToSignIn || status === 401]).toEqual([path, true]);
  }
}

test.each(Object.keys(endings))(
  "after %s the old cookies and their refresh token read, buy, cancel, save and change nothing",
  async (ending) => {
    const person = await enter();
    const waiting = await person.browser.submit("/?index", studioFields("one more boat"));
    expect(waiting).toMatch(/^\/generations\//);
    const stolen = person.browser.cookies;
    const [thief, patientThief] = [new PlainBrowser(origin), new PlainBrowser(origin)];
    await endings[ending]?.(person);
    const { session_id: id } = decodeJwt<{ session_id: string }>(sessionOf(stolen).access_token);
    const isEnded = async () =>
      (await sql`select from user_sessions where id = ${id} and revoked_at is not null`).length;
    await expect.poll(isEnded).toBe(1);
    const before = await stateOf(person);
    thief.cookies = stolen;
    await tryEverything(thief, person);
    patientThief.cookies = await aDayLater(stolen);
    await tryEverything(patientThief, person);
    thief.cookies = stolen;
    await tryEverything(thief, person);
    expect(await stateOf(person)).toEqual(before);
  },
);

test("a session and a device that somebody has planted in a browser do not become those of who signs in there", async () => {
  const [mallory, ada, victim] = [1, 2, 3].map(() => new PlainBrowser(origin));
  if (!mallory || !ada || !victim) throw new Error("There are three");
  const newPerson = () => ({ email: `${randomUUID()}@example.org`, password: randomUUID() });
  await mallory.submit("/signup", { name: "Mallory", ...newPerson(), next: "/" });
  const person = newPerson();
  await ada.submit("/signup", { name: "Ada", ...person, next: "/" });
  const planted = mallory.cookies;
  victim.cookies = new Map([...planted, ["easel-visitor", "A".repeat(22)]]);
  await victim.submit("/login", { ...person, next: "/" });
  const idIn = (cookies: ReadonlyMap<string, string>) =>
    decodeJwt<{ session_id: string }>(sessionOf(cookies).access_token).session_id;
  expect(idIn(victim.cookies)).not.toBe(idIn(planted));
  expect(await (await victim.send("/account")).text()).toContain(person.email);
  expect((await mallory.send("/account")).status).toBe(302);
  const ended = sql`select from user_sessions where id = ${idIn(planted)} and revoked_at is not null`;
  expect(await ended).toHaveLength(1);
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  const devices = (planted.get("easel-device") ?? "")
    .split(".")
    .map((id) => `device:${digest(id)}`);
  expect(devices).toHaveLength(1);
  expect(
    await sql`
      select from private.known_places
      where account = ${digest(person.email)} and place = any (${devices})`,
  ).toEqual([]);
});
