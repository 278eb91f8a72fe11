import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { PlainBrowser } from "../faults/plain-browser.ts";
import { visitorOf } from "../faults/site.ts";
import { startHostedSite } from "./site.ts";

const { server, auth, project } = await startHostedSite();
beforeEach(() => {
  auth.reset();
  auth.behave({ confirmation: true, mailsLeft: 1000, perAddress: 1000, secondsBetweenMails: 60 });
});
const nobody = visitorOf(server.origin, "");
const newPerson = () => ({
  name: "Ada",
  email: `${randomUUID()}@example.org`,
  password: `lantern ${randomUUID()}`,
  next: "/",
});
type Person = ReturnType<typeof newPerson>;

const signUp = async (person: Person) => {
  const begun = performance.now();
  const answer = await nobody.post("/signup", person);
  return { ...answer, ms: performance.now() - begun };
};
/** The page as a stranger sees it, but for the address that was typed and what differs at each load. */
const pageOf = ({ text }: { text: string }, { email }: Person): string =>
  text
    .replaceAll(email, "ADDRESS")
    .replaceAll(/nonce="[^"]*"/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");

/** Somebody with an account whose address was confirmed a while ago. */
async function member(): Promise<Person> {
  const person = newPerson();
  await signUp(person);
  auth.change(person.email, { confirmed: true, password: person.password, sentAt: {} });
  await project.admin`
    update auth.users set confirmation_sent_at = null, recovery_sent_at = null where email = ${person.email}`;
  return person;
}

test("signing up, twice within a minute, says the same of an address that is known and of one that is not", async () => {
  const [known, unknown] = [await member(), newPerson()];
  const first = { known: await signUp(known), unknown: await signUp(unknown) };
  const second = { known: await signUp(known), unknown: await signUp(unknown) };
  for (const { known: one, unknown: other } of [first, second]) {
    expect([one.status, other.status]).toEqual([200, 200]);
    expect(pageOf(one, known)).toBe(pageOf(other, unknown));
    for (const { ms } of [one, other]) expect(ms).toBeGreaterThan(900);
  }
  expect(first.known.text).toContain("sent a link there");
});

test("whoever has an account already gets a link to it, once, as a new one gets the link that finishes it", async () => {
  const [known, unknown] = [await member(), newPerson()];
  for (const person of [known, known, unknown, unknown]) await signUp(person);
  const typesOf = ({ email }: Person) =>
    auth.mails.filter(({ to }) => to === email).map(({ type }) => type);
  expect(typesOf(known)).toEqual(["signup", "recovery"]);
  expect(typesOf(unknown)).toEqual(["signup"]);
});

test("a project that may send no more mails says so, of every address, and keeps what was typed", async () => {
  const [known, unknown] = [await member(), newPerson()];
  auth.behave({ mailsLeft: 0 });
  const [one, other] = [await signUp(known), await signUp(unknown)];
  for (const [{ status, headers, text }, { email }] of [
    [one, known],
    [other, unknown],
  ] as const) {
    expect([status, headers.get("retry-after")]).toEqual([503, "3600"]);
    expect(text).toContain("send more email right now");
    expect(text).toContain(`value="${email}"`);
    expect(text).not.toContain("60 seconds");
  }
  expect(pageOf(one, known)).toBe(pageOf(other, unknown));
  expect(auth.users.has(unknown.email)).toBe(false);
  expect(server.output()).toContain("the project has no mail left");
});

test("asking for a new password says the same of every address, whatever mails are left", async () => {
  for (const mailsLeft of [1000, 0]) {
    const [known, unknown] = [await member(), newPerson()];
    auth.behave({ mailsLeft });
    const ask = ({ email }: Person) => nobody.post("/forgot-password", { email });
    for (const round of [1, 2]) {
      const [one, other] = [await ask(known), await ask(unknown)];
      expect([round, one.status, other.status]).toEqual([round, 200, 200]);
      expect(pageOf(one, known)).toBe(pageOf(other, unknown));
    }
    auth.behave({ mailsLeft: 1000 });
  }
});

test("a new account goes from the mailed link to its first credits, and on through a time of trouble", async () => {
  const person = newPerson();
  await signUp(person);
  const { tokenHash } = auth.mails.findLast(({ to }) => to === person.email)!;
  const link = { token_hash: tokenHash, type: "signup", next: "/" };
  const page = await nobody.get(`/auth/confirm?${new URLSearchParams(link)}`);
  const target = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  auth.refuse("/verify", 429, "over_request_rate_limit", {
    times: 1,
    headers: { "retry-after": "9" },
  });
  const refused = await nobody.post(target, link);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "9"]);
  expect(refused.text).toContain("Too many tries");
  expect(refused.text).toContain(`name="token_hash" value="${tokenHash}"`);
  const entered = await nobody.post(target, link);
  expect(entered.status).toBe(302);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const signedIn = visitorOf(server.origin, cookie);
  expect((await signedIn.get("/account")).text).toContain(person.email);
  const [account] = await project.admin`
    select u.credits from users u join auth.users a on a.id = u.id where a.email = ${person.email}`;
  expect(account).toEqual({ credits: "10000" });
  auth.refuse("/auth/v1", 503, "unexpected_failure");
  expect((await signedIn.get("/account")).status).toBe(200);
});

test.each([
  ["captcha_failed", 503, "set up right"],
  ["email_provider_disabled", 503, "set up right"],
  ["a_code_of_next_year", 503, "available right now"],
  ["over_request_rate_limit", 429, "Too many tries"],
  ["user_banned", 403, "This account is suspended"],
])("%s at sign-in is said as what it is, with what was typed", async (code, status, title) => {
  const person = await member();
  auth.refuse("/token", status === 429 ? 429 : 400, code);
  const answer = await nobody.post("/login", person);
  expect([answer.status, answer.text.includes(title)]).toEqual([status, true]);
  expect(answer.text).toContain(`value="${person.email}"`);
  expect(answer.text).not.toContain(person.password);
  auth.reset();
  expect((await nobody.post("/login", person)).status).toBe(302);
});

test("a password that the project finds weak is refused at its field, where somebody has typed it", async () => {
  const person = newPerson();
  await signUp(person);
  const { tokenHash } = auth.mails.findLast(({ to }) => to === person.email)!;
  const browser = new PlainBrowser(server.origin);
  const choosing = await browser.submit("/auth/confirm", { token_hash: tokenHash, type: "signup" });
  const weak = { body: { weak_password: { reasons: ["pwned"] } } };
  auth.refuse("/user", 422, "weak_password", weak);
  const refused = await browser.send(choosing, { password: person.password, next: "/" });
  expect([refused.status, (await refused.text()).includes("was in a data breach")]).toEqual([
    400,
    true,
  ]);
  auth.reset();
  expect(await browser.submit(choosing, { password: person.password, next: "/" })).toBe("/");

  auth.refuse("/signup", 422, "weak_password", weak);
  const { status, text } = await signUp(newPerson());
  expect([status, text.includes("set up right")]).toEqual([503, true]);
  expect(server.output()).toContain("finds a random password weak");
});

test("of all who sign up with one address, who opens the mail has the account", async () => {
  const owner = newPerson();
  const attacker = { ...owner, name: "Mallory", password: "the attacker's lantern" };
  for (const person of [attacker, owner]) expect((await signUp(person)).status).toBe(200);
  const { tokenHash } = auth.mails.findLast(({ to }) => to === owner.email)!;
  const browser = new PlainBrowser(server.origin);
  const choosing = await browser.submit("/auth/confirm", { token_hash: tokenHash, type: "signup" });
  expect((await nobody.post("/login", attacker)).status).toBe(401);
  await browser.submit(choosing, { password: owner.password, next: "/" });
  expect((await nobody.post("/login", attacker)).status).toBe(401);
  expect((await nobody.post("/login", owner)).status).toBe(302);
  const account = await (await browser.send("/account")).text();
  expect([account.includes(owner.email), account.includes("Mallory")]).toEqual([true, false]);
});

test("a new password ends every other session, and goes by Auth's rule that a session be not old", async () => {
  const person = await member();
  const [browser, phone] = [new PlainBrowser(server.origin), new PlainBrowser(server.origin)];
  for (const each of [browser, phone]) await each.submit("/login", person);
  const stolen = new PlainBrowser(server.origin);
  stolen.cookies = browser.cookies;
  auth.ageSessions(25 * 3600);
  const passwords = { currentPassword: person.password, password: "a quite new lantern" };
  await browser.submit("/reset-password", { ...passwords, next: "/account" });
  expect((await browser.send("/account")).status).toBe(200);
  for (const out of [phone, stolen]) {
    const { status, headers } = await out.send("/account");
    expect([status, headers.get("location")]).toEqual([302, "/login?next=%2Faccount"]);
  }
});

test("/readyz says whether Auth answers", async () => {
  const ready = async () =>
    (await (await fetch(`${server.origin}/readyz`)).json()) as { checks: object };
  await expect.poll(ready).toMatchObject({ checks: { auth: true } });
  auth.refuse("/auth/v1/health", 503, "unexpected_failure");
  await expect.poll(ready).toMatchObject({ checks: { auth: false, database: true } });
});

test("Auth hears the address that the trusted proxy told, whatever the visitor says of it", async () => {
  const person = await member();
  auth.reset();
  await fetch(`${server.origin}/login`, {
    method: "POST",
    redirect: "manual",
    headers: {
      origin: server.origin,
      "sb-forwarded-for": "203.0.113.66",
      "x-real-ip": "203.0.113.66",
      "x-forwarded-for": "203.0.113.66, 198.51.100.7",
    },
    body: new URLSearchParams(person),
  });
  const asked = auth.received.filter(({ path }) => path === "/auth/v1/token");
  expect(asked.map(({ headers }) => headers["sb-forwarded-for"])).toEqual(["198.51.100.7"]);
});
