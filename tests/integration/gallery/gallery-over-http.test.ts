import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PlainBrowser } from "../faults/plain-browser";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const { sql, origin } = site;

/** Somebody with one picture. */
async function enter() {
  const browser = new PlainBrowser(origin);
  const email = `${randomUUID()}@example.org`;
  await browser.submit("/signup", { name: "Ada", email, password: randomUUID(), next: "/" });
  const [user] = await sql<{ id: string }[]>`select id from auth.users where email = ${email}`;
  const userId = user?.id ?? "";
  const sender = { post: (path: string, fields: object) => browser.send(path, { ...fields }) };
  const [mediaId = ""] = await makePictures(site, sender, 1, "a lake at night");
  return { browser, userId, mediaId };
}

async function read(browser: PlainBrowser, path: string) {
  const response = await browser.send(path);
  const html = await response.text();
  const words = html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, " ").replaceAll(/<[^>]+>/g, "");
  return { status: response.status, html, words: words.replaceAll("&#x27;", "'"), response };
}

/** Further rows for somebody's file, a minute apart and older. */
const repeat = (userId: string, times: number) => sql`
  insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
    thumbhash, store, path, thumb_path, created_at, expires_at)
  select gen_random_uuid(), kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
    thumbhash, store, path, thumb_path, created_at - n * interval '1 minute', expires_at
  from media, generate_series(1, ${times}) n where user_id = ${userId}`;

test("filters by a plain form, says which are on, and takes each off by a link", async () => {
  const { browser } = await enter();
  const sent = await read(browser, "/gallery?q=&kind=image&model=&shape=&from=&to=");
  expect(sent.status).toBe(302);
  expect(sent.response.headers.get("location")).toBe("/gallery?kind=image");
  const { html } = await read(browser, "/gallery?kind=image&starred=1&q=lake");
  expect(html).toContain("Nothing matches");
  expect(html).toContain('href="/gallery?q=lake&amp;starred=1"');
  expect(html).toContain('href="/gallery?q=lake&amp;kind=image"');
  expect(html).toMatch(/href="\/gallery\?q=lake"[^>]*>Clear all/);
  expect(html).toMatch(/<option value="image" selected="">Pictures/);
});

test.each([
  ["kind=song", "We couldn't make sense of part of this address (kind)"],
  ["size=huge&sort=best", "(sort, size)"],
  ["page=99", "That page isn't there. This is the nearest one."],
  ["from=2027-01-01&to=2020-01-01", "so we swapped them"],
  [`board=${randomUUID()}`, "That board isn't there anymore"],
  [`locate=${randomUUID()}`, "(locate)"],
  ["q=laek", "Showing results close to “laek”"],
])("shows the nearest view and says so: %s", async (query, sentence) => {
  const { browser, mediaId } = await enter();
  const { status, html, words } = await read(browser, `/gallery?${query}`);
  expect(status).toBe(200);
  expect(words).toContain(sentence);
  expect(html).toContain(`/image/${mediaId}`);
});

test("remembers the size of the tiles", async () => {
  const { browser } = await enter();
  const isLarge = async (path: string) =>
    /aria-current="page"[^>]*href="\/gallery\?size=large"|href="\/gallery\?size=large"[^>]*aria-current="page"/.test(
      (await read(browser, path)).html,
    );
  expect(await isLarge("/gallery")).toBe(false);
  await read(browser, "/gallery?size=large");
  expect(await isLarge("/gallery")).toBe(true);
  await read(browser, "/gallery?size=medium");
  expect(await isLarge("/gallery")).toBe(false);
});

test("keeps a search under a name, renames and forgets it, and gives a refused name back", async () => {
  const { browser, userId } = await enter();
  const stranger = await enter();
  const kept = () => sql<{ name: string; query: string }[]>`
    select name, query from saved_searches where user_id = ${userId}`;
  const here = "/gallery?q=lake&kind=image";
  const searchId = randomUUID();
  const form = { intent: "save-search", searchId, query: "q=lake&kind=image&page=3&nonsense=1" };
  for (const name of ["", "   ", "x".repeat(10_000)]) {
    const refused = await browser.send(here, { ...form, name });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toMatch(/Give the search a name|Keep the name to 80 characters/);
    expect(html).toContain(name.trim());
  }
  expect(await kept()).toEqual([]);
  await browser.submit(here, { ...form, name: " Lakes\n& more " });
  await browser.submit(here, { ...form, name: "Lakes again" });
  expect(await kept()).toEqual([{ name: "Lakes & more", query: "view=recent&q=lake&kind=image" }]);
  const { html } = await read(browser, "/gallery");
  expect(html).toContain('href="/gallery?view=recent&amp;q=lake&amp;kind=image"');
  const change = (who: PlainBrowser, intent: string) =>
    who.send("/gallery", { intent, searchId, name: "湖" });
  expect((await change(stranger.browser, "delete-search")).status).toBe(404);
  expect((await change(stranger.browser, "rename-search")).status).toBe(404);
  await change(browser, "rename-search");
  expect((await kept())[0]?.name).toBe("湖");
  await change(browser, "delete-search");
  expect(await kept()).toEqual([]);
});

test("goes on by key beyond the numbered pages, opens at a month, and puts more on one page", async () => {
  const { browser, userId, mediaId } = await enter();
  await repeat(userId, 1100);
  const first = await read(browser, "/gallery");
  expect(first.words).toContain("more than 1,000 pictures");
  const tiles = (html: string) => html.match(/<a [^>]*id="[\da-f-]{36}"/g)?.length ?? 0;
  expect(tiles(first.html)).toBe(24);
  const more = /href="(\/gallery\?more=1#[\da-f-]+)"/.exec(first.html)?.[1] ?? "";
  expect(tiles((await read(browser, more)).html)).toBe(48);
  const last = await read(browser, "/gallery?page=41");
  const older = /href="(\/gallery\?after=[^"]+)"[^>]*>Older/.exec(last.html)?.[1] ?? "";
  const beyond = await read(browser, older);
  expect(tiles(beyond.html)).toBe(24);
  const newer = /href="(\/gallery\?before=[^"]+)"/.exec(beyond.html)?.[1] ?? "";
  expect(tiles((await read(browser, newer)).html)).toBe(24);
  const month = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 7);
  const end = await read(browser, `/gallery?month=${month}`);
  expect(end.words).toContain("That page isn't there. This is the nearest one.");
  expect(tiles(end.html)).toBe(24);

  const place = await read(browser, `/gallery?locate=${mediaId}`);
  expect(place.response.headers.get("location")).toBe(`/gallery#${mediaId}`);
  const [deep] = await sql<{ id: string }[]>`
    select id from media where user_id = ${userId} order by created_at, id limit 1`;
  const far = await read(browser, `/gallery?locate=${deep?.id}`);
  const [path = "", hash] = (far.response.headers.get("location") ?? "").split("#");
  expect(hash).toBe(deep?.id);
  expect((await read(browser, path)).html).toContain(`id="${deep?.id}"`);
});

test("a file that the store has lost says so on its tile; everything else works", async () => {
  const { browser, mediaId } = await enter();
  const media = join(site.dataDir, "media");
  for (const path of await readdir(media, { recursive: true }))
    if (path.includes(mediaId)) await rm(join(media, path), { recursive: true, force: true });
  const asImage = async (who: PlainBrowser, variant: string) => {
    const cookie = Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, accept: "image/avif,image/webp,*/*;q=0.8" };
    return await fetch(`${origin}/media/${mediaId}/${variant}`, { headers });
  };
  const thumb = await asImage(browser, "thumb");
  expect(thumb.status).toBe(404);
  expect(thumb.headers.get("content-type")).toContain("image/svg+xml");
  expect(await thumb.text()).toContain("This file is missing");
  const theirs = await asImage((await enter()).browser, "thumb");
  expect([theirs.status, theirs.headers.get("content-type")]).toEqual([
    404,
    "text/html; charset=utf-8",
  ]);
  expect((await read(browser, "/gallery")).html).toContain(`/image/${mediaId}`);
});
