import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { openMailbox } from "../../../app/.server/mail/mailbox.ts";
import { signedInAs } from "../../signed-in-as.ts";
import { mailedToken, PlainBrowser } from "../faults/plain-browser";
import { studioFields } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";

const site = await startSiteWithoutPainter();
const { origin, sql } = site;

const security = "/account/security";
const password = `a lantern ${randomUUID()}`;

async function enter() {
  const email = `${randomUUID()}@example.org`;
  const browser = new PlainBrowser(origin);
  await browser.submit("/signup", { name: "Ada", email, password, next: "/" });
  const [user] = await sql<{ id: string }[]>`select id from auth.users where email = ${email}`;
  return { browser, email, userId: user?.id ?? "" };
}
const signIn = async (email: string) =>
  (await new PlainBrowser(origin).send("/login", { email, password, next: "/" })).status;
const pageOf = async (browser: PlainBrowser, path: string) => (await browser.send(path)).text();
const subjectsTo = async (email: string) =>
  (await openMailbox(site.dataDir).list())
    .filter(({ to }) => to === email)
    .map(({ subject }) => subject);

async function giveFile(browser: PlainBrowser, file: Uint8Array<ArrayBuffer>): Promise<Response> {
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const body = new FormData();
  body.set("account", signedInAs(cookie).account);
  body.set("avatar", "save");
  body.set("avatarFile", new Blob([file]), "me.jpg");
  const headers = { cookie, origin };
  return await fetch(`${origin}/account`, { method: "POST", body, headers, redirect: "manual" });
}

test("a picture becomes a small square that says nothing of itself, and is its owner's alone", async () => {
  const [ada, bob] = [await enter(), await enter()];
  const photo = sharp({ create: { width: 400, height: 200, channels: 3, background: "#a31" } });
  const marked = photo.withExif({ IFD0: { Artist: "Ada" } }).jpeg();
  const saved = await giveFile(ada.browser, new Uint8Array(await marked.toBuffer()));
  expect([saved.status, saved.headers.get("location")]).toEqual([303, "/account?saved=picture"]);
  const [path = ""] = /\/account\/picture\/\w+/.exec(await pageOf(ada.browser, "/gallery")) ?? [];
  const shown = await ada.browser.send(path);
  expect(shown.headers.get("content-type")).toBe("image/webp");
  const facts = await sharp(await shown.arrayBuffer()).metadata();
  expect([facts.width, facts.height, facts.exif]).toEqual([256, 256, undefined]);
  for (const other of [bob.browser, new PlainBrowser(origin)])
    expect((await other.send(path)).status).toBe(404);

  const refused = await giveFile(ada.browser, new TextEncoder().encode("GIF89a, or so it says"));
  expect([refused.status >= 400, refused.status < 500]).toEqual([true, true]);
  expect((await ada.browser.send(path)).status).toBe(200);
  await ada.browser.send("/account", { avatar: "remove" });
  expect((await ada.browser.send(path)).status).toBe(404);
});

test("a name may be in any script, and one that hides something comes back to be mended", async () => {
  const { browser } = await enter();
  await browser.send("/account", { name: "Zoë 李 مريم 👩‍👩‍👧" });
  expect(await pageOf(browser, "/account")).toContain("Zoë 李 مريم 👩‍👩‍👧");
  const refused = await browser.send("/account", { name: "Ada\u202Egpj.exe" });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("invisible characters");
  expect(await pageOf(browser, "/account")).toContain("Zoë 李 مريم");
});

test("the history of credits comes as one file, however long, in which no cell is a formula", async () => {
  const { browser, userId } = await enter();
  const prompt = '=HYPERLINK("https://example.net")';
  await browser.submit("/?index", studioFields());
  await sql`update generations set prompt = ${prompt} where user_id = ${userId}`;
  await sql`
    select private.move_credits(${userId}, 1, 'adjustment', null, 'Grace', '@SUM(A1)', 'test ' || n)
    from generate_series(1, 1200) n`;
  const file = await browser.send("/account/credits/csv");
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [head, ...lines] = (await file.text()).trimEnd().split("\r\n");
  expect(head).toContain('"Time","What","Change","Credits left"');
  expect(lines).toHaveLength(1202);
  expect(lines[1]).toContain(`"'=HYPERLINK(""https://example.net"")"`);
  expect(lines[1]).toMatch(/,-\d+,\d+,/);
  expect(lines.at(-1)).toContain(`"'@SUM(A1)"`);
  const early = await browser.send("/account/credits/csv?to=2020-01-01");
  expect(early.headers.get("content-disposition")).toContain("easel-credits-to-2020-01-01.csv");
  expect((await early.text()).trimEnd().split("\r\n")).toHaveLength(1);
  for (const days of ["from=2026-02-30", "to=never", "from=2026-03-02&to=2026-03-01"]) {
    const refused = await browser.send(`/account/credits/csv?${days}`);
    expect([days, refused.status]).toEqual([days, 400]);
    expect(await refused.text()).toContain("Go back and choose them again.");
  }
  expect((await new PlainBrowser(origin).send("/account/credits/csv")).status).toBe(302);
});

/** Presses the button of the page that such a link opens, in a browser of its own. */
function confirm(token_hash: string): Promise<Response> {
  const link = { token_hash, type: "email_change", next: "/" };
  return new PlainBrowser(origin).send(`/auth/confirm?${new URLSearchParams(link)}`, link);
}

test("another address is the account's once both mailboxes have said so, in any order and any browser", async () => {
  const { browser, email, userId } = await enter();
  const wanted = `${randomUUID()}@example.org`;
  const ask = { intent: "change-email", email: wanted };
  const wrong = await browser.send(security, { ...ask, currentPassword: "not it, no" });
  expect(wrong.status).toBe(400);
  const back = await wrong.text();
  expect(back).toContain("That isn&#x27;t your current password.");
  expect(back).toContain(wanted);
  expect(back).not.toContain("not it, no");
  expect((await browser.send(security, ask)).status).toBe(400);
  expect(await subjectsTo(wanted)).toEqual([]);

  expect((await browser.send(security, { ...ask, currentPassword: password })).status).toBe(303);
  expect(await pageOf(browser, security)).toContain(`If ${wanted} can be used`);
  const [before, after] = [await mailedToken(site, email), await mailedToken(site, wanted)];
  const half = await confirm(after);
  expect([half.status, half.headers.getSetCookie()]).toEqual([200, []]);
  expect(await half.text()).toContain("Now the other link");
  expect(await pageOf(browser, security)).toContain("One more link");
  expect((await confirm(after)).status).toBe(400);
  expect([await signIn(email), await signIn(wanted)]).toEqual([302, 401]);

  const whole = await confirm(before);
  expect([whole.status, whole.headers.get("location")]).toEqual([303, `${security}?changed=email`]);
  expect([await signIn(email), await signIn(wanted)]).toEqual([401, 302]);
  expect((await browser.send("/account")).status).toBe(302);
  expect(await subjectsTo(email)).toContain("Your Easel email was changed");
  expect((await confirm(before)).status).toBe(400);
  const [row] = await sql`
    select a.email, i.identity_data->>'email' as identity from auth.users a
    join auth.identities i on i.user_id = a.id where a.id = ${userId}`;
  expect(row).toEqual({ email: wanted, identity: wanted });
});

test("codes at sign-in are not offered where the backend has none", async () => {
  const { browser } = await enter();
  expect(await pageOf(browser, security)).not.toContain("Codes at sign-in");
  const codes = `${security}/codes`;
  const confirmed = { intent: "confirm", factorId: randomUUID(), code: "123456" };
  for (const form of [undefined, { currentPassword: password }, confirmed])
    expect((await browser.send(codes, form)).headers.get("location")).toBe(security);
  const half = await browser.send("/login/code?next=%2Fgallery");
  expect(half.headers.get("location")).toBe("/login?next=%2Fgallery");
  expect((await browser.send("/login/code", { code: "123456" })).headers.get("location")).toBe(
    "/login",
  );
});

test("the page says which Google account is linked, and unlinks it for whoever knows the password", async () => {
  const { browser, email, userId } = await enter();
  const linked = () => sql`
    select provider from auth.identities where user_id = ${userId} and provider = 'google'`;
  const link = (address: string) => sql`
    insert into auth.identities (id, provider, provider_id, user_id, identity_data)
    values (gen_random_uuid(), 'google', ${randomUUID()}, ${userId},
      ${sql.json({ email: address, email_verified: true })})`;
  const before = await pageOf(browser, security);
  expect(before).not.toContain('value="unlink-google"');
  await link(email);
  expect(await pageOf(browser, security)).toContain(`You can sign in with Google as ${email}.`);
  const ask = { intent: "unlink-google" };
  const wrong = await browser.send(security, { ...ask, currentPassword: "not it, no" });
  expect(wrong.status).toBe(400);
  expect((await wrong.text()).match(/That isn&#x27;t your current password./g)).toHaveLength(1);
  expect(await linked()).toHaveLength(1);
  const done = await browser.send(security, { ...ask, currentPassword: password });
  expect([done.status, done.headers.get("location")]).toEqual([303, `${security}?changed=google`]);
  expect(await linked()).toEqual([]);
  expect(await pageOf(browser, `${security}?changed=google`)).toContain("Google is unlinked");
  expect(await subjectsTo(email)).toContain("Google was unlinked from your Easel account");
  const lines = await sql`
    select outcome from security_log where user_id = ${userId} and event = 'google_unlink'`;
  expect([...lines]).toEqual([{ outcome: "done" }]);

  await link(email);
  await sql`update auth.users set encrypted_password = null where id = ${userId}`;
  await sql`update user_sessions set revoked_at = null where user_id = ${userId}`;
  expect(await pageOf(browser, security)).toContain("You can&#x27;t unlink it");
  await browser.send(security, ask);
  expect(await linked()).toHaveLength(1);
});

test("an address that has an account is answered like any other, and never changes hands", async () => {
  const [ada, bob] = [await enter(), await enter()];
  const free = `${randomUUID()}@example.org`;
  const told = [];
  for (const email of [bob.email, free]) {
    const ask = { intent: "change-email", email, currentPassword: password };
    const { status } = await ada.browser.send(security, ask);
    const page = await pageOf(ada.browser, security);
    const subjects = await subjectsTo(ada.email);
    told.push({ status, subjects: subjects.at(0), page: page.includes(`If ${email} can be used`) });
    if (email !== bob.email) continue;
    expect(await (await confirm(await mailedToken(site, ada.email))).text()).toContain(
      "other link",
    );
    expect(await pageOf(ada.browser, security)).toContain("One more link");
  }
  expect(told[0]).toEqual(told[1]);
  expect(told[0]).toMatchObject({
    status: 303,
    page: true,
    subjects: "Confirm your change of email",
  });
  const rows = await sql`select from auth.users where email in (${ada.email}, ${bob.email})`;
  expect(rows).toHaveLength(2);
});

test("a change of address that is called off leaves two dead links", async () => {
  const { browser, email } = await enter();
  const wanted = `${randomUUID()}@example.org`;
  const ask = { intent: "change-email", email: wanted, currentPassword: password };
  await browser.send(security, ask);
  const tokens = [await mailedToken(site, email), await mailedToken(site, wanted)];
  await confirm(tokens[1] ?? "");
  const canceled = await browser.send(security, { intent: "cancel-email" });
  expect(canceled.headers.get("location")).toBe(`${security}?changed=canceled`);
  expect(await pageOf(browser, security)).not.toContain("One more link");
  for (const token of tokens) expect((await confirm(token)).status).toBe(400);
  expect((await browser.send("/account")).status).toBe(200);
  const own = await browser.send(security, { ...ask, email: email.toUpperCase() });
  expect([own.status, (await own.text()).includes("your email already")]).toEqual([400, true]);
});

test("an account that is to go says so everywhere, makes nothing, and is kept by one button", async () => {
  const { browser, email } = await enter();
  const [mediaId = ""] = await makePictures(site, senderOf(browser), 1);
  const shared = await browser.send(`/image/${mediaId}/share`, {
    intent: "share",
    until: "always",
  });
  expect(shared.status).toBeLessThan(400);
  const [link = ""] = /\/s\/[\w-]{22}/.exec(await pageOf(browser, `/image/${mediaId}/share`)) ?? [];
  expect((await site.nobody.get(link)).status).toBe(200);

  const wrong = await browser.send("/account/data", { intent: "leave", currentPassword: "no, no" });
  expect(wrong.status).toBe(400);
  const asked = { intent: "leave", currentPassword: password };
  await Promise.all([browser.send("/account/data", asked), browser.send("/account/data", asked)]);
  expect(await pageOf(browser, "/account/data")).toContain("This account will be deleted on");
  expect(await pageOf(browser, "/gallery")).toContain("This account is about to be deleted.");
  expect((await site.nobody.get(link)).status).toBe(404);
  const making = await browser.send("/?index", studioFields());
  expect([making.status, (await making.text()).includes("about to be deleted")]).toEqual([
    403,
    true,
  ]);
  const leaving = (subjects: string[]) => subjects.filter((one) => one.includes("will be deleted"));
  expect(leaving(await subjectsTo(email))).toHaveLength(1);

  const kept = await browser.send("/account/data", { intent: "stay" });
  expect(kept.headers.get("location")).toBe("/account/data?kept");
  expect(await pageOf(browser, "/account/data?kept")).toContain("Your account stays.");
  expect((await site.nobody.get(link)).status).toBe(200);
  expect(await subjectsTo(email)).toContain("Your Easel account stays");
});

const senderOf = (browser: PlainBrowser) => ({
  post: (path: string, fields: Record<string, string>) => browser.send(path, fields),
});

test("signing out ends this session and no other", async () => {
  const { browser, email } = await enter();
  const other = new PlainBrowser(origin);
  await other.submit("/login", { email, password, next: "/" });
  const gone = new Map(browser.cookies);
  await browser.submit("/logout", {});
  browser.cookies = gone;
  expect((await browser.send("/account")).status).toBe(302);
  expect((await other.send("/account")).status).toBe(200);
});
