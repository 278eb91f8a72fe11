import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createMediaVault } from "~/.server/media/media-vault";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { makeFilm } from "~/.server/motion/make-film";
import { signedInAs } from "../../signed-in-as";
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
    "Made fromSomething that has been deleted.",
  );
});

let toFilmLike: Promise<string[]> | null = null;

/** A film of ada's, stored as ingestion does, made like a picture of hers. */
async function addFilm(
  bytes: Uint8Array,
  prompt = "a lighthouse by the sea at dusk",
): Promise<string> {
  const [like = ""] = await (toFilmLike ??= makePictures(site, ada, 1));
  const store = createLocalDiskStore(join(dataDir, "media"));
  const vault = createMediaVault({ store, outside: createSafeFetch() });
  const [{ user_id: userId }] = await sql<[{ user_id: string }]>`
    select user_id from media where id = ${like}`;
  const marks = { source: "trainedAlgorithmicMedia", prompt, model: "Wan" } as const;
  const made = await vault.ingest({ userId, mediaId: v7(), kind: "video", file: { bytes }, marks });
  await sql`
    insert into media (id, kind, user_id, generation_id, position, width, height, duration_seconds, content_type,
      size_bytes, sha256, thumbhash, store, path, thumb_path, saved_at)
    select ${made.id}, 'video', ${userId}, m.generation_id, 9 + (random() * 6)::integer, ${made.width}, ${made.height},
      ${made.durationSeconds}, ${made.contentType}, ${made.sizeBytes}, ${made.sha256}, ${made.thumbhash}, ${made.store},
      ${made.path}, ${made.thumbPath}, now() from media m where m.id = ${like}`;
  return made.id;
}

test("the last frame of a film can be edited, begin another one and be gone on from, and stays marked", async () => {
  const words = { prompt: "a lake", negativePrompt: "", pictures: [], seed: 1 };
  const { mp4 } = makeFilm({ ...words, width: 64, height: 36, durationSeconds: 0.25 });
  const filmId = await addFilm(mp4);
  const page = wordsIn((await ada.get(`/video/${filmId}`)).text);
  for (const words of ["Go on from here", "Edit the last frame"]) expect(page).toContain(words);
  const take = async (use: string) => {
    const { status, headers } = await ada.post(`/video/${filmId}/last-frame`, { use });
    expect(status).toBe(303);
    return new URL(headers.get("location") ?? "", origin);
  };
  const edit = await take("edit");
  const frameId = edit.searchParams.get("source") ?? "";
  expect(edit.pathname).toBe("/edit");
  expect((await ada.get(edit.pathname + edit.search)).text).toContain(`value="${frameId}"`);
  expect((await take("video")).search).toBe(`?source=${frameId}`);
  const more = await take("more");
  expect(more.searchParams.get("source")).toBe(frameId);
  const [kept] = await sql`
    select u.frame_of, u.width, u.height, u.path from uploads u where u.id = ${frameId}`;
  expect(kept).toMatchObject({ frame_of: filmId, width: 64, height: 36 });
  const bytes = await readFile(join(dataDir, "media", kept!["path"]));
  expect(bytes.toString("latin1")).toContain("digitalsourcetype/trainedAlgorithmicMedia");

  const bob = await site.signUp();
  const { status } = await bob.post(`/video/${filmId}/last-frame`, { use: "edit" });
  expect(status).toBe(404);
  expect((await ada.post(`/video/${filmId}/last-frame`, { use: "sell" })).status).toBe(400);
});

test("where only a browser can take the last frame, the page says so, and what a script brings is kept", async () => {
  const filmId = await addFilm(await readFile("tests/emulators/files/video.mp4"));
  const { status, headers } = await ada.post(`/video/${filmId}/last-frame`, { use: "edit" });
  const back = headers.get("location") ?? "";
  expect([status, back]).toEqual([303, `/video/${filmId}?no-frame`]);
  expect(wordsIn((await ada.get(back)).text)).toContain("Turn on JavaScript");
});

test("where no frame of a film can be read, its owner's browser gives it a poster, once, and nobody else does", async () => {
  const filmId = await addFilm(await readFile("tests/emulators/files/video.mp4"));
  const [film] = await sql<[{ width: number; height: number; thumb_path: string }]>`
    update media set has_frame = false where id = ${filmId} returning width, height, thumb_path`;
  const { width, height } = film;
  const thumb = () => fetch(`${origin}/media/${filmId}/thumb`, { headers: { cookie: ada.cookie } });
  const drawn = await thumb();
  expect(drawn.headers.get("cache-control")).toBe("private, no-cache");
  const frameOf = (size: { width: number; height: number }, alpha = 1) =>
    sharp({ create: { ...size, channels: 4, background: { r: 200, g: 30, b: 40, alpha } } })
      .png()
      .toBuffer();
  const give = async (bytes: Uint8Array, who = ada) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(signedInAs(who.cookie))) body.append(name, value);
    body.append("frame", new Blob([Uint8Array.from(bytes)]), "frame");
    const headers = { cookie: who.cookie, origin };
    const answer = await fetch(`${origin}/video/${filmId}/poster`, {
      method: "POST",
      body,
      headers,
    });
    return [answer.status, (await answer.json()) as unknown];
  };
  const frame = await frameOf({ width, height });
  expect((await give(frame, await site.signUp()))[0]).toBe(404);
  expect((await give(Buffer.from("<svg/>")))[0]).toBe(415);
  expect((await give(frame.subarray(0, 40)))[0]).toBe(422);
  expect((await give(await frameOf({ width: 2 * width, height })))[0]).toBe(422);
  expect((await give(await frameOf({ width, height }, 0)))[0]).toBe(422);
  const isDrawn = async () =>
    (await sql`select from media where id = ${filmId} and not has_frame`).length === 1;
  expect(await isDrawn()).toBe(true);
  expect(Buffer.from(await drawn.arrayBuffer())).toEqual(
    await readFile(join(dataDir, "media", film.thumb_path)),
  );

  expect(await give(frame)).toEqual([200, { isKept: true }]);
  expect(await isDrawn()).toBe(false);
  const poster = await thumb();
  expect(poster.headers.get("cache-control")).toContain("immutable");
  expect(poster.headers.get("etag")).not.toBe(drawn.headers.get("etag"));
  const bytes = Buffer.from(await poster.arrayBuffer());
  const { channels } = await sharp(bytes).stats();
  expect(channels[0]!.mean).toBeGreaterThan(180);
  expect(bytes.toString("latin1")).toContain("digitalsourcetype/trainedAlgorithmicMedia");
  expect((await give(frame))[0]).toBe(404);
  const [kept] = await sql<[{ thumb_path: string }]>`
    select thumb_path from media where id = ${filmId}`;
  expect(kept.thumb_path).not.toBe(film.thumb_path);
  expect(await readFile(join(dataDir, "media", kept.thumb_path))).toEqual(bytes);
});
