import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { signedInAs } from "../../signed-in-as.ts";
import type { Visitor } from "../faults/site";
import { openZip } from "../media/open-zip";
import { readSecrets } from "~/.server/embedded/secrets";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();

/** Asks for a zip as the gallery's form does: one field for each box that is ticked. */
function askForZip({ cookie }: Pick<Visitor, "cookie">, ids: string[], signal?: AbortSignal) {
  const body = new URLSearchParams(signedInAs(cookie));
  for (const id of ids) body.append("mediaId", id);
  const { origin } = site;
  return fetch(`${origin}/gallery/zip`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { cookie, origin, accept: "text/html" },
    ...(signal && { signal }),
  });
}

const ada = await site.signUp();
let pictures: Promise<string[]> | null = null;
const adasPictures = () => (pictures ??= makePictures(site, ada, 2));

test("a form with ticked boxes is answered with a zip of the very files that are served", async () => {
  const ids = await adasPictures();
  const answer = await askForZip(ada, ids);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/zip",
    "content-disposition": expect.stringMatching(
      /^attachment; filename="easel-\d{4}-\d\d-\d\d\.zip"$/,
    ),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  const files = await openZip(await answer.bytes());
  expect(files.map(({ name }) => name)).toEqual([
    `0001-a-lighthouse-by-the-sea-at-dusk-${ids[0]?.slice(-6)}.png`,
    `0002-a-lighthouse-by-the-sea-at-dusk-${ids[1]?.slice(-6)}.png`,
    "prompts.json",
  ]);
  for (const [at, id] of ids.entries()) {
    const served = await fetch(`${site.origin}/media/${id}/original`, {
      headers: { cookie: ada.cookie },
    });
    expect(files[at]?.bytes.equals(Buffer.from(await served.bytes()))).toBe(true);
  }
});

test("one field with commas does the same", async () => {
  const ids = await adasPictures();
  const answer = await ada.post("/gallery/zip", { mediaIds: ids.join(",") });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
});

test("nobody gets another person's files, and learns nothing of them", async () => {
  const ids = await adasPictures();
  const zoe = await site.signUp();
  const foreign = await zoe.post("/gallery/zip", { mediaIds: ids.join(",") });
  const unknown = await zoe.post("/gallery/zip", { mediaIds: randomUUID() });
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  const visitor = await site.nobody.post("/gallery/zip", { mediaIds: ids.join(",") });
  expect([visitor.status, visitor.headers.get("location")]).toEqual([
    302,
    "/login?next=%2Fgallery",
  ]);
  const otherTab = await zoe.post("/gallery/zip", {
    mediaIds: ids.join(","),
    account: ada.userId,
  });
  expect(otherTab.status).toBe(409);
});

test("the address alone gives nothing, and bad ids are refused", async () => {
  const ids = await adasPictures();
  expect((await ada.get("/gallery/zip")).status).toBe(405);
  for (const mediaIds of ["1", "../../secrets.json", `${ids[0]}'--`])
    expect((await ada.post("/gallery/zip", { mediaIds })).status).toBe(400);
});

test("readers who leave give their turn to others", async () => {
  const ids = await adasPictures();
  for (let round = 0; round < 5; round += 1) {
    const leaving = new AbortController();
    const answer = await askForZip(ada, ids, leaving.signal);
    expect(answer.status).toBe(200);
    leaving.abort();
  }
  await expect.poll(async () => (await askForZip(ada, ids)).status).toBe(200);
});

/** Gives a zip as a browser without JavaScript does. */
async function giveZip(
  { cookie }: Pick<Visitor, "cookie">,
  zip: Uint8Array<ArrayBuffer>,
  account = signedInAs(cookie).account,
) {
  const body = new FormData();
  body.append("account", account);
  body.append("zip", new Blob([zip], { type: "application/zip" }), "easel.zip");
  const headers = { cookie, origin: site.origin, accept: "text/html" };
  const url = `${site.origin}/account/import`;
  const answer = await fetch(url, { method: "POST", body, redirect: "manual", headers });
  return { status: answer.status, text: (await answer.text()).replaceAll("&#x27;", "'") };
}

test("everything goes out by one form and comes into another account by another, and no credit with it", async () => {
  await adasPictures();
  expect((await ada.get("/account/export")).status).toBe(405);
  const { origin } = site;
  const body = new URLSearchParams(signedInAs(ada.cookie));
  const headers = { cookie: ada.cookie, origin, accept: "text/html" };
  const answer = await fetch(`${origin}/account/export`, { method: "POST", body, headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  const zip = await answer.bytes();

  const zoe = await site.signUp();
  const credits = await zoe.credits();
  expect((await site.nobody.get("/account/import")).status).toBe(302);
  expect((await giveZip({ cookie: "" }, zip)).status).toBe(302);
  const broken = await giveZip(zoe, new TextEncoder().encode("no zip"));
  expect([broken.status, broken.text.includes("We can't open this zip")]).toEqual([400, true]);
  expect((await giveZip(zoe, zip, signedInAs(ada.cookie).account)).status).toBe(409);
  expect(await site.sql`select id from imports where user_id = ${zoe.userId}`).toEqual([]);

  const lost = randomUUID();
  await site.sql`insert into imports (id, user_id) values (${lost}, ${zoe.userId})`;
  await site.sql`insert into private.import_jobs (import_id, store, path) values (${lost}, 'local', ${`imports/${zoe.userId}/${lost}.zip`})`;
  const coming = await zoe.get("/account/import");
  expect(coming.text).toContain("Your zip hasn&#x27;t arrived yet");
  expect(coming.text).toContain('name="zip"');
  expect(coming.text).not.toContain('http-equiv="refresh"');
  expect(coming.text).not.toContain("You can leave this page");

  expect((await giveZip(zoe, zip)).status).toBe(303);
  const waiting = await zoe.get("/account/import");
  expect(waiting.text).toContain("Your import starts in a moment");
  expect(waiting.text).toContain('http-equiv="refresh"');
  expect((await giveZip(zoe, zip)).status).toBe(409);
  const { cronSecret = "" } = (await readSecrets(site.dataDir)) ?? {};
  const work = { headers: { authorization: `Bearer ${cronSecret}` } };
  await (await fetch(`${origin}/cron/work`, work)).text();
  const done = (await zoe.get("/account/import")).text.replaceAll("<!-- -->", "");
  expect(done).toContain("Your import is done");
  expect(done).toContain("2 pictures and videos");
  expect((await zoe.get("/gallery")).text).toContain("a lighthouse by the sea at dusk");
  expect((await zoe.get("/account/old-receipts")).text).toContain(
    "a lighthouse by the sea at dusk",
  );
  expect((await zoe.get("/account/old-receipts?list=ledger")).text).toContain("Welcome credits");
  expect(await zoe.credits()).toBe(credits);
});

/** Begins to give a zip, of which no more comes. */
function beginZip({ cookie }: Pick<Visitor, "cookie">): Socket {
  const { port, host } = new URL(site.origin);
  const part = (name: string) => `--b\r\ncontent-disposition: form-data; name="${name}"`;
  const { account } = signedInAs(cookie);
  const body = `${part("account")}\r\n\r\n${account}\r\n${part("zip")}; filename="a.zip"\r\n\r\nPK`;
  const socket = connect(Number(port), "127.0.0.1");
  const type = "multipart/form-data; boundary=b";
  const headers = `host: ${host}\r\norigin: ${site.origin}\r\ncookie: ${cookie}\r\ncontent-type: ${type}`;
  socket.write(
    `POST /account/import HTTP/1.1\r\n${headers}\r\ncontent-length: 9000000\r\n\r\n${body}`,
  );
  return socket;
}

test("four whose zips come slowly keep nobody from giving a fifth", async () => {
  const people: Visitor[] = [];
  for (let at = 0; at < 5; at += 1) people.push(await site.signUp());
  const [fifth, ...slow] = people;
  const sockets = slow.map(beginZip);
  const coming = async () =>
    (
      await site.sql`select from imports where state = 'coming' and user_id = any (${slow.map(({ userId }) => userId)})`
    ).length;
  await expect.poll(coming).toBe(4);
  const answer = await giveZip(fifth ?? ada, new TextEncoder().encode("no zip"));
  expect([answer.status, answer.text.includes("We can't open this zip")]).toEqual([400, true]);
  for (const socket of sockets) socket.destroy();
  await expect.poll(coming).toBe(0);
});
