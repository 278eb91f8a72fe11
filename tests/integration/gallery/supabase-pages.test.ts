import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import type { ZodType } from "zod";
import { createSupabaseLedger } from "~/.server/credits/supabase-ledger";
import type { GalleryQuery, MediaList } from "~/.server/gallery/port";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { noFilter } from "~/domain/gallery-filter";
import type { Viewer } from "~/domain/viewer";
import { creditsPage } from "~/domain/credit-views";
import * as views from "~/domain/views";
import { fileOf, inputOf, refusalOf, sessionOf, startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server, store, database } = world;
const pages = createSupabasePages(database);
const files = createSupabaseMediaFiles(database);

const query = (changes: Partial<GalleryQuery> = {}): GalleryQuery => ({
  ...noFilter,
  view: "recent",
  sort: "newest",
  page: 1,
  pageSize: 24,
  ...changes,
});
const save = (viewer: Viewer, mediaId: string) => {
  const [path, thumbPath] = [`permanent/${mediaId}.png`, `permanent/${mediaId}.thumb.webp`];
  const files = [{ mediaId, from: fileOf(mediaId).path, path, thumbPath }];
  return server.call("save_media", { ...sessionOf(viewer), p_files: files });
};
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const found = async (viewer: Viewer, changes: Partial<GalleryQuery>) => {
  const { items, total } = await pages.gallery(viewer, query(changes));
  expect(items).toHaveLength(Math.min(total, items.length));
  return idsOf(items);
};

test("answers every page exactly as its view says, no key more and no key less", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const generationId = await world.start(ann);
  const boardId = randomUUID();
  const named = { ...sessionOf(ann), p_media_ids: [mediaId] };
  await server.call("make_board", { ...named, p_board_id: boardId, p_name: "Sea" });
  await server.call("tag_media", { ...named, p_tags: ["sea"] });
  const cases: [string, object, ZodType][] = [
    ["account_page", {}, views.accountPage],
    ["studio_page", { p_kind: "image" }, views.studioPage],
    ["generation_page", { p_generation_id: generationId }, views.generationPage],
    [
      "gallery_page",
      { p_view: "recent", p_sort: "newest", p_page: 1, p_page_size: 24 },
      views.galleryPage,
    ],
    ["media_page", { p_media_id: mediaId }, views.mediaPage],
    ["boards_page", {}, views.boardsPage],
    ["board_page", { p_board_id: boardId, p_page: 1, p_page_size: 24 }, views.boardPage],
    ["organize_page", { p_media_ids: [mediaId] }, views.organizePage],
    ["prompts_page", { p_page_size: 24 }, views.promptsPage],
    ["credits_page", { p_page: 1, p_page_size: 24 }, creditsPage],
  ];
  for (const [name, args, view] of cases) {
    const { body } = await world.ask(name, args, ann);
    expect(view.parse(body)).toEqual(body);
  }
  const { body: settings } = await world.ask("public_settings", {});
  expect(views.settingsView.parse(settings)).toEqual(settings);
});

test("keeps microseconds in times", async () => {
  const ann = await world.person();
  const generationId = await world.start(ann);
  const { generation } = await pages.generation(ann, generationId);
  expect(generation?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{4,6}\+00:00$/);
});

test("shows who is asking", async () => {
  const ann = await world.person();
  expect(await pages.account(ann)).toEqual({
    id: ann.userId,
    email: ann.email,
    name: ann.userId,
    credits: 10_000,
    suspended: false,
    avatar: null,
    deletesAt: null,
  });
});

test("shows the latest 24 requests of one kind in the studio, with their files", async () => {
  const ann = await world.person();
  await sql`update app_settings set max_running_per_user = 100`;
  const started: string[] = [];
  for (let n = 0; n < 26; n += 1)
    started.push(await world.start(ann, { priceCreditsEach: 1, prompt: `Prompt ${n % 20}` }));
  const mediaIds = await world.make(ann, {
    prompt: "Two files",
    mediaIds: [randomUUID(), randomUUID()],
    priceCreditsEach: 1,
  });
  await world.start(ann, { kind: "video" });
  const studio = await pages.studio(ann, "image");
  expect(idsOf(studio.generations).slice(1)).toEqual(started.toReversed().slice(0, 23));
  expect(idsOf(studio.generations[0]?.media ?? [])).toEqual(mediaIds);
  expect(studio.recentPrompts).toEqual([
    "Two files",
    ...[5, 4, 3, 2, 1, 0, 19, 18, 17, 16, 15].map((n) => `Prompt ${n}`),
  ]);
  await sql`update app_settings set max_running_per_user = 10`;
});

test("tells the price, what was charged and what was given back", async () => {
  const ann = await world.person();
  const canceled = await world.start(ann, { priceCreditsEach: 700 });
  await store.cancel(ann, canceled);
  expect((await pages.generation(ann, canceled)).generation).toMatchObject({
    priceCredits: 700,
    chargedCredits: 700,
    refundedCredits: 700,
    status: "canceled",
    queuePosition: null,
  });
});

test("tells which files did not come: on the request, in the gallery and with each refund", async () => {
  const ann = await world.person();
  const mediaIds = [randomUUID(), randomUUID(), randomUUID()];
  const claim = await world.startAndClaim(ann, { mediaIds, priceCreditsEach: 300 });
  await store.complete(claim, mediaIds.slice(0, 2).map(fileOf));
  await world.make(ann);
  const delivery = { outputCount: 3, madeCount: 2, priceCredits: 900 };
  expect((await pages.generation(ann, claim.id)).generation).toMatchObject({
    ...delivery,
    chargedCredits: 900,
    refundedCredits: 300,
  });
  const { items } = await pages.gallery(ann, query());
  const shortfalls = new Map(items.map(({ id, shortfall }) => [id, shortfall]));
  expect(items).toHaveLength(3);
  expect(shortfalls.get(mediaIds[1] ?? "")).toEqual(delivery);
  expect([...shortfalls.values()].filter((each) => each !== null)).toHaveLength(1);
  const { entries } = await createSupabaseLedger(database).page(ann, 1, 10);
  const told = entries.filter(({ generationId }) => generationId === claim.id);
  expect(told.map(({ reason, delta, missing }) => ({ reason, delta, missing }))).toEqual([
    { reason: "refund", delta: 300, missing: { kind: "image", place: 3, outputCount: 3 } },
    { reason: "charge", delta: -900, missing: null },
  ]);
});

test("tells the place in line as turns go round, the same on every page", async () => {
  await sql`delete from pgmq.q_generations`;
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const started = [await world.start(ann), await world.start(ann)];
  const theirs = await world.start(bob);
  const placeOf = async (viewer: Viewer, id: string) =>
    (await pages.generation(viewer, id)).generation?.queuePosition ?? Number.NaN;
  const [first, second] = [
    await placeOf(ann, started[0] ?? ""),
    await placeOf(ann, started[1] ?? ""),
  ];
  expect(await placeOf(bob, theirs)).toBe(first + 1);
  expect(second).toBeGreaterThan(first + 1);
  for (const { generations } of [
    { generations: (await pages.studio(ann, "image")).generations },
    { generations: (await pages.gallery(ann, query())).pending },
  ])
    expect(generations.map(({ queuePosition }) => queuePosition)).toEqual([second, first]);
  await store.cancel(bob, theirs);
  expect(await placeOf(ann, started[1] ?? "")).toBe(second - 1);
});

test("answers someone else's work, missing work and made-up ids alike", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [theirs = ""] = await world.make(bob);
  const generationId = await world.start(bob);
  for (const id of [theirs, randomUUID(), "not-an-id'"]) {
    expect(await pages.media(ann, id)).toMatchObject({
      media: null,
      generation: null,
      previousId: null,
      nextId: null,
    });
    expect((await refusalOf(files.find(ann, id))).code).toBe("not_found");
  }
  for (const id of [generationId, randomUUID(), ""])
    expect((await pages.generation(ann, id)).generation).toBeNull();
});

test("sorts, pages and counts the gallery", async () => {
  const ann = await world.person();
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) made.push(...(await world.make(ann)));
  const newest = made.toReversed();
  expect(await found(ann, { pageSize: 2 })).toEqual(newest.slice(0, 2));
  expect(await found(ann, { pageSize: 2, page: 3 })).toEqual(newest.slice(4));
  expect(await found(ann, { pageSize: 3, sort: "oldest" })).toEqual(made.slice(0, 3));
  expect(await pages.gallery(ann, query({ page: 99 }))).toMatchObject({
    items: [],
    total: 5,
    totalUnfiltered: 5,
  });
});

test("finds by kind, model and words, and tells nothing found from nothing there", async () => {
  const ann = await world.person();
  const [house = ""] = await world.make(ann, { prompt: "A red House by the sea", model: "one" });
  const [castle = ""] = await world.make(ann, {
    prompt: "An old castle by the Meer der Träume",
    kind: "video",
    model: "two",
  });
  expect(await found(ann, { kind: "video" })).toEqual([castle]);
  expect(await found(ann, { model: "one" })).toEqual([house]);
  expect(await found(ann, { search: "hou SEA" })).toEqual([house]);
  expect(await found(ann, { search: "TRÄU" })).toEqual([castle]);
  expect(await found(ann, { search: '"by the sea"' })).toEqual([house]);
  expect(await found(ann, { search: "by -sea" })).toEqual([castle]);
  expect(await found(ann, { search: "castle", kind: "image" })).toEqual([]);
  for (const search of ["zebra", "!!!", "'", "\\", "sea:*|zebra", "%"]) {
    expect(await pages.gallery(ann, query({ search }))).toMatchObject({
      items: [],
      total: 0,
      totalUnfiltered: 2,
    });
  }
  expect(await pages.gallery(ann, query({ view: "saved" }))).toMatchObject({
    items: [],
    total: 0,
    totalUnfiltered: 0,
  });
});

test("shows each file in the view where it belongs until its time is over", async () => {
  const ann = await world.person();
  const mediaIds = Array.from({ length: 4 }, () => randomUUID());
  const [recent = "", saved = "", trashed = "", gone = ""] = await world.make(ann, { mediaIds });
  await save(ann, saved);
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [trashed] });
  await sql`update media set expires_at = now() where id = ${gone}`;
  expect(await found(ann, { view: "recent" })).toEqual([recent]);
  expect(await found(ann, { view: "saved" })).toEqual([saved]);
  expect(await found(ann, { view: "trash" })).toEqual([trashed]);
  expect((await pages.media(ann, gone)).media).toBeNull();
  expect((await pages.media(ann, trashed)).media?.trashedAt).not.toBeNull();
  const [generation] = (await pages.studio(ann, "image")).generations;
  expect(idsOf(generation?.media ?? [])).toEqual([recent, saved]);
});

test("lists what is still being made beside the recent files", async () => {
  const ann = await world.person();
  const video = await world.start(ann, { kind: "video" });
  const image = await world.start(ann);
  expect(idsOf((await pages.gallery(ann, query())).pending)).toEqual([image, video]);
  expect(idsOf((await pages.gallery(ann, query({ kind: "video" }))).pending)).toEqual([video]);
  expect((await pages.gallery(ann, query({ view: "saved" }))).pending).toEqual([]);
});

test("lists of what is being made only what the search, the kind, the model and the page ask for", async () => {
  const ann = await world.person();
  const boat = await world.start(ann, { prompt: "A small boat", model: "one" });
  const mill = await world.start(ann, { prompt: "A mill by a Müllerbach", kind: "video" });
  const pending = async (changes: Partial<GalleryQuery>) =>
    idsOf((await pages.gallery(ann, query(changes))).pending);
  expect(await pending({ search: "bo SMALL" })).toEqual([boat]);
  expect(await pending({ search: "MÜLLER" })).toEqual([mill]);
  expect(await pending({ search: "a -boat" })).toEqual([mill]);
  expect(await pending({ search: "boat", kind: "video" })).toEqual([]);
  expect(await pending({ model: "one" })).toEqual([boat]);
  expect(await pending({ page: 2 })).toEqual([]);
  expect(await pending({ search: "boat", view: "saved" })).toEqual([]);
  for (const search of ["zebra", "!!!", "'"]) expect(await pending({ search })).toEqual([]);
  expect(await pending({ search: "  " })).toEqual([mill, boat]);
});

test("tells nothing found from nothing there while the first thing is being made", async () => {
  const ann = await world.person();
  await world.start(ann, { mediaIds: [randomUUID(), randomUUID()] });
  const found = await pages.gallery(ann, query({ search: "zebra" }));
  expect(found).toMatchObject({ items: [], pending: [], total: 0, totalUnfiltered: 2 });
  const saved = await pages.gallery(ann, query({ search: "zebra", view: "saved" }));
  expect(saved.totalUnfiltered).toBe(0);
});

test("leads from a picture to what it was made from and to what was made from it", async () => {
  const ann = await world.person();
  const [source = ""] = await world.make(ann);
  const madeFrom = (viewer: Viewer, sourceMediaId: string) =>
    world.make(viewer, { kind: "edit", sourceMediaId });
  const [first = ""] = await madeFrom(ann, source);
  const [second = ""] = await madeFrom(ann, source);
  await madeFrom(ann, first);
  await world.start(ann, { kind: "video", sourceMediaId: source });

  expect(idsOf((await pages.media(ann, source)).madeInto)).toEqual([second, first]);
  expect((await pages.media(ann, source)).source).toBeNull();
  expect((await pages.media(ann, second)).source).toMatchObject({ id: source, kind: "image" });

  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [source, first] });
  expect((await pages.media(ann, second)).source).toBeNull();
  expect(idsOf((await pages.media(ann, source)).madeInto)).toEqual([second]);
});

test("shows of many files made from one picture the latest 12", async () => {
  const ann = await world.person();
  const [source = ""] = await world.make(ann);
  const made: string[] = [];
  for (let index = 0; index < 14; index += 1)
    made.unshift(
      ...(await world.make(ann, { kind: "edit", sourceMediaId: source, priceCreditsEach: 1 })),
    );
  expect(idsOf((await pages.media(ann, source)).madeInto)).toEqual(made.slice(0, 12));
});

test("never leads to or from the files of others", async () => {
  const [ann, ben] = [await world.person(), await world.person()];
  const [source = ""] = await world.make(ann);
  const [stranger = ""] = await world.make(ben);
  await sql`
    update generations set source_media_id = ${source}
    where id = (select generation_id from media where id = ${stranger})`;
  expect((await pages.media(ben, stranger)).source).toBeNull();
  expect((await pages.media(ann, source)).madeInto).toEqual([]);
});

/**
 * Five files of one person, oldest first; the second and the fourth are saved, the second and the fifth show a boat.
 */
async function makeList() {
  const ann = await world.person();
  const made: string[] = [];
  for (let n = 1; n <= 5; n += 1) {
    const prompt = n === 2 || n === 5 ? "A boat" : "A house";
    made.push(...(await world.make(ann, { prompt, kind: n % 2 ? "video" : "image" })));
  }
  await save(ann, made[1] ?? "");
  await save(ann, made[3] ?? "");
  const around = async (at: number, changes: Partial<MediaList>) => {
    const list: MediaList = { ...noFilter, view: null, sort: "newest", ...changes };
    const { previousId, nextId } = await pages.media(ann, made[at - 1] ?? "", list);
    return [previousId, nextId].map((id) => (id === null ? null : made.indexOf(id) + 1));
  };
  return { ann, made, around };
}

test("leads from a picture through the list that it was opened from, though it is in another one by now", async () => {
  const { ann, made, around } = await makeList();
  expect(await around(3, { view: "recent" })).toEqual([5, 1]);
  expect(await around(4, { view: "recent" })).toEqual([5, 3]);
  expect(await around(4, { view: "saved" })).toEqual([null, 2]);
  expect(await around(3, { view: "saved" })).toEqual([4, 2]);
  expect((await pages.media(ann, made[3] ?? "")).list).toBe("saved");
});

test("leads on in the order and among the hits of the list", async () => {
  const { around } = await makeList();
  expect(await around(3, { view: "recent", sort: "oldest" })).toEqual([1, 5]);
  expect(await around(3, { view: "recent", search: "boat" })).toEqual([5, null]);
  expect(await around(5, { view: "saved", search: "bo" })).toEqual([null, 2]);
  expect(await around(3, { view: "recent", search: "!!!" })).toEqual([null, null]);
});

test("leads from a picture to its neighbours in the view where it is when no list is named", async () => {
  const ann = await world.person();
  const made: string[] = [];
  for (let n = 0; n < 4; n += 1)
    made.push(...(await world.make(ann, { kind: n % 2 ? "video" : "image" })));
  const [first = "", second = "", third = "", fourth = ""] = made;
  await save(ann, second);
  expect(await pages.media(ann, third)).toMatchObject({ previousId: fourth, nextId: first });
  expect(await pages.media(ann, first)).toMatchObject({ previousId: third, nextId: null });
  expect(await pages.media(ann, second)).toMatchObject({ previousId: null, nextId: null });
  expect((await pages.media(ann, second)).generation?.media).toHaveLength(1);
});

test("tells the media route where the bytes are", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const { store: where, path, thumbPath, contentType, sizeBytes, sha256 } = fileOf(id);
  expect(await files.find(ann, id)).toEqual({
    id,
    store: where,
    path,
    thumbPath,
    contentType,
    sizeBytes,
    sha256,
    prompt: inputOf().prompt,
    hasFrame: true,
  });
});

test("shows the switches to visitors", async () => {
  expect(await pages.settings()).toEqual({
    signUpsOpen: true,
    signupCredits: null,
    disabledKinds: [],
    disabledMessage: null,
    models: {},
    health: {},
    providers: {},
    maintenance: null,
    maxRunningPerUser: 10,
  });
});

test("a switch holds at once for what depends on it, and is shown to visitors soon after", async () => {
  const { signUpsOpen } = await pages.recentSettings();
  expect(signUpsOpen).toBe(true);
  await sql`update app_settings set sign_ups_open = false`;
  onTestFinished(async () => void (await sql`update app_settings set sign_ups_open = true`));
  expect((await pages.settings()).signUpsOpen).toBe(false);
  await expect.poll(async () => (await pages.recentSettings()).signUpsOpen).toBe(false);
});
