import { randomUUID } from "node:crypto";
import { chromium } from "playwright";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { findChromium } from "../../e2e/find-chromium.ts";
import { newGooglePerson, type GooglePerson } from "../../emulators/google.ts";
import { PlainBrowser } from "../faults/plain-browser.ts";
import { visitorOf } from "../faults/site.ts";
import { leaksIn, readEverything } from "../security/leaks.ts";
import { startHostedSite } from "./site.ts";

const { server, auth, project } = await startHostedSite();
beforeEach(() => {
  auth.reset();
  auth.behave({ confirmation: true, mailsLeft: 1000, perAddress: 1000, secondsBetweenMails: 60 });
  auth.behave({ google: true, googlePeople: [] });
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

test("no page, none of its data, no header and no line of the log holds a key of the project or a session", async () => {
  const person = await member();
  const browser = new PlainBrowser(server.origin);
  await browser.submit("/login", person);
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const sessions = [...browser.cookies].filter(([name]) => name.startsWith("easel-session"));
  const { secretKey, jwtSecret } = auth;
  const secrets = { ...Object.fromEntries(sessions), secretKey, jwtSecret };
  expect(Object.keys(secrets).length).toBeGreaterThan(2);
  const reader = visitorOf(server.origin, cookie);
  expect(leaksIn(await readEverything(reader, {}, true), secrets)).toEqual([]);
  expect(leaksIn(await readEverything(nobody, {}), secrets)).toEqual([]);
  expect(leaksIn(server.output(), secrets)).toEqual([]);
});

const wayBack = "/?draft=a-token-of-a-draft&tab=1";
/** Goes to Google as the button does, and comes back as this person, or as one who said no. */
async function atGoogle(
  browser: PlainBrowser,
  person: GooglePerson | null,
  meanwhile = () => {},
): Promise<string> {
  auth.behave({ googlePeople: person ? [person] : [] });
  const to = new URL(
    await follow(browser, `/auth/google?${new URLSearchParams({ next: wayBack })}`),
  );
  meanwhile();
  const state = to.searchParams.get("state") ?? "";
  const said = new URLSearchParams(
    person ? { code: person.sub, state } : { error: "access_denied", state },
  );
  const back = await fetch(`${auth.origin}/auth/v1/callback?${said}`, { redirect: "manual" });
  const { pathname, search, origin } = new URL(back.headers.get("location") ?? "");
  expect(origin).toBe(server.origin);
  return pathname + search;
}
async function follow(browser: PlainBrowser, path: string): Promise<string> {
  const { status, headers } = await browser.send(path);
  expect([path, status]).toEqual([path, 302]);
  return headers.get("location") ?? "";
}
const cookiesOf = (browser: PlainBrowser) => [...browser.cookies.keys()].toSorted();
/** What a page says, with the ways on from it. */
async function saidBy(browser: PlainBrowser, path: string) {
  const answer = await browser.send(path);
  const text = (await answer.text()).replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
  const keptNext = text.includes(`/login?next=${encodeURIComponent(wayBack)}`);
  return { status: answer.status, text, keptNext, isOut: !browser.cookies.has("easel-session") };
}

test("whoever comes by Google gets an account with its first credits, and goes on where they were", async () => {
  await expect
    .poll(async () => (await nobody.get("/login")).text)
    .toContain("Continue with Google");
  const browser = new PlainBrowser(server.origin);
  const person = newGooglePerson();
  const back = await atGoogle(browser, person);
  expect(cookiesOf(browser)).toEqual(["easel-session-code-verifier", "easel-way-back"]);
  expect(await follow(browser, back)).toBe(wayBack);
  expect(cookiesOf(browser)).toEqual(["easel-device", "easel-session"]);
  expect(await (await browser.send("/account")).text()).toContain(person.email);
  const [account] = await project.admin`
    select u.credits from users u join auth.users a on a.id = u.id where a.email = ${person.email!}`;
  expect(account).toEqual({ credits: "10000" });
  // Reload and Back bring the spent code again.
  expect(await follow(browser, back)).toBe("/");
  const replaced = browser.cookies.get("easel-session");
  expect(await follow(browser, await atGoogle(browser, person))).toBe(wayBack);
  expect(browser.cookies.get("easel-session")).not.toBe(replaced);
  const old = new PlainBrowser(server.origin);
  old.cookies = new Map([["easel-session", replaced ?? ""]]);
  expect((await old.send("/account")).status).toBe(302);
});

test.each<[string, string, (browser: PlainBrowser) => Promise<string>, number]>([
  ["says no at Google", "You weren't signed in", (browser) => atGoogle(browser, null), 400],
  [
    "takes too long",
    "That took too long",
    (browser) => atGoogle(browser, newGooglePerson(), () => auth.ageFlows(600)),
    400,
  ],
  [
    "brings a code that was made up",
    "That took too long",
    async (browser) => {
      await atGoogle(browser, newGooglePerson());
      return "/auth/callback?code=made-up";
    },
    400,
  ],
  [
    "brings another browser's code",
    "That took too long",
    async (browser) => {
      await atGoogle(browser, newGooglePerson());
      return await atGoogle(new PlainBrowser(server.origin), newGooglePerson());
    },
    400,
  ],
  [
    "has an address that Google never verified",
    "Google hasn't verified this email",
    (browser) => atGoogle(browser, newGooglePerson({ verified: false })),
    403,
  ],
  [
    "shares no address",
    "Google sign-in didn't work",
    (browser) => {
      const { email: _none, ...person } = newGooglePerson();
      return atGoogle(browser, person);
    },
    502,
  ],
  [
    "comes while Auth does not answer",
    "available right now",
    async (browser) => {
      const back = await atGoogle(browser, newGooglePerson());
      auth.refuse("/token?grant_type=pkce", 503, "unexpected_failure");
      return back;
    },
    503,
  ],
  [
    "comes too often",
    "Too many tries",
    async (browser) => {
      const back = await atGoogle(browser, newGooglePerson());
      auth.refuse("/token?grant_type=pkce", 429, "over_request_rate_limit");
      return back;
    },
    429,
  ],
])(
  "whoever %s is told so in plain words, and keeps the way back",
  async (_who, words, come, status) => {
    const browser = new PlainBrowser(server.origin);
    let path = await come(browser);
    if (path.startsWith("/?")) path = await follow(browser, path);
    const said = await saidBy(browser, path);
    expect([said.status, said.text.includes(words), said.keptNext, said.isOut]).toEqual([
      status,
      true,
      true,
      true,
    ]);
    expect(said.text).not.toContain("Words that change without notice");
  },
);

test("after mere trouble the same way back from Google still leads in", async () => {
  const browser = new PlainBrowser(server.origin);
  const back = await atGoogle(browser, newGooglePerson());
  auth.refuse("/token?grant_type=pkce", 503, "unexpected_failure", { times: 50 });
  expect((await saidBy(browser, back)).status).toBe(503);
  auth.reset();
  expect(await follow(browser, back)).toBe(wayBack);
});

test("whoever is banned, and whoever comes while sign-ups are closed, hears just that", async () => {
  const known = newGooglePerson();
  const browser = new PlainBrowser(server.origin);
  expect(await follow(browser, await atGoogle(browser, known))).toBe(wayBack);
  auth.change(known.email!, { banned: true });
  const banned = await saidBy(browser, await atGoogle(new PlainBrowser(server.origin), known));
  expect([banned.status, banned.text.includes("This account is suspended")]).toEqual([403, true]);
  await project.admin`update app_settings set sign_ups_open = false`;
  onTestFinished(
    async () => void (await project.admin`update app_settings set sign_ups_open = true`),
  );
  const newcomer = new PlainBrowser(server.origin);
  const closed = await saidBy(newcomer, await atGoogle(newcomer, newGooglePerson()));
  expect([closed.status, closed.text.includes("Sign-up is closed"), closed.keptNext]).toEqual([
    403,
    true,
    true,
  ]);
});

test("an account that nobody proved to own loses its password to whoever comes by Google, who is told", async () => {
  auth.behave({ confirmation: false });
  const person = { ...newPerson(), next: wayBack };
  const squatter = new PlainBrowser(server.origin);
  await squatter.submit("/signup", person);
  const owner = new PlainBrowser(server.origin);
  const back = await atGoogle(owner, newGooglePerson({ email: person.email }));
  const page = await follow(owner, back);
  const said = await saidBy(owner, page);
  expect(said.text).toContain("You're signed in");
  expect(said.text).toContain(`href="${wayBack}"`);
  expect((await squatter.send("/account")).status).toBe(302);
  const [account] = await project.admin`
    select encrypted_password as password from auth.users where email = ${person.email}`;
  expect(account).toEqual({ password: null });
});

test("a project without Google says so on a page of ours, and shows no button once it has said that", async () => {
  auth.behave({ google: false });
  const refused = await saidBy(
    new PlainBrowser(server.origin),
    `/auth/google?${new URLSearchParams({ next: wayBack })}`,
  );
  expect([refused.status, refused.text.includes("set up right"), refused.keptNext]).toEqual([
    503,
    true,
    true,
  ]);
  await expect
    .poll(async () => {
      await fetch(`${server.origin}/readyz`);
      return (await fetch(`${server.origin}/auth/google`, { redirect: "manual" })).status;
    })
    .toBe(404);
});

test("nobody is sent to Google from another site's page, nor back to one", async () => {
  await expect
    .poll(async () => {
      await fetch(`${server.origin}/readyz`);
      return (await nobody.get("/login")).text;
    })
    .toContain("Continue with Google");
  const start = (next: string, headers: Record<string, string>) =>
    fetch(`${server.origin}/auth/google?${new URLSearchParams({ next })}`, {
      redirect: "manual",
      headers,
    });
  const foreign = await start("/gallery", { "sec-fetch-site": "cross-site" });
  expect(foreign.headers.get("location")).toBe("/login?next=%2Fgallery");
  expect(foreign.headers.getSetCookie()).toEqual([]);
  for (const next of ["//evil.test", "https://evil.test/", "/\\evil.test", "/..//evil.test"]) {
    const { headers } = await start(next, {});
    expect(headers.getSetCookie().join()).toContain("easel-way-back=Lw;");
  }
  expect((await nobody.get("/auth/v1/callback?code=x&state=y")).status).toBe(404);
  expect((await nobody.get("/dev/google")).status).toBe(404);
});

test("a real browser follows the button to another site and back, under the page's policy", async () => {
  const person = newGooglePerson();
  auth.behave({ googlePeople: [person] });
  const found = findChromium();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: { ...(process.env as Record<string, string>), ...found.env },
    args: ["--no-sandbox", "--disable-gpu"],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ baseURL: server.origin });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto("/login?next=%2Fgallery");
  await page.getByRole("main").getByRole("link", { name: "Continue with Google" }).click();
  await page.getByRole("link", { name: person.name }).click();
  await page.waitForURL(`${server.origin}/gallery`);
  expect(complaints).toEqual([]);
});
