import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const { sql, dataDir, origin } = site;
const ada = await site.signUp();

let made: Promise<string[]> | null = null;
/** The newest first, as in the gallery. */
const pictures = () => (made ??= (async () => (await makePictures(site, ada, 3)).toReversed())());
const wordsIn = (html: string) =>
  html
    .replaceAll(/<(script|style)\b.*?<\/\1>/gs, " ")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&#x27;", "'");

test("a picture has an address full screen, with links to those around it and to its page, and no frame", async () => {
  const [newest = "", middle = "", oldest = ""] = await pictures();
  const list = "?view=recent&q=lighthouse";
  const { status, text } = await ada.get(`/image/${middle}/full${list}`);
  expect(status).toBe(200);
  const html = text.replaceAll("&amp;", "&");
  expect(html).toContain(`src="/media/${middle}/original"`);
  for (const link of [
    `/image/${newest}/full${list}`,
    `/image/${oldest}/full${list}`,
    `/image/${middle}${list}`,
    `/image/${middle}/full${list}&zoom=actual`,
  ])
    expect(html).toContain(`href="${link}"`);
  for (const rel of ["prev", "next"]) expect(html).toContain(`rel="${rel}"`);
  expect(html).not.toMatch(/<header|<footer/);
  expect((await ada.get(`/image/${newest}/full${list}`)).text).not.toContain('rel="prev"');
  const zoomed = (await ada.get(`/image/${middle}/full${list}&zoom=actual`)).text;
  expect(zoomed).toContain("actual size");
  expect(zoomed).not.toContain('rel="next"');
  expect((await ada.get(`/image/${middle}${list}`)).text).toContain(`/image/${middle}/full?view`);
});

test("a video's address full screen leads to a picture's, and one that is not one's own is not found", async () => {
  const [newest = ""] = await pictures();
  const moved = await ada.get(`/video/${newest}/full?view=saved`);
  expect([moved.status, moved.headers.get("location")]).toEqual([
    302,
    `/image/${newest}/full?view=saved`,
  ]);
  const bob = await site.signUp();
  for (const [visitor, id] of [
    [bob, newest],
    [ada, randomUUID()],
    [ada, "x"],
  ] as const) {
    const { status, text } = await visitor.get(`/image/${id}/full`);
    expect([id, status]).toEqual([id, 404]);
    expect(text).toContain("<header");
  }
  const { status, headers } = await site.nobody.get(`/image/${newest}/full`);
  expect([status, headers.get("location")]).toEqual([
    302,
    `/login?next=${encodeURIComponent(`/image/${newest}/full`)}`,
  ]);
});

test("Remix and Use all name a model that is gone, and open with the one that takes its place", async () => {
  const [newest = ""] = await pictures();
  const before = await ada.get(`/image/${newest}`);
  expect(wordsIn(before.text)).toContain("Remix makes a new picture from the same prompt.");
  await sql`update generations set model = 'brush-of-old' where user_id = ${ada.userId}`;
  const { text } = await ada.get(`/image/${newest}`);
  expect(wordsIn(text)).toContain(
    "brush-of-old isn't available anymore. Remix and Use all open with Painter instead.",
  );
  const links = Array.from(text.matchAll(/href="(\/\?from=[^"]+)"/g), ([, link = ""]) =>
    link.replaceAll("&amp;", "&"),
  );
  expect(links).toHaveLength(2);
  for (const link of links) {
    expect(link).toContain("&model=painter");
    expect((await ada.get(link)).text).toContain("a lighthouse by the sea at dusk");
  }
  await sql`update generations set model = 'painter' where user_id = ${ada.userId}`;
});

test("a picture whose file is missing in the store says so where it is shown, and the rest works", async () => {
  const [newest = "", middle = ""] = await pictures();
  const rows = await sql<{ path: string; thumb_path: string }[]>`
    select path, thumb_path from media where id = ${newest}`;
  for (const { path, thumb_path } of rows)
    for (const each of [path, thumb_path]) await rm(join(dataDir, "media", each));
  const ask = (path: string, accept: string, cookie = ada.cookie) =>
    fetch(origin + path, { headers: { cookie, accept } });
  for (const variant of ["thumb", "original"]) {
    const shown = await ask(`/media/${newest}/${variant}`, "image/avif,image/webp,*/*");
    expect([shown.status, shown.headers.get("content-type")]).toEqual([404, "image/svg+xml"]);
    expect(await shown.text()).toContain("This file is missing");
    const opened = await ask(`/media/${newest}/${variant}`, "text/html");
    expect([opened.status, opened.headers.get("content-type")]).toEqual([
      404,
      "text/html; charset=utf-8",
    ]);
  }
  // What was never there, or is someone else's, is a plain 404 for pictures too.
  const bob = await site.signUp();
  for (const [id, cookie] of [
    [randomUUID(), ada.cookie],
    [newest, bob.cookie],
  ] as const)
    expect(
      (await ask(`/media/${id}/thumb`, "image/webp", cookie)).headers.get("content-type"),
    ).toMatch(/^text\/html/);
  for (const path of ["/gallery", `/image/${newest}`, `/image/${newest}/full`, `/image/${middle}`])
    expect([path, (await ada.get(path)).status]).toEqual([path, 200]);
  // It is not kept, since there is nothing to keep; whatever else is done with it works.
  const some = await ada.post("/gallery", { intent: "save", mediaIds: `${newest},${middle}` });
  expect(decodeURIComponent(some.headers.get("set-cookie") ?? "")).toContain(
    '"count":1,"requested":2',
  );
  expect((await ada.post(`/image/${newest}`, { intent: "save" })).status).toBe(404);
  const boardId = randomUUID();
  await ada.post("/boards", { intent: "make", boardId, name: "Lost and found" });
  for (const [path, fields] of [
    [`/organize?ids=${newest}`, { intent: "star" }],
    [`/organize?ids=${newest}`, { intent: "tag", tags: "lost" }],
    [`/organize?ids=${newest}`, { intent: "add", boardId }],
    [`/boards/${boardId}`, { intent: "cover", mediaId: newest }],
    [`/image/${newest}/share`, { intent: "share", until: "always" }],
    [`/image/${newest}`, { intent: "trash" }],
    ["/gallery?view=trash", { intent: "restore", mediaIds: newest }],
    [`/image/${newest}`, { intent: "trash" }],
    ["/gallery?view=trash", { intent: "delete", mediaIds: newest }],
  ] as [string, Record<string, string>][])
    expect([path, (await ada.post(path, fields)).status]).toEqual([
      path,
      expect.toBeOneOf([302, 303]),
    ]);
});

test("a picture that was made from one that is deleted says so", async () => {
  const [, middle = ""] = await pictures();
  await sql`
    update generations set source_media_id = ${randomUUID()}
    where id = (select generation_id from media where id = ${middle})`;
  expect(wordsIn((await ada.get(`/image/${middle}`)).text)).toContain(
    "Made fromA picture that has been deleted.",
  );
});
