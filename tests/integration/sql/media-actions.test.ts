import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;

const stateOf = async (id: string) => {
  const [row] = await sql`
    select shelf, round(extract(epoch from expires_at - now()) / 86400)::int as days from media where id = ${id}`;
  return row;
};

/** A file of the world's, as its saving names it: copied from where it was made. */
const move = (mediaId: string) => ({
  mediaId,
  from: `media/${mediaId}.png`,
  thumbFrom: `media/${mediaId}.thumb.webp`,
  path: `permanent/${mediaId}.png`,
  thumbPath: `permanent/${mediaId}.thumb.webp`,
});
const save = (viewer: Viewer, mediaIds: readonly string[]) =>
  server.call("save_media", { ...sessionOf(viewer), p_files: mediaIds.map(move) });
/** Does it, and answers the ids that it reached. */
const change = async (
  name: "save_media" | "trash_media" | "restore_media" | "delete_media",
  viewer: Viewer,
  mediaIds: readonly string[],
) =>
  name === "save_media"
    ? (await save(viewer, mediaIds)).mediaIds
    : await server.call(name, { ...sessionOf(viewer), p_media_ids: mediaIds });

test("saves, trashes and restores", async () => {
  const ann = await world.person();
  const [one = "", two = ""] = await world.make(ann, { mediaIds: [randomUUID(), randomUUID()] });
  expect(await stateOf(one)).toEqual({ shelf: "recent", days: 3 });
  expect(await change("save_media", ann, [one])).toEqual([one]);
  expect(await stateOf(one)).toEqual({ shelf: "saved", days: null });
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "trash", days: 7 },
    { shelf: "trash", days: 7 },
  ]);
  await server.call("restore_media", { ...sessionOf(ann), p_media_ids: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "saved", days: null },
    { shelf: "recent", days: 3 },
  ]);
});

test("changes nothing by a repeat", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  for (const name of ["save_media", "trash_media"] as const) {
    await change(name, ann, [id]);
    const before = await sql`select * from media where id = ${id}`;
    await change(name, ann, [id]);
    expect(await sql`select * from media where id = ${id}`).toEqual(before);
  }
});

test("moves what it saves, and hands the old objects over for deletion once", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const left = [`media/${id}.png`, `media/${id}.thumb.webp`].map((path) => ({
    store: "local",
    path,
  }));
  const saves = await Promise.all(Array.from({ length: 4 }, () => save(ann, [id])));
  expect(saves).toContainEqual({ mediaIds: [id], left });
  expect(saves.filter((each) => each.left.length === 0)).toHaveLength(3);
  expect(await sql`select path, thumb_path from media where id = ${id}`).toEqual([
    { path: `permanent/${id}.png`, thumb_path: `permanent/${id}.thumb.webp` },
  ]);
  expect(await world.violations()).toEqual([]);
});

test("leaves the old objects to the saver for ten minutes, then to a clean-up", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  await change("save_media", ann, [id]);
  const paths = async () => {
    const { objects } = await world.cleanUp(100);
    return objects.map(({ path }) => path).filter((path) => path.includes(id));
  };
  expect(await paths()).toEqual([]);
  await sql`update private.blob_deletions set leased_until = now()`;
  expect((await paths()).toSorted()).toEqual([`media/${id}.png`, `media/${id}.thumb.webp`]);
});

/** A video with a drawn poster, and one of its frames that is stored to take that's place. */
async function drawnFilm(ann: Viewer) {
  const [id = ""] = await world.make(ann, { kind: "video" });
  await sql`update media set has_frame = false where id = ${id}`;
  const poster = { p_store: "local", p_thumb_path: move(id).thumbFrom, p_thumbhash: "hash" };
  const keep = (path: string) =>
    server.call("keep_poster", {
      ...{ ...sessionOf(ann), p_media_id: id, ...poster, p_poster_path: path },
    });
  const row = async () => (await sql`select has_frame, thumb_path from media where id = ${id}`)[0];
  const planned = async () =>
    (
      await sql`select path from private.blob_deletions where path like ${`%${id}%`} order by path`
    ).map(({ path }) => path as string);
  return { id, keep, row, planned };
}

test("of two frames that are given for a poster one is kept, and what no row names is deleted", async () => {
  const { id, keep, row, planned } = await drawnFilm(await world.person());
  const [one, other] = [`media/${id}.one.webp`, `media/${id}.other.webp`];
  expect(await keep(one)).toBe(true);
  expect(await row()).toEqual({ has_frame: true, thumb_path: one });
  expect(await keep(other)).toBe(false);
  expect(await keep(one)).toBe(true);
  expect(await row()).toEqual({ has_frame: true, thumb_path: one });
  expect(await planned()).toEqual([other, move(id).thumbFrom]);
});

test("a poster that comes while its video is being saved is kept, and not the copy of the drawn one", async () => {
  const ann = await world.person();
  const { id, keep, row, planned } = await drawnFilm(ann);
  const poster = `media/${id}.poster.webp`;
  expect(await keep(poster)).toBe(true);
  const { left } = await save(ann, [id]);
  expect(await row()).toEqual({ has_frame: true, thumb_path: poster });
  const { from, thumbFrom, thumbPath } = move(id);
  expect(left.map(({ path }) => path).toSorted()).toEqual([from, thumbPath]);
  expect((await planned()).toSorted()).toEqual([from, thumbFrom, thumbPath]);
  expect(await keep(`media/${id}.late.webp`)).toBe(false);
});

test("a poster that comes when its video has just been saved changes nothing", async () => {
  const ann = await world.person();
  const { id, keep, row } = await drawnFilm(ann);
  await save(ann, [id]);
  expect(await keep(`media/${id}.poster.webp`)).toBe(false);
  expect(await row()).toEqual({ has_frame: false, thumb_path: move(id).thumbPath });
});

test("does not save a file that was copied from somewhere else than where it lies", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const elsewhere = { ...sessionOf(ann), p_files: [{ ...move(id), from: "media/elsewhere.png" }] };
  expect((await refusalOf(server.call("save_media", elsewhere))).code).toBe("not_found");
  expect(await stateOf(id)).toMatchObject({ shelf: "recent" });
});

test("says where the viewer's own files lie that can be saved", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[mine = ""], [theirs = ""], [binned = ""], [over = ""]] = await Promise.all([
    world.make(ann),
    world.make(bob),
    world.make(ann),
    world.make(ann),
  ]);
  await change("trash_media", ann, [binned]);
  await sql`update media set expires_at = now() where id = ${over}`;
  const places = await world.database
    .asViewer(ann)
    .call("media_places", { p_media_ids: [mine, theirs, binned, over, randomUUID(), "x"] });
  expect(places).toEqual([
    {
      id: mine,
      store: "local",
      path: `media/${mine}.png`,
      thumb_path: `media/${mine}.thumb.webp`,
      content_type: "image/png",
    },
  ]);
});

test("leaves out what is someone else's, and answers it like a missing file", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[mine = ""], [theirs = ""]] = await Promise.all([world.make(ann), world.make(bob)]);
  for (const name of ["save_media", "trash_media"] as const) {
    const reached = await change(name, ann, [mine, theirs, randomUUID(), "x"]);
    expect(reached).toEqual([mine]);
    expect((await refusalOf(change(name, ann, [theirs]))).code).toBe("not_found");
  }
  expect((await refusalOf(change("restore_media", ann, [theirs]))).code).toBe("not_found");
  expect(await stateOf(theirs)).toMatchObject({ shelf: "recent" });
});

test("cannot reach a file whose time is over", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  await sql`update media set expires_at = now() where id = ${id}`;
  for (const name of ["save_media", "trash_media", "restore_media"] as const) {
    expect((await refusalOf(change(name, ann, [id]))).code).toBe("not_found");
  }
});

const rowsOf = async (ids: readonly string[]) =>
  (await sql<{ id: string }[]>`select id from media where id in ${sql(ids)} order by id`).map(
    ({ id }) => id,
  );
const planned = async (id: string) =>
  (
    await sql<{ path: string }[]>`
    select path from private.blob_deletions where path like ${`%${id}%`} order by path`
  ).map(({ path }) => path);
const empty = (viewer: Viewer, limit: number) =>
  server.call("empty_trash", { ...sessionOf(viewer), p_limit: limit });

test("deletes for good what is in the trash alone, and plans the deletion of its objects", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [binned = "", kept = ""] = await world.make(ann, {
    mediaIds: [randomUUID(), randomUUID()],
  });
  const [theirs = ""] = await world.make(bob);
  await change("trash_media", ann, [binned]);
  await change("trash_media", bob, [theirs]);
  expect(await change("delete_media", ann, [binned, kept, theirs, randomUUID(), "x"])).toEqual([
    binned,
  ]);
  expect(await rowsOf([binned, kept, theirs])).toEqual([kept, theirs].toSorted());
  expect(await planned(binned)).toEqual([`media/${binned}.png`, `media/${binned}.thumb.webp`]);
  for (const ids of [[binned], [kept], [theirs]])
    expect((await refusalOf(change("delete_media", ann, ids))).code).toBe("not_found");
  // What it was made by, and what was paid, stays.
  const [generation] = await sql`
    select g.status, g.made_count, (select count(*)::int from credit_ledger l where l.generation_id = g.id) as entries
    from generations g join media m on m.generation_id = g.id where m.id = ${kept}`;
  expect(generation).toEqual({ status: "succeeded", made_count: 2, entries: 1 });
  expect(await world.violations()).toEqual([]);
});

test("a file that something is being made from is gone at once for its owner, and there until that has ended", async () => {
  const ann = await world.person();
  const [source = ""] = await world.make(ann);
  const generationId = await world.start(ann, { kind: "edit", sourceMediaId: source });
  await change("trash_media", ann, [source]);
  expect(await change("delete_media", ann, [source])).toEqual([source]);
  expect(await server.call("media_file", { ...sessionOf(ann), p_media_id: source })).toEqual([]);
  expect(await server.call("source_file", { p_generation_id: generationId })).toMatchObject([
    { id: source },
  ]);
  await world.cleanUp(100);
  expect(await rowsOf([source])).toEqual([source]);
  await server.call("cancel_generation", { ...sessionOf(ann), p_generation_id: generationId });
  await sql`update private.clean_up_run set lease_expires_at = now(), outcome = 'done', finished_at = now()`;
  await world.cleanUp(100);
  expect(await rowsOf([source])).toEqual([]);
});

test("empties one person's trash, so many files at a time", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const mine = await world.make(ann, {
    mediaIds: [randomUUID(), randomUUID(), randomUUID(), randomUUID()],
  });
  const [theirs = ""] = await world.make(bob);
  const [stays = "", ...binned] = mine;
  await change("trash_media", ann, binned);
  await change("trash_media", bob, [theirs]);
  expect(await empty(ann, 2)).toBe(2);
  expect(await empty(ann, 2)).toBe(1);
  expect(await empty(ann, 2)).toBe(0);
  expect(await rowsOf([...mine, theirs])).toEqual([stays, theirs].toSorted());
  for (const id of binned) expect(await planned(id)).toHaveLength(2);
});

test("two that empty the same trash at once delete every file once", async () => {
  const ann = await world.person();
  const mine = await world.make(ann, {
    mediaIds: [randomUUID(), randomUUID(), randomUUID(), randomUUID()],
  });
  await change("trash_media", ann, mine);
  const counts = await Promise.all([empty(ann, 1000), empty(ann, 1000), empty(ann, 1000)]);
  expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(4);
  expect(await rowsOf(mine)).toEqual([]);
  expect(await world.violations()).toEqual([]);
});

test("a revoked session neither deletes for good nor empties the trash", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  await change("trash_media", ann, [id]);
  const elsewhere = await world.elsewhere(ann);
  expect((await refusalOf(change("delete_media", elsewhere, [id]))).code).toBe("signed_out");
  expect((await refusalOf(empty(elsewhere, 10))).code).toBe("signed_out");
  expect(await rowsOf([id])).toEqual([id]);
});
