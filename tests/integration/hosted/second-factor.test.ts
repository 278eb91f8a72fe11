import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { chromium } from "playwright";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { rateLimits } from "../../../app/domain/rate-limits.ts";
import { findChromium } from "../../e2e/find-chromium.ts";
import { newGooglePerson } from "../../emulators/google.ts";
import { enterAdmin } from "../admin/admin-site.ts";
import { PlainBrowser } from "../faults/plain-browser.ts";
import { studioFields, visitorOf } from "../faults/site.ts";
import { addressOf, routes } from "../security/every-route.ts";
import { startHostedSite } from "./site.ts";

const { server, auth, project } = await startHostedSite({
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "easel@example.org",
  WORKER: "on",
});
const { admin: sql } = project;
const { origin } = server;
beforeEach(() => {
  auth.reset();
  auth.behave({ confirmation: false, secondFactors: true });
});

const security = "/account/security";
const codesPage = "/account/security/codes";
const newPerson = () => ({
  ...{ name: "Ada", email: `${randomUUID()}@example.org`, password: `lantern ${randomUUID()}` },
  next: "/",
});
type Person = ReturnType<typeof newPerson>;

async function signedUp() {
  const [person, browser] = [newPerson(), new PlainBrowser(origin)];
  await browser.submit("/signup", person);
  return { person, browser, userId: auth.users.get(person.email)?.id ?? "" };
}

const pageOf = async (answer: Promise<Response>) =>
  (await (await answer).text()).replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

const used = new Map<string, number>();
/** A code that was never used: each is of a later half minute than the one before, which the stand-in bears. */
function codeOf({ email }: Person): string {
  const step = used.get(email) ?? 0;
  used.set(email, step + 1);
  const secret = Secret.fromBase32(auth.users.get(email)?.factors?.at(-1)?.secret ?? "");
  return new TOTP({ secret }).generate({ timestamp: Date.now() + step * 30_000 });
}

/** Has a key made, and returns what the form that confirms it sends along. */
async function begin(browser: PlainBrowser, { password }: Person) {
  const page = await pageOf(browser.send(codesPage, { currentPassword: password }));
  const factorId = /name="factorId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return { page, fields: { intent: "confirm", factorId } };
}

async function turnedOn() {
  const there = await signedUp();
  const { fields } = await begin(there.browser, there.person);
  const code = codeOf(there.person);
  const answer = await there.browser.send(codesPage, { ...fields, code });
  expect(answer.headers.get("location")).toBe(`${security}?changed=codes-on`);
  return { ...there, code };
}

const linesOf = async (userId: string) =>
  (
    await sql<{ line: string }[]>`
    select event || ' ' || outcome as line from security_log where user_id = ${userId} order by id`
  ).map(({ line }) => line);
const subjectsTo = async ({ email }: Person) =>
  (
    await sql<{ subject: string }[]>`
    select subject from private.outbox where recipient = ${email} order by created_at`
  ).map(({ subject }) => subject);

test("codes are turned on with the password, a key in a picture and in words, and a first code; every other session ends", async () => {
  const { person, browser, userId } = await signedUp();
  const other = new PlainBrowser(origin);
  await other.submit("/login", person);
  expect(await pageOf(browser.send(security))).toContain(`href="${codesPage}"`);
  const wrong = await browser.send(codesPage, { currentPassword: "not this one" });
  expect([wrong.status, auth.users.get(person.email)?.factors]).toEqual([400, undefined]);

  const { page, fields } = await begin(browser, person);
  const [factor] = auth.users.get(person.email)?.factors ?? [];
  expect(page).toContain(factor?.secret.replaceAll(/(.{4})(?=.)/g, "$1 "));
  expect(page).toMatch(/<svg[^>]*aria-label="QR code of the key/);
  // Nothing asks for it yet.
  expect(await new PlainBrowser(origin).submit("/login", person)).toBe("/");

  const refused = await browser.send(codesPage, { ...fields, code: "000000" });
  expect(refused.status).toBe(401);
  expect(await pageOf(Promise.resolve(refused))).toContain("That code isn't right");
  const done = await browser.send(codesPage, { ...fields, code: ` ${codeOf(person)} ` });
  expect(done.status).toBe(303);
  const shown = await pageOf(browser.send(done.headers.get("location") ?? ""));
  expect(shown).toContain("Codes at sign-in are on");
  expect(shown).toContain("Signing in asks for a code");
  expect((await other.send("/account")).status).toBe(302);
  expect((await browser.send(codesPage)).headers.get("location")).toBe(security);
  expect(await subjectsTo(person)).toContain(
    "Codes at sign-in were turned on for your Easel account",
  );
  expect((await linesOf(userId)).filter((line) => line.startsWith("second"))).toEqual([
    "second_factor_on wrong_code",
    "second_factor_on done",
  ]);
});

test("codes are turned off with the password, and then nobody asks for one", async () => {
  const { person, browser, userId } = await turnedOn();
  const off = { intent: "codes-off" };
  const wrong = await browser.send(security, { ...off, currentPassword: "not this one" });
  expect([wrong.status, auth.users.get(person.email)?.factors?.length]).toEqual([400, 1]);
  const done = await browser.send(security, { ...off, currentPassword: person.password });
  expect(done.headers.get("location")).toBe(`${security}?changed=codes-off`);
  expect(await pageOf(browser.send(security))).toContain(`href="${codesPage}"`);
  expect(await new PlainBrowser(origin).submit("/login", person)).toBe("/");
  expect(await subjectsTo(person)).toContain(
    "Codes at sign-in were turned off for your Easel account",
  );
  expect(await linesOf(userId)).toContain("second_factor_off done");
});

test("whoever's session is older than a second factor that was added elsewhere is asked to sign in again", async () => {
  const { person, browser } = await signedUp();
  const added = { id: randomUUID(), secret: new Secret().base32, createdAt: "2026-11-01" };
  auth.change(person.email, { factors: [{ ...added, status: "verified" }] });
  for (const intent of ["codes-off", "change-email"]) {
    const form = { intent, email: `${randomUUID()}@example.org`, currentPassword: person.password };
    const answer = await browser.send(security, form);
    expect([intent, answer.status, await answer.text()]).toEqual([
      ...[intent, 403, expect.stringContaining("Please sign in again")],
    ]);
  }
});

test("where a project keeps second factors to itself, everybody gets in and none are offered", async () => {
  const { person, userId } = await turnedOn();
  const grace = await enterAdmin({ nobody: visitorOf(origin, ""), origin });
  const removed = { intent: "codes-off", reason: "Lost phone, seen in person" };
  const browser = new PlainBrowser(origin);
  onTestFinished(async () => void (await sql`grant all on auth.mfa_factors to postgres`));
  await sql`revoke delete on auth.mfa_factors from postgres`;
  expect((await grace.post(`/admin/users/${userId}`, removed)).status).toBe(503);
  expect(await browser.submit("/login", person)).toBe("/login/code?next=%2F");
  await sql`revoke all on auth.mfa_factors from postgres`;
  expect(await browser.submit("/login", person)).toBe("/");
  expect(await pageOf(browser.send(security))).not.toContain("Codes at sign-in");
});

test("keys and first codes are limited", async () => {
  const { person, browser, userId } = await signedUp();
  const { uses, seconds } = rateLimits["second-factor"];
  await sql`
    insert into private.rate_limits (bucket, uses, expires_at)
    values (${`second-factor:${userId}`}, array_fill(clock_timestamp(), array[${uses - 1}::integer]), now() + interval '1 hour')`;
  const { fields } = await begin(browser, person);
  expect(fields.factorId).not.toBe("");
  const refused = await browser.send(codesPage, { ...fields, code: codeOf(person) });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(seconds / 2);
  expect((await begin(browser, person)).fields.factorId).toBe("");
});

test("a project that has them off says so, and changes nothing", async () => {
  const { person, browser } = await signedUp();
  auth.behave({ secondFactors: false });
  const answer = await browser.send(codesPage, { currentPassword: person.password });
  expect([answer.status, await answer.text()]).toEqual([
    503,
    expect.stringContaining("set up right"),
  ]);
  expect(await pageOf(browser.send(security))).toContain(`href="${codesPage}"`);
});

test("with a password alone a visitor gets to the page that asks for the code, with what they typed, and no further", async () => {
  const { person, userId } = await turnedOn();
  const browser = new PlainBrowser(origin);
  const login = await browser.submit("/?index", studioFields("a lighthouse in the fog"));
  const next = new URL(login, origin).searchParams.get("next") ?? "";
  const asked = await browser.submit("/login", { ...person, next });
  expect(asked).toBe(`/login/code?${new URLSearchParams({ next })}`);
  expect([...browser.cookies.keys()].filter((name) => name.startsWith("easel-session"))).toEqual([
    "easel-session-half",
  ]);
  expect((await browser.send("/account")).headers.get("location")).toBe("/login?next=%2Faccount");

  const wrong = await browser.send(asked, { code: "000000", next });
  expect([wrong.status, await pageOf(Promise.resolve(wrong))]).toEqual([
    401,
    expect.stringContaining("That code isn't right"),
  ]);
  auth.refuse("/factors", 503, "unexpected_failure");
  const code = codeOf(person);
  const trouble = await browser.send(asked, { code, next });
  expect([trouble.status, browser.cookies.has("easel-session-half")]).toEqual([503, true]);
  auth.reset();

  expect(await browser.submit("/login/code", { code, next })).toBe(next);
  expect(await pageOf(browser.send(next))).toContain("a lighthouse in the fog");
  expect(await pageOf(browser.send("/account"))).toContain(person.email);
  expect(browser.cookies.has("easel-session-half")).toBe(false);
  const lines = new Set(await linesOf(userId));
  expect([...lines].slice(-4)).toEqual([
    "sign_in code_needed",
    "code wrong_code",
    "code unavailable",
    "code done",
  ]);
});

test("a code lets somebody in once, and the one that turned codes on lets nobody in", async () => {
  const { person, code: firstCode } = await turnedOn();
  const [first, second] = [new PlainBrowser(origin), new PlainBrowser(origin)];
  await first.submit("/login", person);
  const used = { code: firstCode, next: "/account" };
  expect((await first.send("/login/code", used)).status).toBe(401);
  const code = codeOf(person);
  expect(await first.submit("/login/code", { code, next: "/account" })).toBe("/account");
  await second.submit("/login", person);
  expect((await second.send("/login/code", { code, next: "/account" })).status).toBe(401);
  expect((await second.send("/account")).status).toBe(302);
});

test("a code that comes twice from one browser signs it in, and so does the next one: an answer may have been lost", async () => {
  const { person, userId } = await turnedOn();
  const browsers = [1, 2, 3].map(() => new PlainBrowser(origin));
  const [first, ...again] = browsers;
  await first!.submit("/login", person);
  for (const each of again) each.cookies = first!.cookies;
  const code = codeOf(person);
  const codes = [code, code, codeOf(person)];
  for (const [nr, each] of browsers.entries()) {
    const form = { code: codes[nr] ?? "", next: "/account" };
    expect(await each.submit("/login/code", form)).toBe("/account");
    expect((await each.send("/account")).status).toBe(200);
  }
  expect(await linesOf(userId)).not.toContain("code wrong_code");
});

/** What anybody could do in somebody's name, limits that are used up included. */
async function everythingOf({ email }: Person, userId: string) {
  const tables = ["users", "generations", "media", "boards", "shares", "imports", "user_sessions"];
  const rows = await Promise.all(
    tables.map((table) => {
      const isOwn = sql`${sql(table === "users" ? "id" : "user_id")} = ${userId}`;
      return sql`select to_jsonb(t) as row from ${sql(table)} t where ${isOwn} order by t.id`;
    }),
  );
  const limits = await sql`
    select bucket, uses from private.rate_limits where bucket like ${`%:${userId}%`} order by bucket`;
  return { rows, limits, account: structuredClone(auth.users.get(email)) };
}

test("half a session opens nothing: no page, file, form, table or stream, also in the place of a whole one", async () => {
  const { person, browser: owner, userId } = await turnedOn();
  const made = await owner.submit("/?index", studioFields("a lighthouse"));
  const findMedia = async () =>
    (await sql<{ id: string }[]>`select id from media where user_id = ${userId}`)[0]?.id ?? "";
  await expect.poll(findMedia).not.toBe("");
  const mediaId = await findMedia();
  const values = { mediaId, generationId: made.split("/").at(-1) ?? "", variant: "original" };
  expect((await owner.send(`/media/${mediaId}/original`)).status).toBe(200);

  const half = new PlainBrowser(origin);
  await half.submit("/login", person);
  const value = half.cookies.get("easel-session-half") ?? "";
  const stolen = visitorOf(origin, `easel-session=${value}`);
  const nobody = visitorOf(origin, "");
  const before = await everythingOf(person, userId);
  const factorId = auth.users.get(person.email)?.factors?.[0]?.id ?? "";
  const [code, verified] = [codeOf(person), auth.count("POST", "/verify")];
  const form = {
    ...{ ...studioFields(), account: userId, currentPassword: person.password },
    ...{ mediaIds: mediaId, mediaId, name: "Mallory", all: "1", factorId, code },
    ...{ email: `${randomUUID()}@example.org`, until: "always" },
  };
  /** What each page does, of which the first two are tried everywhere. */
  const intents = [
    "save",
    "trash",
    "share",
    "make",
    "leave",
    "change-email",
    "codes-off",
    "confirm",
  ];
  const led = new Set<string>();
  for (const { path } of routes.filter((each) => !["/login/code", "/logout"].includes(each.path))) {
    const address = addressOf(path, values);
    const tried = /^\/(account|boards|image)/.test(path) ? intents : intents.slice(0, 2);
    const [expected, answer, ...acts] = await Promise.all([
      nobody.get(address),
      stolen.get(address),
      ...tried.map((intent) => stolen.post(address, { ...form, intent })),
    ]);
    const isShown = answer.status === 200;
    expect([address, isShown, answer.text.includes(person.email)]).toEqual([
      ...[address, expected.status === 200, false],
    ]);
    for (const { headers } of acts) {
      const place = headers.get("location") ?? "/login";
      if (!/^\/login\b/.test(place)) led.add(path);
    }
  }
  // Where the intent is one that they don't know, or an admin's browser forgets its own cookie.
  expect([...led]).toEqual(["/boards/:boardId/share", "/admin-control/sign-out"]);
  expect(await everythingOf(person, userId)).toEqual(before);
  expect(auth.count("POST", "/verify")).toBe(verified);
  const token = JSON.parse(Buffer.from(value.slice(7), "base64url").toString()) as {
    access_token: string;
  };
  const rows = await fetch(`${auth.origin}/rest/v1/users?select=*`, {
    headers: { apikey: auth.publishableKey, authorization: `Bearer ${token.access_token}` },
  });
  expect(await rows.json()).toEqual([]);
  expect(await pageOf(owner.send("/account"))).toContain(person.email);
  expect(await half.submit("/login/code", { code, next: "/account" })).toBe("/account");
});

test.each<[string, (there: Awaited<ReturnType<typeof turnedOn>>) => Promise<unknown>]>([
  [
    "ten minutes",
    ({ userId }) => sql`
      update user_sessions set created_at = created_at - interval '10 minutes' where user_id = ${userId} and awaits_code`,
  ],
  [
    "being signed out by its owner",
    async ({ browser }) =>
      expect((await browser.send("/account/devices", { all: "1" })).status).toBe(303),
  ],
  [
    "being signed out by an admin",
    async ({ userId, browser }) => {
      await browser.submit("/logout", {});
      const grace = await enterAdmin({ nobody: visitorOf(origin, ""), origin });
      const form = { intent: "sign-out", reason: "They asked for it" };
      expect((await grace.post(`/admin/users/${userId}`, form)).status).toBe(303);
    },
  ],
  [
    "a new password",
    ({ browser, person }) =>
      browser.submit("/reset-password", {
        ...{ currentPassword: person.password, password: "a quite new lantern", next: "/" },
      }),
  ],
])("half a session ends with %s, whatever the code", async (_what, end) => {
  const there = await turnedOn();
  const half = new PlainBrowser(origin);
  await half.submit("/login", there.person);
  await end(there);
  const form = { code: codeOf(there.person), next: "/account" };
  expect(await half.submit("/login/code", form)).toBe("/login?next=%2Faccount");
  expect((await half.send("/account")).status).toBe(302);
});

test("signing in with Google asks for the code too, and leads back to where one was", async () => {
  auth.behave({ google: true });
  const { person, browser } = await turnedOn();
  await browser.submit("/logout", {});
  const ada = newGooglePerson({ email: person.email });
  auth.behave({ googlePeople: [ada] });
  // Google's word for the address comes first: without it, it would take the account over, second factor and all.
  await sql`
    update users set proven_email_hash = encode(sha256(convert_to(${person.email}, 'UTF8')), 'hex')
    where id = (select id from auth.users where email = ${person.email})`;
  const there = await browser.send("/auth/google?next=%2Fgallery");
  const state = new URL(there.headers.get("location") ?? "").searchParams.get("state") ?? "";
  const back = await fetch(
    `${auth.origin}/auth/v1/callback?${new URLSearchParams({ code: ada.sub, state })}`,
    { redirect: "manual" },
  );
  const { pathname, search } = new URL(back.headers.get("location") ?? "");
  const asked = await browser.send(pathname + search);
  expect(asked.headers.get("location")).toBe("/login/code?next=%2Fgallery");
  const form = { code: codeOf(person), next: "/gallery" };
  expect(await browser.submit("/login/code", form)).toBe("/gallery");
  expect((await browser.send("/gallery")).status).toBe(200);
});

test("a mailed link and a new password ask for the code too; nobody who only reads the mails gets in", async () => {
  const { person, browser: elsewhere } = await turnedOn();
  const browser = new PlainBrowser(origin);
  await browser.send("/forgot-password", { email: person.email });
  const tokenHash = () => auth.mails.findLast(({ to }) => to === person.email)?.tokenHash ?? "";
  await expect.poll(tokenHash).not.toBe("");
  const link = { token_hash: tokenHash(), type: "recovery", next: "/" };
  const asked = await browser.submit("/auth/confirm", link);
  expect(asked).toMatch(/^\/login\/code\?next=%2Freset-password/);
  const next = new URL(asked, origin).searchParams.get("next") ?? "";
  const password = "a quite new lantern";
  expect((await browser.send(next, { password, next: security })).status).toBe(302);
  const choosing = await browser.submit("/login/code", { code: codeOf(person), next });
  // The session so far ends with the old password, and the new one is no second factor.
  const again = await browser.submit(choosing, { password, next: security });
  expect(again).toMatch(/^\/login\/code/);
  expect((await elsewhere.send("/account")).status).toBe(302);
  await browser.submit("/login/code", { code: codeOf(person), next: "/" });
  expect(await pageOf(browser.send("/account"))).toContain(person.email);

  const change = { currentPassword: password, password: "another new lantern", next: security };
  auth.ageSessions(25 * 3600);
  const tooOld = await browser.send("/reset-password", change);
  expect([tooOld.status, await tooOld.text()]).toEqual([
    403,
    expect.stringContaining("Please sign in again"),
  ]);
  auth.ageSessions(-25 * 3600);
  expect(await browser.submit("/reset-password", change)).toMatch(/^\/login\/code/);
});

test("whoever knows the password and guesses codes has to wait longer and longer, and the owner doesn't", async () => {
  const { person, browser: home } = await turnedOn();
  await home.submit("/logout", {});
  const stranger = async (path: string, fields: Record<string, string>, cookie = "") =>
    await fetch(origin + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin, cookie, accept: "text/html", "x-forwarded-for": "203.0.113.9" },
      body: new URLSearchParams(fields),
    });
  const entered = await stranger("/login", person);
  const cookie = entered.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  const guess = async () => {
    const code = "000000";
    return (await stranger("/login/code", { code, next: "/" }, cookie.join("; "))).status;
  };
  const guesses: number[] = [];
  for (let nr = 1; nr <= 6; nr += 1) guesses.push(await guess());
  expect(guesses).toEqual([401, 401, 401, 401, 401, 429]);
  // Signing in anew is no way around the wait.
  expect((await stranger("/login", person)).status).toBe(429);
  expect(await home.submit("/login", person)).toBe("/login/code?next=%2F");
  expect(await home.submit("/login/code", { code: codeOf(person), next: "/" })).toBe("/");
});

test("an admin turns the codes off for somebody who lost their phone, with a reason and a line in the audit log", async () => {
  const { person, userId } = await turnedOn();
  const grace = await enterAdmin({ nobody: visitorOf(origin, ""), origin });
  const page = `/admin/users/${userId}`;
  expect((await grace.get(page)).text).toContain("Turn off codes at sign-in");
  const form = { intent: "codes-off", reason: "Lost phone, seen in person" };
  for (let nr = 1; nr <= 2; nr += 1) expect((await grace.post(page, form)).status).toBe(303);
  expect((await grace.get(page)).text).not.toContain("Turn off codes at sign-in");
  expect(await new PlainBrowser(origin).submit("/login", person)).toBe("/");
  const lines = await sql`
    select action, reason from admin_audit_log where subject = ${userId} and action = 'remove_second_factor'`;
  expect(lines).toEqual([{ action: "remove_second_factor", reason: form.reason }]);
});

test("in a browser one turns codes on, and signs in with one over the page where one was", async () => {
  const person = newPerson();
  const found = findChromium();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: { ...(process.env as Record<string, string>), ...found.env },
    args: ["--no-sandbox", "--disable-gpu"],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ baseURL: origin });
  page.setDefaultTimeout(0);
  const complaints: string[] = [];
  // A form that was refused is one in Chromium's own words.
  const isRefusal = (words: string) => words.includes("status of 401");
  page.on("console", (message) => {
    if (message.type() === "error" && !isRefusal(message.text())) complaints.push(message.text());
  });
  await page.goto("/signup?next=%2Faccount%2Fsecurity");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "Turn on" }).click();
  await page.getByText("You'll need an authenticator app").waitFor();
  await page.getByLabel("Current password").fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("img", { name: "QR code of the key" }).waitFor();
  const code = page.getByRole("textbox", { name: "Code" });
  await code.fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("That code isn't right").waitFor();
  await code.fill(codeOf(person));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByText("Codes at sign-in are on").waitFor();

  await page.context().clearCookies();
  await page.goto("/video");
  await page.locator("html[data-awake]").waitFor();
  await page.getByRole("link", { name: "Sign in" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill(person.email);
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect.poll(() => code.evaluate((field) => field === document.activeElement)).toBe(true);
  await code.fill(codeOf(person));
  await code.press("Enter");
  await page.waitForURL(`${origin}/video`);
  await page.getByRole("link", { name: "Gallery" }).first().waitFor();
  expect(complaints).toEqual([]);
});
