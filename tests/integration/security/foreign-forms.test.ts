import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { signedInAs } from "../../signed-in-as";
import { enterAdmin } from "../admin/admin-site";
import { studioFields, type Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";
import { addressOf, routePaths, routes } from "./every-route";

const site = await startSiteWithoutPainter({ env: { CLEANUP_TIMER: "off" } });
const { sql, origin } = site;
const { host, hostname, port } = new URL(origin);

/** What other sites' forms come with, and what comes with none. */
const foreign: Readonly<Record<string, Record<string, string>>> = {
  "no Origin": {},
  "an Origin of null": { origin: "null" },
  "a foreign Origin": { origin: "https://evil.test" },
  "an Origin that begins like ours": { origin: `http://${hostname}.evil.test:${port}` },
  "an Origin that ends like ours": { origin: `http://evil-${host}` },
  "an Origin with ours as its user": { origin: `http://${host}@evil.test` },
  "our host over https": { origin: `https://${host}` },
  "a sibling port": { origin: `http://${hostname}:${Number(port) + 1}` },
  "a sibling site that says so": { origin, "sec-fetch-site": "same-site" },
  "another site that says so": { origin, "sec-fetch-site": "cross-site" },
};

/** Machines call these with a secret of their own, and no Origin. */
const exempt = ["/cron/cleanup", "/cron/work", "/cron/models"];

let ada: Visitor;
/** Ada's and an admin's in one: whatever either may do would be done. */
let cookie: string;
let values: Record<string, string>;

const newPerson = () => ({ email: `${randomUUID()}@example.org`, password: `lantern ${port} x` });

/** For every route what its form may ask for, so that one that gets through does something. */
const fieldsFor = (path: string): Record<string, string>[] => [
  ...["/", "/edit", "/video"].filter((each) => each === path).map(() => studioFields()),
  ...["save", "trash", "share", "delete", "add", "star", "change", "sign-in"].map((intent) => ({
    ...{
      intent,
      name: "Mallory",
      mediaIds: values["mediaId"] ?? "",
      boardId: values["boardId"] ?? "",
    },
    ...{
      until: "always",
      tags: "hers",
      theme: "dark",
      deviceId: "all",
      code: "00000-00000-00000-00000",
    },
    ...{ reason: "other", reportId: randomUUID(), words: "Mine", next: "/", currentPassword: "x" },
    ...newPerson(),
  })),
];

async function send(address: string, fields: Record<string, string>, headers: HeadersInit) {
  const { status } = await fetch(origin + address, {
    method: "POST",
    body: new URLSearchParams({ ...signedInAs(cookie), ...fields }),
    redirect: "manual",
    headers: { cookie, accept: "text/html", ...headers },
  });
  return status;
}

/** A mark of all that the database holds, table by table. */
async function everything(): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'private', 'auth', 'pgmq') order by 1`;
  const marks = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as mark from ${name} t`,
  );
  const rows = await sql.unsafe<{ name: string; mark: string }[]>(marks.join(" union all "));
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}

test("Ada has something of each sort, and is an admin besides", async () => {
  ada = await site.signUp();
  const [mediaId = ""] = await makePictures(site, ada, 1);
  const boardId = randomUUID();
  await ada.post("/boards", { intent: "make", boardId, name: "Hers" });
  await ada.post(`/boards/${boardId}/share`, { intent: "share", until: "always" });
  const { text } = await ada.get(`/boards/${boardId}/share`);
  const [, token = ""] = /\/s\/([\w-]{22})/.exec(text) ?? [];
  const started = await ada.post("/?index", studioFields());
  const generationId = started.headers.get("location")?.split("/").at(-1) ?? "";
  values = { mediaId, boardId, token, generationId, userId: ada.userId };
  expect(Object.values(values)).not.toContain("");
  cookie = `${ada.cookie}; ${(await enterAdmin(site)).cookie}`;
  expect(routePaths.length).toBeGreaterThan(50);
});

test("no route takes a form from elsewhere, neither as a page nor as its data, and nothing is changed", async () => {
  const before = await everything();
  const taken: string[] = [];
  for (const path of routePaths) {
    const address = addressOf(path, values);
    const twins = [
      address === "/" ? "/?index" : address,
      `${address === "/" ? "/_" : address}.data`,
    ];
    const [fields = {}] = fieldsFor(path);
    for (const at of twins)
      for (const [what, headers] of Object.entries(foreign)) {
        const status = await send(at, fields, headers);
        const wanted = exempt.includes(at) ? 401 : 403;
        if (status !== wanted) taken.push(`${at} with ${what}: ${status}`);
      }
  }
  expect(taken).toEqual([]);
  expect(await everything()).toEqual(before);
});

test("each form from elsewhere is a warning in the log", () => {
  const warnings = site.output().match(/refused a foreign form/g) ?? [];
  expect(warnings.length).toBeGreaterThan(routePaths.length);
});

test("reading changes nothing on any route, and lets no other site read along", async () => {
  const before = await everything();
  const headers = { cookie, accept: "text/html", origin: "https://evil.test" };
  const shared: string[] = [];
  // The stream has no end.
  for (const path of routePaths.filter((each) => each !== "/events")) {
    const address = addressOf(path, values);
    const answer = await fetch(origin + address, { headers, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.headers.has("access-control-allow-origin")) shared.push(address);
  }
  expect(shared).toEqual([]);
  const after: Partial<Record<string, string>> = await everything();
  // That an admin was there, and how often a table was downloaded.
  delete after["private.admin_sessions"];
  delete after["private.rate_limits"];
  expect(before).toMatchObject(after);
});

test("no address and no form leads to another site, whatever way back it names", async () => {
  const elsewhere = [
    "//evil.test",
    "/\\evil.test",
    "https://evil.test/",
    "/\t/evil.test",
    "javascript:1",
  ];
  const led: string[] = [];
  const look = async (address: string, init: RequestInit) => {
    const { status, headers } = await fetch(origin + address, { redirect: "manual", ...init });
    const to = new URL(headers.get("location") ?? "/", origin + address);
    if (to.origin !== origin) led.push(`${init.method} ${address}: ${to}`);
    return status;
  };
  for (const path of routePaths.filter((each) => each !== "/events"))
    for (const next of elsewhere.slice(0, 2)) {
      const query = new URLSearchParams({ next, from: next, url: next });
      await look(`${addressOf(path, values)}?${query}`, { method: "GET", headers: { cookie } });
    }
  const person = newPerson();
  const statuses: number[] = [];
  for (const { path, file } of routes) {
    const source = await readFile(`app/${file}`, "utf8");
    if (!/safeNext|nextOf/.test(source)) continue;
    for (const next of elsewhere) {
      const fields = { ...person, name: "Zoe", theme: "dark", intent: "sign-in", next };
      const body = new URLSearchParams(fields);
      statuses.push(await look(addressOf(path), { method: "POST", headers: { origin }, body }));
    }
  }
  expect(led).toEqual([]);
  // Signing up, signing in and another look did lead somewhere.
  expect(statuses.filter((status) => status === 302).length).toBeGreaterThan(5);
});

test("the same forms from our own pages are taken, and change what they may", async () => {
  const before = await everything();
  const closed: string[] = [];
  const ends = ["/logout", "/admin-control/sign-out"];
  const open = routePaths.filter((path) => !exempt.includes(path) && !ends.includes(path));
  for (const path of [...open, ...ends])
    for (const fields of fieldsFor(path).slice(0, 2)) {
      const status = await send(addressOf(path, values), fields, { origin });
      if (status === 403 || status >= 500) closed.push(`${path} ${fields["intent"]}: ${status}`);
    }
  expect(closed).toEqual([]);
  const after = await everything();
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(changed).toEqual(
    expect.arrayContaining([
      "public.generations",
      "public.user_sessions",
      "private.admin_sessions",
    ]),
  );
});
