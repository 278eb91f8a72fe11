import { createHash, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type RateLimitName, rateLimits } from "../../../app/domain/rate-limits";
import { signedInAs } from "../../signed-in-as";
import { type AdminVisitor, cookiesOf, enterAdmin } from "../admin/admin-site";
import { studioFields, type Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";

const site = await startSiteWithoutPainter({
  env: {
    GOOGLE_CLIENT_ID: "1234-easel.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: "GOCSPX-a-secret-of-a-test",
  },
});
const { sql, origin } = site;

let ada: Visitor;
let grace: AdminVisitor;
let email: string;
let mediaId: string;
/** Of her shared picture. */
let token: string;
beforeAll(async () => {
  ada = await site.signUp();
  grace = await enterAdmin(site);
  [mediaId = ""] = await makePictures(site, ada, 1);
  await ada.post(`/image/${mediaId}/share`, { intent: "share", until: "always" });
  const { text } = await ada.get(`/image/${mediaId}/share`);
  [, token = ""] = /\/s\/([\w-]{22})/.exec(text) ?? [];
  const [row] = await sql<{ email: string }[]>`
    select email from auth.users where id = ${ada.userId}`;
  email = row?.email ?? "";
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

interface Ask {
  path: string;
  /** Null: it is only read. */
  fields: Record<string, string> | null;
  cookie?: string;
  /** Where the visitor comes from, as the trusted proxy says. */
  from?: string;
  /** Comes with a picture. */
  file?: boolean;
}

async function ask({ path, fields, cookie = "", from = "203.0.113.7", file = false }: Ask) {
  const words = { ...signedInAs(cookie), ...fields };
  const body = file ? withFile(words) : new URLSearchParams(words);
  const response = await fetch(origin + path, {
    ...(fields && { method: "POST", body }),
    redirect: "manual",
    headers: { cookie, origin, accept: "text/html", "x-forwarded-for": `6.6.6.6, ${from}` },
  });
  const { status, headers } = response;
  return { status, headers, text: (await response.text()).replaceAll("&#x27;", "'") };
}

function withFile(words: Record<string, string>): FormData {
  const body = new FormData();
  for (const [name, text] of Object.entries(words)) body.append(name, text);
  body.append("upload", new Blob(["no picture"], { type: "image/png" }), "a.png");
  return body;
}

const address = "203.0.113.0/24";
const newPerson = () => ({
  ...{ name: "Zoe", email: `${randomUUID()}@example.org`, password: `lantern ${randomUUID()}` },
  next: "/",
});

const link = { token_hash: "a".repeat(56), type: "recovery", next: "/" };

/** Of which nobody is told. */
type SilentName = "email-change-to";
/** Of what the built-in Auth has not; see `tests/integration/hosted/second-factor.test.ts`. */
type HostedName = "second-factor";

/** For each limit whose uses count, and something that it limits. */
const asks: Record<
  Exclude<RateLimitName, SilentName | HostedName>,
  () => Ask & { whose: string }
> = {
  "sign-up": () => ({ whose: address, path: "/signup", fields: newPerson() }),
  "sign-up-taken": () => ({ whose: address, path: "/signup", fields: { ...newPerson(), email } }),
  "reset-address": () => ({ whose: address, path: "/forgot-password", fields: { email } }),
  reset: () => ({ whose: sha256(email), path: "/forgot-password", fields: { email } }),
  confirm: () => ({
    ...{ whose: address, path: `/auth/confirm?${new URLSearchParams(link)}` },
    fields: link,
  }),
  google: () => ({ whose: address, path: "/auth/google", fields: null }),
  "google-code": () => ({ whose: address, path: "/auth/v1/callback?code=x", fields: null }),
  "google-return": () => ({ whose: address, path: "/auth/callback?code=x", fields: null }),
  draft: () => ({ whose: address, path: "/?index", fields: studioFields() }),
  upload: () => ({
    ...{ whose: ada.userId, path: "/edit", file: true, cookie: ada.cookie },
    fields: { ...studioFields(), model: "retouch" },
  }),
  "upload-address": () => ({
    ...{ whose: address, path: "/edit", file: true },
    fields: { ...studioFields(), model: "retouch" },
  }),
  share: () => ({
    ...{ whose: ada.userId, path: `/image/${mediaId}/share`, cookie: ada.cookie },
    fields: { intent: "share", until: "always" },
  }),
  report: () => ({
    ...{ whose: address, path: `/report/${token}` },
    fields: { reportId: randomUUID(), reason: "other", words: "x", contact: "" },
  }),
  zip: () => ({
    ...{ whose: ada.userId, path: "/gallery/zip", cookie: ada.cookie },
    fields: { mediaId },
  }),
  "email-change": () => ({ whose: ada.userId, ...anotherEmail() }),
  ledger: () => ({
    ...{ whose: ada.userId, path: "/account/credits/csv", cookie: ada.cookie },
    fields: null,
  }),
  export: () => ({
    ...{ whose: ada.userId, path: "/account/export", cookie: ada.cookie },
    fields: {},
  }),
  import: () => ({
    ...{ whose: ada.userId, path: "/account/import", file: true, cookie: ada.cookie },
    fields: {},
  }),
  gift: () => ({
    ...{ whose: ada.userId, path: "/account/credits", cookie: ada.cookie },
    fields: { code: "00000-00000-00000-00000" },
  }),
  admin: () => ({
    ...{ whose: adminId(), path: "/admin/rules", cookie: grace.cookie },
    fields: { intent: "block", phrases: "gore", reason: "House rules" },
  }),
  "admin-export": () => ({
    ...{ whose: adminId(), path: "/admin/dashboard.csv", cookie: grace.cookie },
    fields: null,
  }),
};
const wanted = `${randomUUID()}@example.org`;
const anotherEmail = () => ({
  ...{ path: "/account/security", cookie: ada.cookie },
  fields: {
    ...{ intent: "change-email", email: wanted },
    currentPassword: `lantern ${email.split("@", 1)[0]}`,
  },
});
const adminId = () => sha256(/easel-admin=([\w-]+)/.exec(grace.cookie)?.[1] ?? "");

/** As if so many uses had been made this minute. */
async function use(name: RateLimitName, whose: string, uses: number): Promise<void> {
  await sql`
    insert into private.rate_limits (bucket, uses, expires_at)
    values (${`${name}:${whose}`}, array_fill(clock_timestamp(), array[${uses}::integer]), now() + interval '1 hour')`;
}

test.each(Object.keys(asks) as (keyof typeof asks)[])(
  "over the limit %s one is told in plain words how long to wait, and one use less is let through",
  async (name) => {
    const { uses, seconds } = rateLimits[name];
    await sql`truncate private.rate_limits`;
    const { whose, ...request } = asks[name]();
    await use(name, whose, uses - 1);
    const last = await ask(request);
    expect(last.status).not.toBe(429);
    expect(last.status).toBeLessThan(500);
    const refused = await ask({ ...request, ...asks[name]() });
    expect(refused.status).toBe(429);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(seconds / 2);
    expect(wait).toBeLessThanOrEqual(seconds);
    expect(refused.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(refused.text).toContain("Too many tries");
    expect(refused.text).toMatch(/Please wait \d+ (seconds|minutes)/);
    expect(refused.text).not.toMatch(/\n\s+at |rate_limits|PT429/);
    const elsewhere = await ask({ ...request, ...asks[name](), from: "198.51.100.7" });
    // Who is known by more than an address is the same wherever they come from.
    expect(elsewhere.status === 429).toBe(rateLimits[name].whose !== "address");
  },
);

test("an address that was sent too many links gets no more, and whoever wants it is answered as ever", async () => {
  await sql`truncate private.rate_limits`;
  const pending = async () =>
    await sql`select email_change from auth.users where id = ${ada.userId}`;
  await use("email-change-to", sha256(wanted), rateLimits["email-change-to"].uses - 1);
  const last = await ask(anotherEmail());
  expect(await pending()).toEqual([{ email_change: wanted }]);
  const silent = await ask(anotherEmail());
  expect(await pending()).toEqual([{ email_change: "" }]);
  expect([silent.status, silent.text]).toEqual([last.status, last.text]);
  expect(last.status).toBe(303);
  const security = { path: "/account/security", fields: null, cookie: ada.cookie };
  expect((await ask(security)).text).toContain(wanted);
});

test("whoever starts more in a minute than the control panel allows is told to wait, and not charged", async () => {
  await sql`update app_settings set max_starts_per_minute = 1`;
  const zoe = await site.signUp();
  const start = () => ask({ path: "/?index", fields: studioFields(), cookie: zoe.cookie });
  expect((await start()).status).toBe(302);
  const credits = await zoe.credits();
  const refused = await start();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.text).toMatch(/Please wait \d+ seconds/);
  expect(await zoe.credits()).toBe(credits);
  await sql`update app_settings set max_starts_per_minute = 60`;
});

test("a suspended person looks, downloads and reads the ledger, and spends nothing", async () => {
  const zoe = await site.signUp();
  const [own = ""] = await makePictures(site, zoe, 1);
  await sql`
    update users set suspended_at = now(), suspension_message = 'Please write to us.' where id = ${zoe.userId}`;
  const credits = await zoe.credits();
  const pages = ["/", "/gallery", `/image/${own}`, `/media/${own}/original`, "/prompts", "/boards"];
  for (const path of [...pages, "/account", "/account/credits"])
    expect([path, (await zoe.get(path)).status]).toEqual([path, 200]);
  const zip = await zoe.post("/gallery/zip", { mediaId: own });
  expect([zip.status, zip.headers.get("content-type")]).toEqual([200, "application/zip"]);
  const everything = await zoe.post("/account/export", {});
  expect([everything.status, everything.headers.get("content-type")]).toEqual([
    200,
    "application/zip",
  ]);
  const refused = await zoe.post("/?index", studioFields());
  expect([refused.status, refused.text.includes("Please write to us.")]).toEqual([403, true]);
  const code = await zoe.post("/account/credits", { code: "00000-00000-00000-00000" });
  expect(code.status).toBe(403);
  const shared = await zoe.post(`/image/${own}/share`, { intent: "share", until: "always" });
  expect(shared.status).toBe(403);
  expect(await zoe.credits()).toBe(credits);
});

test("somebody with a throwaway email signs up as ever, and reads why there are no welcome credits", async () => {
  const person = { ...newPerson(), email: `${randomUUID()}@mail.mailinator.com` };
  const made = await ask({ path: "/signup", fields: person });
  expect(made.status).toBe(302);
  const cookie = cookiesOf(made.headers);
  const page = await ask({ path: "/account/credits", fields: null, cookie });
  expect(page.text).toContain("Welcome credits don't go to throwaway email addresses.");
  const other = await ask({ path: "/signup", fields: newPerson() });
  const credits = { path: "/account/credits", fields: null, cookie: cookiesOf(other.headers) };
  expect((await ask(credits)).text).not.toContain("throwaway");
});

test("signing out has the browser forget what it kept of the pages", async () => {
  const zoe = await site.signUp();
  const out = await zoe.post("/logout", {});
  expect(out.status).toBe(302);
  expect(out.headers.get("clear-site-data")).toBe('"cache"');
});
