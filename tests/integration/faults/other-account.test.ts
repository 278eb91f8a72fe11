import { expect, test } from "vitest";
import { keptFields, startSite, studioFields } from "./site";

const site = await startSite({ env: { WORKER: "off" } });
const { sql } = site;

/** A page of Ada's, and the same browser with Zoe signed in by now. */
async function twoTabs() {
  const [ada, zoe] = [await site.signUp(), await site.signUp()];
  const [row] = await sql<{ email: string }[]>`
    select email from auth.users where id = ${zoe.userId}`;
  return { ada, zoe, email: row?.email ?? "" };
}

const charges = async (userId: string) =>
  (await sql`select from credit_ledger where user_id = ${userId} and reason = 'charge'`).length;

test.each([
  ["of another account", (adasId: string) => adasId],
  ["of a visitor", () => ""],
])(
  "the studio's form %s charges nobody, says who is signed in, and keeps its words",
  async (_whose, mark) => {
    const { ada, zoe, email } = await twoTabs();
    const fields = { ...studioFields("a heron & a crane"), account: mark(ada.userId) };
    const refused = await zoe.post("/?index", fields);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(`You&#x27;re signed in as ${email} now`);
    expect(refused.text).toMatch(/<textarea[^>]* name="prompt"[^>]*>a heron &amp; a crane</);
    expect([await charges(zoe.userId), await charges(ada.userId)]).toEqual([0, 0]);
    expect(await zoe.credits()).toBe(10_000);
    const named = /name="account" value="([^"]+)"/.exec(refused.text)?.[1];
    expect(named).toBe(zoe.userId);
    expect((await zoe.post("/?index", { ...fields, account: named ?? "" })).status).toBe(302);
    expect(await charges(zoe.userId)).toBe(1);
  },
);

test("a form that names no account is refused while somebody is signed in", async () => {
  const { zoe } = await twoTabs();
  const body = new URLSearchParams(studioFields());
  const { origin } = site;
  const answer = await fetch(`${origin}/?index`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin, cookie: zoe.cookie },
  });
  expect(answer.status).toBe(409);
  expect(await charges(zoe.userId)).toBe(0);
});

test("a form for canceling, saving, another password or signing out does nothing for another account", async () => {
  const { ada, zoe, email } = await twoTabs();
  const started = await zoe.post("/?index", studioFields());
  const path = started.headers.get("location") ?? "";
  const generationId = path.split("/").at(-1) ?? "";
  const forms: [string, Record<string, string>][] = [
    [path, { intent: "cancel" }],
    [`/image/${generationId}`, { intent: "save" }],
    ["/gallery", { intent: "save", mediaId: generationId }],
    ["/reset-password", { password: "a brand new lantern", next: "/account" }],
    ["/logout", {}],
  ];
  for (const [address, fields] of forms) {
    const refused = await zoe.post(address, { ...fields, account: ada.userId });
    expect([address, refused.status]).toEqual([address, 409]);
    expect(refused.text).toContain(`You&#x27;re signed in as ${email} now`);
    expect(refused.text).not.toContain("a brand new lantern");
    const kept = { ...keptFields(refused.text) };
    expect(kept["account"]).toBe(zoe.userId);
  }
  const [generation] = await sql<{ status: string }[]>`
    select status from generations where id = ${generationId}`;
  expect(generation?.status).toBe("queued");
  expect((await zoe.get("/account")).status).toBe(200);
  expect((await zoe.post("/logout", {})).status).toBe(302);
  expect((await zoe.get("/account")).status).toBe(302);
});

test("whoever signs in next does not see the words that another account kept", async () => {
  const { ada, zoe } = await twoTabs();
  const kept = await ada.post("/?index", { ...studioFields("my secret"), intent: "model:painter" });
  expect(kept.status).toBe(303);
  const address = kept.headers.get("location") ?? "";
  expect(address).not.toContain("secret");
  expect((await ada.get(address)).text).toContain("my secret");
  expect((await zoe.get(address)).text).not.toContain("my secret");
});
