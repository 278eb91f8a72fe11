import { randomUUID } from "node:crypto";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import parsePrometheusTextFormat from "parse-prometheus-text-format";
import { expect, test } from "vitest";
import everyRoute from "../../../app/routes";
import { adminPassword } from "../../e2e/server";
import { startSite, studioFields, visitorOf } from "../faults/site";
import { plantBusyMonth } from "../../busy-month";
import { cookiesOf, enterAdmin } from "./admin-site";

const metricsToken = "a-token-of-the-monitor";
const site = await startSite({ env: { WORKER: "off", METRICS_TOKEN: metricsToken } });
const { sql, origin } = site;

/** Who must get nothing: each as a Cookie header. */
async function strangers(): Promise<Record<string, string>> {
  const [user, suspended, idle, old, out, stale] = await Promise.all([
    site.signUp(),
    site.signUp(),
    ...Array.from({ length: 4 }, () => enterAdmin(site)),
  ]);
  const digest = (cookie: string) => {
    const [, token = ""] = /easel-admin=([\w-]+)/.exec(cookie) ?? [];
    return sql`encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`;
  };
  await sql`update users set suspended_at = now(), name = 'canary' where id = ${suspended.userId}`;
  await sql`update private.admin_sessions set last_seen_at = now() - interval '31 minutes' where token_hash = ${digest(idle?.cookie ?? "")}`;
  await sql`update private.admin_sessions set created_at = now() - interval '8 hours 1 minute' where token_hash = ${digest(old?.cookie ?? "")}`;
  await sql`update private.admin_sessions set password_mark = 'of another password' where token_hash = ${digest(stale?.cookie ?? "")}`;
  await out?.post("/admin-control/sign-out", {});
  return {
    "a visitor": "",
    "a user": user.cookie,
    "a suspended user": suspended.cookie,
    "an admin who was idle for half an hour": idle?.cookie ?? "",
    "an admin since eight hours": old?.cookie ?? "",
    "an admin who has signed out": out?.cookie ?? "",
    "an admin by an earlier password": stale?.cookie ?? "",
    "a made-up admin": `easel-admin=${"A".repeat(43)}`,
  };
}

const wayIn = "admin-control";
const signOut = "admin-control/sign-out";

/** Every address of the admin pages, a new one too: all routes that lie in routes/admin. */
function adminPaths(routes: readonly RouteConfigEntry[] = everyRoute): string[] {
  return routes.flatMap(({ path, file, children = [] }) => [
    ...(path !== undefined && file.startsWith("routes/admin/") ? [path] : []),
    ...adminPaths(children),
  ]);
}
const addressOf = (path: string) => `/${path.replaceAll(/:\w+/g, () => randomUUID())}`;

/** Everything that somebody could have changed. */
const standing = async () => {
  const [row] = await sql`
    select (select md5(string_agg(s::text, '')) from app_settings s) as settings,
      (select count(*)::int from admin_audit_log) as audit, (select count(*)::int from credit_ledger) as ledger`;
  return row;
};

test("admin addresses lie in routes/admin, and what lies there begins with /admin", () => {
  const all = (routes: readonly RouteConfigEntry[]): RouteConfigEntry[] =>
    routes.flatMap((each) => [each, ...all(each.children ?? [])]);
  const misplaced = all(everyRoute).filter(
    ({ path, file }) =>
      path !== undefined && path.startsWith("admin") !== file.startsWith("routes/admin/"),
  );
  expect(misplaced).toEqual([]);
  expect(adminPaths().length).toBeGreaterThan(2);
});

/** What a stranger is answered at an address: by the page, its data, and both with a form. */
async function answersAt(address: string, cookie: string) {
  const stranger = visitorOf(origin, cookie);
  const form = { intent: "change", reason: "canary", name: "canary", value: "1" };
  const [page, data, ...sent] = await Promise.all([
    stranger.get(address),
    stranger.get(`${address}.data`),
    stranger.post(address, form),
    stranger.post(`${address}.data`, form),
  ]);
  const shown = [page, data].map(({ text }) => text).join("");
  return {
    page: `${page.status} ${page.headers.get("location")}`,
    // A page's data tell a redirect in their own way.
    data: data.status,
    sent: sent.map(({ status }) => status),
    leaks: /canary|@example\.org|Signed in as|Sign out/.exec(shown)?.[0] ?? null,
  };
}

test("nobody but a live admin gets anything of an admin address, and none of their forms does anything", async () => {
  const cookies = await strangers();
  const before = await standing();
  const told: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const [who, cookie] of Object.entries(cookies))
    for (const path of adminPaths().filter((each) => each !== signOut)) {
      const address = addressOf(path);
      const what = `${who} at ${address}`;
      const next = new URLSearchParams({ next: address });
      told[what] = await answersAt(address, cookie);
      wanted[what] =
        path === wayIn
          ? { page: "200 null", data: 200, sent: [401, 401], leaks: null }
          : { page: `302 /admin-control?${next}`, data: 202, sent: [401, 401], leaks: null };
    }
  expect(told).toEqual(wanted);
  expect(await standing()).toEqual(before);
});

test("a form of an admin who has been signed out comes back whole, to be sent again", async () => {
  const grace = await enterAdmin(site);
  await sql`update private.admin_sessions set ended_at = now()`;
  const [path = ""] = adminPaths().filter((each) => each !== wayIn && each !== signOut);
  const answer = await grace.post(addressOf(path), { reason: "They asked for it" });
  expect(answer.status).toBe(401);
  expect(answer.text).toMatch(/name="reason" value="They asked for it"/);
  expect(answer.text).toContain("Send it again");
});

test("the admin password lets in, and every try is a line of the audit log", async () => {
  const name = `Grace ${randomUUID()}`;
  const at = visitorOf(origin, "");
  const form = { intent: "sign-in", name, password: adminPassword, next: "/admin/audit?page=2" };
  const wrong = await at.post("/admin-control", { ...form, password: "lantern-harbour-48" });
  expect(wrong.status).toBe(401);
  expect(wrong.text).toContain("That&#x27;s not the admin password.");
  expect(wrong.text).toContain(`value="${name}"`);
  expect(wrong.text).not.toContain("lantern-harbour-48");
  const right = await at.post("/admin-control", form);
  expect(right.headers.get("location")).toBe("/admin/audit?page=2");
  const [cookie = ""] = right.headers.getSetCookie().filter((line) => line.includes("admin="));
  expect(cookie).toMatch(/^easel-admin=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  const outside = await at.post("/admin-control", { ...form, next: "https://evil.test/admin" });
  expect(outside.headers.get("location")).toBe("/admin-control");
  const lines = await sql`
    select action, new_value->>'outcome' as outcome from admin_audit_log where actor = ${name} order by id`;
  expect(lines.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    "admin_sign_in wrong_password",
    "admin_sign_in done",
    "admin_sign_in done",
  ]);
});

test("an admin password that is too long, empty or has spaces around it is refused at once", async () => {
  const name = `Grace ${randomUUID()}`;
  const at = visitorOf(origin, "");
  const enter = async (password: string) =>
    (await at.post("/admin-control", { intent: "sign-in", name, password, next: "/admin" })).status;
  expect([await enter("x".repeat(10_000)), await enter("x".repeat(129)), await enter("")]).toEqual([
    ...[400, 400, 400],
  ]);
  // Nothing of these was looked at, or counted.
  expect(await sql`select from admin_audit_log where actor = ${name}`).toEqual([]);
  expect(await enter(` ${adminPassword} `)).toBe(401);
  expect(await sql`select from admin_audit_log where actor = ${name}`).toHaveLength(1);
});

test("an admin's page says whose name will stand in the audit log, and has no script", async () => {
  const grace = await enterAdmin(site, "Grace Hopper");
  const page = await grace.get("/admin");
  expect(page.status).toBe(200);
  expect(page.text).toContain("Signed in as Grace Hopper");
  expect(page.text).not.toMatch(/<script/);
});

test("the dashboard shows what was counted, without a script, whatever days are asked for", async () => {
  await plantBusyMonth(sql);
  await sql`update users set name = '<script>alert(1)</script>' where name = 'Ada'`;
  const grace = await enterAdmin(site);
  const page = await grace.get("/admin");
  expect(page.text.match(/<svg class="plot h-44"/g)).toHaveLength(4);
  expect(page.text).toContain("Days begin at midnight UTC.");
  expect(page.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page.text).not.toMatch(/<script| style=/);
  const odd = await grace.get("/admin?from=2031-01-01&to=2001-02-03&days=7&days=x");
  expect(odd.status).toBe(200);
  expect(odd.text).toContain("The first day came after the last one, so they were swapped.");
  expect(odd.text).toContain("Those days haven&#x27;t all happened yet, so this ends today.");
  expect((await grace.get("/admin?from=soon&to=2026-02-30")).text).toContain(
    "“soon” isn&#x27;t a date",
  );
});

test("a table of the dashboard comes as CSV, and no cell starts a formula", async () => {
  const today = sql`(now() at time zone 'UTC')::date`;
  await sql`
    insert into private.tally_changes (day, measure, detail, kind, model, count)
    values (${today}, 'requests', 'asked', 'image', '=HYPERLINK("https://evil.test")', 1)`;
  const grace = await enterAdmin(site);
  const file = await grace.get("/admin/dashboard.csv?table=models&days=1");
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(
    /^attachment; filename="easel-models-[\d-]+\.csv"$/,
  );
  const lines = file.text.split("\r\n");
  expect(lines[0]).toContain('"Model","Kind","Requests","Succeeded","Failed"');
  expect(lines).toContain(`"'=HYPERLINK(""https://evil.test"")","Pictures",1,0,0,0,,0,0`);
  expect((await grace.get("/admin/dashboard.csv?table=days")).text.split("\r\n")).toHaveLength(32);
  expect((await grace.get("/admin/dashboard.csv")).status).toBe(200);
  expect((await grace.get("/admin/dashboard.csv?table=prompts")).status).toBe(404);
  await sql`delete from private.tally_changes where model like '=%'`;
});

test("an admin has everything checked, with a reason and one line of the audit log", async () => {
  const name = `Grace ${randomUUID()}`;
  const grace = await enterAdmin(site, name);
  const refused = await grace.post("/admin", { intent: "check", reason: " " });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("Say why, in a few words.");
  await sql`update private.day_tallies set count = count + 1 where measure = 'active'`;
  const begun = await grace.post("/admin", { intent: "check", reason: "A look round" });
  expect(begun.headers.get("location")).toBe("/admin#checks");
  await expect.poll(async () => (await grace.get("/admin")).text).toMatch(/things don.{1,6}t hold/);
  await sql`update private.day_tallies set count = count - 1 where measure = 'active'`;
  const lines = await sql`
    select action, subject, reason from admin_audit_log where actor = ${name} and action <> 'admin_sign_in'`;
  expect(lines).toEqual([{ action: "begin_check", subject: "invariants", reason: "A look round" }]);
});

test("a session that is signed in anew ends the one before, and signing out ends it in the database", async () => {
  const grace = await enterAdmin(site);
  const again = await grace.post("/admin-control", {
    ...{ intent: "sign-in", name: "Grace", password: adminPassword, next: "/admin" },
  });
  expect((await grace.get("/admin")).status).toBe(302);
  const next = visitorOf(origin, cookiesOf(again.headers));
  expect((await next.get("/admin")).status).toBe(200);
  const out = await next.post("/admin-control/sign-out", {});
  expect(out.headers.getSetCookie().join()).toContain("easel-admin=; Max-Age=0");
  expect((await next.get("/admin")).status).toBe(302);
});

test("tries from one address wait longer each time; another address and a browser that an admin has come by do not", async () => {
  const from = (address: string, cookie = "") => {
    const headers = { cookie, origin, "x-forwarded-for": address };
    return async (password: string) => {
      const body = new URLSearchParams({ intent: "sign-in", name: "Eve", password });
      return (
        await fetch(`${origin}/admin-control`, {
          method: "POST",
          headers,
          body,
          redirect: "manual",
        })
      ).status;
    };
  };
  const { cookie } = await enterAdmin(site);
  const device = cookie.split("; ").find((each) => each.startsWith("easel-device")) ?? "";
  const eve = from("203.0.113.9");
  const statuses = [];
  for (let n = 0; n < 6; n += 1) statuses.push(await eve("guess the password"));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect(await eve(adminPassword)).toBe(429);
  expect(await from("198.51.100.7")(adminPassword)).toBe(302);
  expect(await from("203.0.113.9", device)(adminPassword)).toBe(302);
  // Ten failures so far: the next one begins a wait of two minutes, which no slow machine outlasts.
  await sql`
    insert into private.sign_in_attempts (bucket, attempts, expires_at)
    values ('admin:address:192.0.2.0/24', 10, now() + interval '1 day')`;
  const many = await Promise.all(
    Array.from({ length: 20 }, () => from("192.0.2.77")("guess the password")),
  );
  expect(many.toSorted()).toEqual([401, ...Array<number>(19).fill(429)]);
});

test("what providers say of their models is for admins, and asked for with the scheduler's secret alone", async () => {
  const grace = await enterAdmin(site);
  const page = await grace.get("/admin/models");
  expect(page.status).toBe(200);
  expect(page.text).toContain("No provider with a list of its own is set up here.");
  expect((await site.nobody.get("/cron/models")).status).toBe(401);
});

/** The form of one setting, as the page shows it. */
function formIn(html: string, id: string): Record<string, string> {
  const [, after = ""] = html.split(`<form id="${id}"`);
  const [form = ""] = after.split("</form>", 1);
  const fields = [...form.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
  const sent = fields.filter((tag) => !/type="checkbox"/.test(tag) || / checked/.test(tag));
  return Object.fromEntries(
    sent.map((tag) => {
      const valueOf = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
      return [valueOf("name") ?? "", plainText(valueOf("value") ?? "on")];
    }),
  );
}

const plainText = (html: string) =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");

test("a setting is changed by its form alone, counts for the next request, and is undone", async () => {
  const grace = await enterAdmin(site);
  const page = await grace.get("/admin-control");
  const form = formIn(page.text, "change-sign_ups_open");
  expect(form).toMatchObject({ name: "sign_ups_open", seen: "true", isOn: "on" });
  const { isOn: _on, ...closed } = form;
  const saved = await grace.post("/admin-control", { ...closed, reason: "Full house" });
  expect(saved.headers.get("location")).toBe("/admin-control?done=saved");
  const person = {
    name: "Ada",
    email: `${randomUUID()}@example.org`,
    password: "lantern 77 x",
    next: "/",
  };
  const { text } = await site.nobody.get("/signup");
  expect([text.includes("Sign-up is closed"), text.includes('action="/signup"')]).toEqual([
    true,
    false,
  ]);
  expect(text).toContain('href="/login"');
  const refused = await site.nobody.post("/signup", person);
  expect([refused.status, refused.text.includes("Sign-up is closed")]).toEqual([403, true]);
  const audit = await grace.get("/admin/audit?subject=sign_ups_open");
  expect(audit.text).toContain("Full house");
  const [, line = ""] = /<form id="undo-(\d+)"/.exec(audit.text) ?? [];
  const undone = await grace.post("/admin/audit", { intent: "undo", line, reason: "Room again" });
  expect(undone.headers.get("location")).toBe("/admin/audit?undone");
  expect((await site.nobody.post("/signup", person)).status).toBe(302);
});

test("what was typed stays with a refused setting, and of two admins the later one is told", async () => {
  const [grace, ada] = await Promise.all([enterAdmin(site), enterAdmin(site, "Ada")]);
  const form = formIn((await grace.get("/admin-control")).text, "change-recent_days");
  const bad = await grace.post("/admin-control", {
    ...form,
    value: "0",
    reason: "Less <b>room</b>",
  });
  expect(bad.status).toBe(400);
  expect(bad.text).toContain("Enter a whole number from 1 to 3,650.");
  expect(formIn(bad.text, "change-recent_days")).toMatchObject({
    value: "0",
    reason: "Less <b>room</b>",
  });
  const unsaid = await grace.post("/admin-control", { ...form, value: "5", reason: " " });
  expect([unsaid.status, unsaid.text.includes("Say why, in a few words.")]).toEqual([400, true]);
  expect((await ada.post("/admin-control", { ...form, value: "4", reason: "Ada's" })).status).toBe(
    303,
  );
  const late = await grace.post("/admin-control", { ...form, value: "9", reason: "Grace's" });
  expect([late.status, late.text.includes("Somebody else changed this")]).toEqual([409, true]);
  expect(formIn(late.text, "change-recent_days")).toMatchObject({ value: "9", seen: "4" });
  const [row] = await sql`select recent_days from app_settings`;
  expect(row?.["recent_days"]).toBe(4);
});

test("what the environment says is shown as such, and an admin's choice stands beside it", async () => {
  const grace = await enterAdmin(site);
  const before = await grace.get("/admin-control");
  expect(before.text).toContain("10,000 (default, from SIGNUP_CREDITS)");
  const form = formIn(before.text, "change-signup_credits");
  await grace.post("/admin-control", { ...form, value: "1 234", reason: "A fair start" });
  expect((await grace.get("/admin-control")).text).toContain("1,234 credits");
  const newcomer = await site.signUp();
  expect(await newcomer.credits()).toBe(1234);
  const again = formIn((await grace.get("/admin-control")).text, "change-signup_credits");
  await grace.post("/admin-control", { ...again, value: "", reason: "As it was" });
  expect((await sql`select signup_credits from app_settings`)[0]?.["signup_credits"]).toBeNull();
});

test("a model is switched off and priced for everybody; bad prices are told beside their field", async () => {
  const grace = await enterAdmin(site);
  const address = "/admin-control/models/painter";
  const form = formIn((await grace.get(address)).text, "change-model");
  for (const price of ["0", "-5", "1000001", "1.5", "a lot"]) {
    const bad = await grace.post(address, { ...form, price, message: "On sale", reason: "Sale" });
    expect([price, bad.status]).toEqual([price, 400]);
    expect(bad.text).toContain("Enter a whole number of credits from 1 to 1,000,000.");
    expect(formIn(bad.text, "change-model")).toMatchObject({ price, message: "On sale" });
  }
  const dear = await grace.post(address, { ...form, price: "250001", reason: "Sale" });
  expect(dear.status).toBe(400);
  expect(dear.text).toContain("One request could cost 1,000,004 credits.");
  const { isOn: _on, ...off } = form;
  const saved = await grace.post(address, {
    ...off,
    price: "700",
    message: "Back on Monday.",
    reason: "Sale",
  });
  expect(saved.headers.get("location")).toBe("/admin-control?done=saved");
  const about = await site.nobody.get("/about-models");
  expect([about.text.includes("Back on Monday."), about.text.includes("700 credits")]).toEqual([
    true,
    true,
  ]);
  const now = formIn((await grace.get(address)).text, "change-model");
  expect(now).toMatchObject({ price: "700", message: "Back on Monday." });
  await grace.post(address, { ...now, isOn: "on", price: "", message: "", reason: "As it was" });
  expect((await sql`select models from app_settings`)[0]?.["models"]).toEqual({});
  expect((await grace.get("/admin-control/models/no-such-model")).status).toBe(404);
});

test("a price of once that has become too dear for one request is not put back", async () => {
  const grace = await enterAdmin(site);
  await sql`update app_settings set models = '{"painter": {"priceCredits": 250001}}'`;
  const address = "/admin-control/models/painter";
  const form = formIn((await grace.get(address)).text, "change-model");
  await grace.post(address, { ...form, price: "", reason: "Much too dear" });
  const lines = async () => (await sql`select from admin_audit_log`).length;
  const [{ id = "" } = {}] = await sql<{ id: string }[]>`
    select max(id)::text as id from admin_audit_log`;
  const before = await lines();
  for (const page of ["/admin-control", "/admin/audit"]) {
    const undo = { intent: "undo", line: id, reason: "As it <was>" };
    const refused = await grace.post(page, undo);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("One request could cost 1,000,004 credits.");
    expect(formIn(refused.text, `undo-${id}`)).toMatchObject(undo);
  }
  expect([await lines(), (await sql`select models from app_settings`)[0]?.["models"]]).toEqual([
    before,
    {},
  ]);
});

test("in a tab that is off people read the admins' words, and the usual ones without any", async () => {
  const [grace, ada] = await Promise.all([enterAdmin(site), site.signUp()]);
  const change = async (name: string, fields: Record<string, string>) => {
    const form = formIn((await grace.get("/admin-control")).text, `change-${name}`);
    const { image: _image, ...rest } = form;
    const sent = name === "disabled_kinds" ? rest : form;
    const saved = await grace.post("/admin-control", { ...sent, ...fields, reason: "A holiday" });
    expect(saved.headers.get("location")).toBe("/admin-control?done=saved");
  };
  await change("disabled_kinds", {});
  const usual = "This tab is switched off right now. Come back later.";
  expect((await ada.get("/")).text).toContain(usual);
  await change("disabled_message", { value: "The <painter> is on holiday." });
  const { text } = await ada.get("/");
  expect([text.includes("The &lt;painter&gt; is on holiday."), text.includes(usual)]).toEqual([
    true,
    false,
  ]);
  const started = await ada.post("/?index", { ...studioFields("a quiet harbour") });
  expect(started.status).toBe(403);
  await change("disabled_message", { value: "" });
  await change("disabled_kinds", { image: "on" });
  const [row] = await sql`select disabled_kinds, disabled_message from app_settings`;
  expect(row).toEqual({ disabled_kinds: [], disabled_message: null });
});

test("during maintenance everybody reads the message and loses no form; admins see the site, and it ends", async () => {
  const [grace, ada] = [await enterAdmin(site), await site.signUp()];
  const form = formIn((await grace.get("/admin-control")).text, "change-maintenance");
  const empty = await grace.post("/admin-control", {
    ...form,
    isOn: "on",
    value: "",
    reason: "New disks",
  });
  expect([empty.status, empty.text.includes("Say what people should read")]).toEqual([400, true]);
  const words = "New disks. Back at <noon>.";
  await grace.post("/admin-control", { ...form, isOn: "on", value: words, reason: "New disks" });
  const page = await ada.get("/gallery");
  expect([page.status, page.headers.get("retry-after")]).toEqual([503, "120"]);
  expect(page.text).toContain("New disks. Back at &lt;noon&gt;.");
  const sent = await ada.post("/?index", { prompt: "a quiet harbour", model: "painter" });
  expect(sent.status).toBe(503);
  expect(sent.text).toContain('name="prompt" value="a quiet harbour"');
  expect((await grace.get("/")).status).toBe(200);
  expect((await site.nobody.get("/healthz")).status).toBe(200);
  const on = formIn((await grace.get("/admin-control")).text, "change-maintenance");
  const { isOn: _on, ...off } = on;
  await grace.post("/admin-control", { ...off, reason: "All done" });
  expect((await ada.get("/gallery")).status).toBe(200);
});

test("what was switched in another process counts here too, and is not remembered for long", async () => {
  const ada = await site.signUp();
  expect((await ada.get("/gallery")).status).toBe(200);
  // As another process does it: this one is not told.
  await sql`update app_settings set maintenance = 'New disks'`;
  const page = async () => (await ada.get("/gallery")).status;
  await expect.poll(page).toBe(503);
  await sql`update app_settings set maintenance = null`;
  await expect.poll(page).toBe(200);
});

/** What `/metrics` says, read by somebody else's parser: the value of each series. */
async function scrape(): Promise<Map<string, number>> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  const answer = await fetch(`${origin}/metrics`, { headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  // That parser knows histograms without labels alone: here each of their series is one of its own.
  const text = (await answer.text()).replaceAll(/^(# TYPE \S+) histogram$/gm, "$1 untyped");
  const families = parsePrometheusTextFormat(text);
  return new Map(
    families.flatMap(({ name, type, metrics }) =>
      metrics.map(({ labels = {}, value }): [string, number] => {
        const told = Object.entries(labels).map(([label, text]) => `${label}=${text}`);
        const series = [name, ...told].join(" ");
        expect(type).toMatch(/^(COUNTER|GAUGE|UNTYPED)$/);
        return [series, Number(value)];
      }),
    ),
  );
}

test("metrics are for whoever shows the token, and name patterns, never addresses or people", async () => {
  for (const authorization of ["", "Bearer wrong", `Basic ${metricsToken}`])
    expect((await fetch(`${origin}/metrics`, { headers: { authorization } })).status).toBe(401);
  const before = await scrape();
  await site.nobody.get("/about-models?canary=1");
  await site.nobody.get("/about-models.data");
  await site.nobody.get(`/s/${"canary".repeat(4)}`);
  await site.nobody.get(`/image/${randomUUID()}`);
  for (let n = 0; n < 5; n += 1) await site.nobody.get(`/nothing-here/canary-${n}`);
  const wanted = {
    "easel_http_requests_total method=GET route=/about-models status=200": 2,
    "easel_http_request_duration_seconds_count route=/about-models": 2,
    "easel_http_requests_total method=GET route=other status=404": 5,
    "easel_http_requests_total method=GET route=/s/:token status=404": 1,
  };
  const grown = async () => {
    const after = await scrape();
    const change = (series: string) => (after.get(series) ?? 0) - (before.get(series) ?? 0);
    return Object.fromEntries(Object.keys(wanted).map((series) => [series, change(series)]));
  };
  await expect.poll(grown).toEqual(wanted);
  const all = await scrape();
  expect([...all.keys()].join()).not.toMatch(/canary|@example/);
  expect(all.get("easel_database_up")).toBe(1);
});
