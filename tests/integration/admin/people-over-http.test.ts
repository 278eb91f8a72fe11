import { expect, onTestFinished, test } from "vitest";
import { startSite } from "../faults/site";
import { startWorker } from "../../e2e/server";
import { readSecrets } from "../../../app/.server/embedded/secrets.ts";
import { violationsIn } from "../sql/violations";
import { enterAdmin } from "./admin-site";

const site = await startSite({
  env: { WORKER: "off", CLEANUP_TIMER: "off", ADMIN_MAX_CREDITS: "2000000" },
});
const { sql } = site;
const grace = await enterAdmin(site);
const ada = await site.signUp();
const adasPage = `/admin/users/${ada.userId}`;

const key = () => crypto.randomUUID();
const lines = () => sql`select from admin_audit_log`;

test.each([
  ["credits that are not whole", { credits: "1.5" }, 400, "Enter a whole number of credits"],
  ["no credits", { credits: "0" }, 400, "Enter a whole number of credits"],
  ["credits below nothing", { credits: "-5" }, 400, "Enter a whole number of credits"],
  ["credits over all caps", { credits: "1000001" }, 400, "Enter a whole number of credits"],
  ["more than the balance", { direction: "take", credits: "10,001" }, 409, "The balance is 10,000"],
  ["no reason", { reason: " " }, 400, "Say why, in a few words."],
  ["a large sum at once", { credits: "100001" }, 409, "This moves 100,001 credits in all."],
])(
  "%s: a plain sentence, nothing changed, typed values kept",
  async (_what, typed, status, words) => {
    const before = [await ada.credits(), (await lines()).length];
    const form = { direction: "give", credits: "5", reason: "A prize", ...typed };
    const answer = await grace.post(adasPage, { intent: "adjust", key: key(), ...form });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain(`value="${form.credits}"`);
    expect([await ada.credits(), (await lines()).length]).toEqual(before);
  },
);

test("a form that is sent twice moves credits once", async () => {
  const form = {
    intent: "adjust",
    key: key(),
    direction: "give",
    credits: "70",
    reason: "A prize",
  };
  const before = await ada.credits();
  const answers = await Promise.all([1, 2, 3].map(() => grace.post(adasPage, form)));
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await ada.credits()).toBe(before + 70);
});

test("what people typed is shown to admins as words, never as markup", async () => {
  const markup = `<script>alert("x")</script>`;
  await sql`update users set name = ${markup} where id = ${ada.userId}`;
  for (const path of ["/admin/users?q=%3Cscript", adasPage]) {
    const { text } = await grace.get(path);
    expect(text).not.toContain("<script");
    expect(text).toContain("&lt;script&gt;alert(&quot;x&quot;)");
  }
});

test("a code is tried so often and no more, and stays typed", async () => {
  const tries = [];
  for (let n = 0; n < 21; n += 1)
    tries.push(await ada.post("/account/credits", { code: "00000-00000-00000-0000O" }));
  expect(tries.map(({ status }) => status)).toEqual([...Array<number>(20).fill(409), 429]);
  expect(tries[0]?.text).toContain("There&#x27;s no such code.");
  expect(tries.at(-1)?.text).toContain('value="00000-00000-00000-0000O"');
});

test("without a token of the monitor there is no /metrics", async () => {
  for (const authorization of ["", "Bearer", "Bearer null", "Bearer undefined"])
    expect((await fetch(`${site.origin}/metrics`, { headers: { authorization } })).status).toBe(
      404,
    );
});

test("an admin reads how many credits may be moved by hand, and what says so", async () => {
  for (const path of ["/admin-control", "/admin/codes", adasPage]) {
    const { text } = await grace.get(path);
    for (const [credits, name] of [
      ["2,000,000", "ADMIN_MAX_CREDITS"],
      ["10,000,000", "ADMIN_MAX_CREDITS_A_DAY"],
      ["100,000", "ADMIN_CONFIRM_CREDITS"],
    ])
      expect(text).toMatch(new RegExp(`${credits} credits[^.]*\\(${name}\\)`));
  }
});

test("a scheduler's call gives the monthly credits that are due", async () => {
  await sql`update users set created_at = now() - interval '1 year'`;
  const rule = { mode: "add", credits: "40", day: "1", thisMonth: "on", reason: "Term begins" };
  const saved = await grace.post("/admin/allowances", { intent: "allowance", ...rule });
  expect(saved.headers.get("location")).toBe("/admin/allowances?done=allowance");
  const before = await ada.credits();
  const { cronSecret = "" } = (await readSecrets(site.dataDir)) ?? {};
  const headers = { authorization: `Bearer ${cronSecret}` };
  const call = await fetch(`${site.origin}/cron/cleanup`, { headers });
  expect(await call.json()).toMatchObject({ allowances: 1, more: false });
  expect(await ada.credits()).toBe(before + 40);
  expect((await ada.get("/account/credits")).text).toContain("You get 40 credits every month.");
});

test("a process that is killed while it gives monthly credits loses nobody's and gives nobody's twice", async () => {
  for (let n = 0; n < 5; n += 1) await site.signUp();
  await sql`update users set created_at = now() - interval '1 year'`;
  const rule = { mode: "add", credits: "40", day: "1", reason: "Term begins" };
  await grace.post("/admin/allowances", { intent: "allowance", ...rule });
  await sql`update private.allowances set next_at = date_trunc('month', now()) - interval '1 month'`;
  const people = await sql<{ id: string }[]>`select id from users order by id`;
  const month = `to_char(now() - interval '1 month', 'YYYY-MM')`;
  const given = () => sql<{ entries: number; credits: number }[]>`
    select count(*)::int as entries, sum(delta)::int as credits from credit_ledger
    where idempotency_key = 'allowance:' || ${sql.unsafe(month)} group by user_id`;
  const env = { CLEANUP_TIMER: "on" };
  await sql.begin(async (tx) => {
    // Whoever is just being changed is waited for: there it dies, in the middle of a transaction.
    await tx`select from users where id = ${people[3]?.id ?? ""} for update`;
    const first = await startWorker(site.dataDir, env);
    onTestFinished(() => first.signal("SIGKILL"));
    await expect.poll(async () => (await given()).length).toBe(3);
    await expect
      .poll(async () => (await sql`select from pg_locks where not granted`).length)
      .toBeGreaterThan(0);
    first.signal("SIGKILL");
    await first.ended;
  });
  const second = await startWorker(site.dataDir, env);
  onTestFinished(() => second.signal("SIGKILL"));
  await expect
    .poll(async () => (await sql`select from private.allowances where next_at <= now()`).length)
    .toBe(0);
  expect(await given()).toEqual(people.map(() => ({ entries: 1, credits: 40 })));
  const [run] = await sql`
    select people::int, credits::int, finished_at is not null as done from private.allowance_runs
    where to_char(month, 'YYYY-MM') = ${sql.unsafe(month)}`;
  expect(run).toEqual({ people: people.length, credits: people.length * 40, done: true });
  // The days on which people joined are made up.
  const violations = await violationsIn(sql, 1000);
  expect(violations.filter(({ rule }) => rule !== "D1")).toEqual([]);
  second.signal("SIGTERM");
  expect(await second.ended).toBe(0);
});
