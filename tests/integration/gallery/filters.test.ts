import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { GalleryQuery } from "~/.server/gallery/port";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { noFilter } from "~/domain/gallery-filter";
import type { Viewer } from "~/domain/viewer";
import { fileOf, sessionOf, startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server, store, database } = world;
const pages = createSupabasePages(database);

const ask = (viewer: Viewer, changes: Partial<GalleryQuery>) =>
  pages.gallery(viewer, {
    ...noFilter,
    ...{ view: "recent", sort: "newest", page: 1, pageSize: 24 },
    ...changes,
  });
const found = async (viewer: Viewer, changes: Partial<GalleryQuery>) =>
  (await ask(viewer, changes)).items.map(({ id }) => id);
const makeOne = async (viewer: Viewer, changes?: Parameters<typeof world.make>[1]) =>
  (await world.make(viewer, { priceCreditsEach: 1, ...changes }))[0] ?? "";
const madeOn = (id: string, day: string) =>
  sql`update media set created_at = ${`${day}T12:00:00Z`}, expires_at = now() + interval '1 day' where id = ${id}`;
const boardOf = async (viewer: Viewer, name: string, ids: readonly string[]) => {
  const id = randomUUID();
  const args = { ...sessionOf(viewer), p_board_id: id, p_name: name, p_media_ids: [...ids] };
  await server.call("make_board", args);
  return id;
};
const tag = (viewer: Viewer, ids: readonly string[], ...tags: string[]) =>
  server.call("tag_media", { ...sessionOf(viewer), p_media_ids: [...ids], p_tags: tags });

test("finds by shape: the nearest that the studio offers", async () => {
  const ann = await world.person();
  const sizes = {
    square: [1000, 1000],
    tall: [768, 1344],
    wide: [2000, 700],
    landscape: [1400, 1000],
  };
  const ids: Record<string, string> = {};
  for (const [name, [width = 0, height = 0]] of Object.entries(sizes)) {
    const claim = await world.startAndClaim(ann, { priceCreditsEach: 1 });
    await store.complete(
      claim,
      claim.mediaIds.map((id) => ({ ...fileOf(id), width, height })),
    );
    ids[name] = claim.mediaIds[0] ?? "";
  }
  expect(await found(ann, { shape: "1:1" })).toEqual([ids["square"]]);
  expect(await found(ann, { shape: "9:16" })).toEqual([ids["tall"]]);
  expect(await found(ann, { shape: "16:9" })).toEqual([ids["wide"]]);
  expect(await found(ann, { shape: "4:3" })).toEqual([ids["landscape"]]);
  expect(await found(ann, { shape: "3:4" })).toEqual([]);
});

test("finds by days, both included, and by the picture that something was made from", async () => {
  const ann = await world.person();
  const [first, second, third] = [await makeOne(ann), await makeOne(ann), await makeOne(ann)];
  await Promise.all([
    madeOn(first, "2026-03-01"),
    madeOn(second, "2026-03-05"),
    madeOn(third, "2026-03-06"),
  ]);
  expect(await found(ann, { from: "2026-03-01", to: "2026-03-05" })).toEqual([second, first]);
  expect(await found(ann, { from: "2026-03-06" })).toEqual([third]);
  expect(await found(ann, { to: "2026-02-28" })).toEqual([]);
  const edited = await makeOne(ann, { kind: "edit", sourceMediaId: first });
  expect(await found(ann, { madeFrom: first })).toEqual([edited]);
  expect(await found(ann, { madeFrom: randomUUID() })).toEqual([]);
});

test("finds by star, board and tag, alone and together with everything else", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [one, two, three] = [
    await makeOne(ann, { prompt: "A boat" }),
    await makeOne(ann, { kind: "video", prompt: "A boat" }),
    await makeOne(ann, { prompt: "A hill" }),
  ];
  await server.call("star_media", { ...sessionOf(ann), p_media_ids: [one, three] });
  const board = await boardOf(ann, "By the sea", [three, two, one]);
  await tag(ann, [one, two], "Harbor");
  expect(await found(ann, { starred: true })).toEqual([three, one]);
  expect(await found(ann, { board })).toEqual([three, two, one]);
  expect(await found(ann, { tag: "HARBOR" })).toEqual([two, one]);
  expect(await found(ann, { board, tag: "harbor", starred: true })).toEqual([one]);
  expect(await found(ann, { board, kind: "video" })).toEqual([two]);
  expect(await found(ann, { board, search: "boat", sort: "oldest" })).toEqual([one, two]);
  expect(await found(ann, { tag: "harbor", model: "painter", search: "hill" })).toEqual([]);
  const { choices } = await ask(ann, {});
  expect(choices).toEqual({
    models: ["painter"],
    tags: ["Harbor"],
    boards: [{ id: board, name: "By the sea" }],
  });
  // Somebody else's board is like none at all.
  const own = await makeOne(bob);
  expect(await found(bob, { board })).toEqual([own]);
  expect((await ask(bob, { board })).choices.boards).toEqual([]);
  expect(await found(bob, { tag: "harbor" })).toEqual([]);
  await server.call("delete_board", { ...sessionOf(ann), p_board_id: board });
  expect((await ask(ann, { board })).choices.boards).toEqual([]);
});

test("finds by the names of boards and tags what their files' prompts do not say", async () => {
  const ann = await world.person();
  const [boat, hill] = [
    await makeOne(ann, { prompt: "A boat" }),
    await makeOne(ann, { prompt: "A green hill" }),
  ];
  await boardOf(ann, "Summer in Brittany", [hill]);
  await tag(ann, [boat], "Été");
  expect(await found(ann, { search: "brittany" })).toEqual([hill]);
  expect(await found(ann, { search: "ete" })).toEqual([boat]);
  expect(await found(ann, { search: "brittany -hill" })).toEqual([]);
  expect(await found(ann, { search: "brittany nothing" })).toEqual([]);
});

test.each([
  ["lihgthouse", "two letters in each other's place"],
  ["lighthuose", "the same further on"],
  ["lighhouse", "one left out"],
  ["lightthouse", "one put in"],
  ["lighthiuse", "one taken for another"],
])("finds what comes close to %s (%s) where nothing is that, and says so", async (search) => {
  const ann = await world.person();
  const house = await makeOne(ann, { prompt: "A tall lighthouse" });
  await makeOne(ann, { prompt: "A light house of straw" });
  expect(await ask(ann, { search })).toMatchObject({ items: [{ id: house }], isNear: true });
});

test("looks for close words only where no word is exactly that, and never for short or quoted ones", async () => {
  const ann = await world.person();
  const [goat, boat] = [
    await makeOne(ann, { prompt: "A goat" }),
    await makeOne(ann, { prompt: "A boat" }),
  ];
  expect(await ask(ann, { search: "boat" })).toMatchObject({
    items: [{ id: boat }],
    isNear: false,
  });
  expect(await found(ann, { search: "moat" })).toEqual([boat, goat]);
  expect(await found(ann, { search: "moat -goat" })).toEqual([boat]);
  for (const search of ['"moat"', "bot", "m0at", "maot?"])
    expect(await ask(ann, { search })).toMatchObject({ items: [], isNear: false });
  const { previousId, nextId } = await pages.media(ann, boat, {
    ...noFilter,
    ...{ view: "recent", sort: "newest", search: "moat" },
  });
  expect([previousId, nextId]).toEqual([null, goat]);
});

/** So many further rows of a person's one file, a minute apart and older; ids from the newest on. */
async function repeat(id: string, times: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, created_at, expires_at)
    select gen_random_uuid(), kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, created_at - n * interval '1 minute', expires_at
    from media, generate_series(1, ${times}) n where id = ${id}
    returning id, created_at`;
  return [id, ...rows.map((row) => row.id)];
}

test("counts up to 1,000, and goes on by key beyond the numbered pages, both ways", async () => {
  const ann = await world.person();
  const all = await repeat(await makeOne(ann), 1199);
  const first = await ask(ann, {});
  expect(first).toMatchObject({ total: 1001, hasBefore: false, hasAfter: true });
  expect(first.months.length).toBeGreaterThan(0);
  const numbered = await ask(ann, { page: 41 });
  expect(numbered.items.map(({ id }) => id)).toEqual(all.slice(960, 984));
  const after = numbered.items.at(-1);
  const key = { createdAt: after?.createdAt ?? "", id: after?.id ?? "" };
  const next = await ask(ann, { key: { side: "after", ...key } });
  expect(next.items.map(({ id }) => id)).toEqual(all.slice(984, 1008));
  expect(next).toMatchObject({ hasBefore: true, hasAfter: true, total: 1001 });
  const { createdAt = "", id = "" } = next.items[0] ?? {};
  const back = await ask(ann, { key: { side: "before", createdAt, id } });
  expect(back.items.map((each) => each.id)).toEqual(all.slice(960, 984));
  expect(back).toMatchObject({ hasBefore: true, hasAfter: true });
  const oldest = await ask(ann, { sort: "oldest", count: 48 });
  expect(oldest.items.map((each) => each.id)).toEqual(all.toReversed().slice(0, 48));
  const end = await ask(ann, {
    key: { side: "after", createdAt: oldest.items[3]?.createdAt ?? "", id: all.at(-4) ?? "" },
  });
  expect(end.items.map((each) => each.id)).toEqual(all.slice(-3));
  expect(end.hasAfter).toBe(false);
  // All that match, by the thousand.
  const matches = (p_at?: string, p_id?: string) =>
    database.asViewer(ann).call("gallery_matches", { p_view: "recent", p_at, p_id });
  const thousand = await matches();
  const rest = await matches(thousand.at(-1)?.created_at, thousand.at(-1)?.id);
  expect([...thousand, ...rest].map((row) => row.id)).toEqual(all);
});

test("tells where a file stands, in its own view", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const all = await repeat(await makeOne(ann), 1020);
  expect(await pages.stand(ann, all[0] ?? "")).toMatchObject({
    view: "recent",
    place: 1,
    near: null,
  });
  expect(await pages.stand(ann, all[30] ?? "")).toMatchObject({ place: 31, near: { id: all[18] } });
  expect(await pages.stand(ann, all[1010] ?? "")).toMatchObject({
    place: 1001,
    near: { id: all[998] },
  });
  for (const id of [randomUUID(), "no id"]) expect(await pages.stand(ann, id)).toBeNull();
  expect(await pages.stand(bob, all[0] ?? "")).toBeNull();
});
