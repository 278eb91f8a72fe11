import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import type { Viewer } from "~/domain/viewer";
import { sessionOf, startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server } = world;
const pages = createSupabasePages(world.database);

const newBoard = async (viewer: Viewer, name: string, mediaIds: readonly string[] = []) => {
  const board = { p_board_id: randomUUID(), p_name: name, p_media_ids: mediaIds };
  await server.call("make_board", { ...sessionOf(viewer), ...board });
  return board.p_board_id;
};
const fourFiles = async (viewer: Viewer) =>
  await world.make(viewer, {
    mediaIds: Array.from({ length: 4 }, () => randomUUID()).toSorted(),
  });
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);

test("shows each board with its first file, or the one chosen for it, and how many there are to see", async () => {
  const ann = await world.person();
  const [one = "", two = "", three = "", four = ""] = await fourFiles(ann);
  await newBoard(ann, "Empty");
  const sea = await newBoard(ann, "Sea", [one, two, three, four]);
  const shown = async () => {
    const { boards } = await pages.boards(ann);
    return boards.map(({ name, count, cover }) => [name, count, cover?.id ?? null]);
  };
  expect(await shown()).toEqual([
    ["Sea", 4, four],
    ["Empty", 0, null],
  ]);
  await server.call("set_cover", { ...sessionOf(ann), p_board_id: sea, p_media_id: two });
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [four] });
  expect((await shown())[0]).toEqual(["Sea", 3, two]);
  await sql`update media set expires_at = now() where id = ${two}`;
  expect((await shown())[0]).toEqual(["Sea", 2, three]);
  await server.call("restore_media", { ...sessionOf(ann), p_media_ids: [four] });
  expect((await shown())[0]).toEqual(["Sea", 3, four]);
});

test("pages through a board in its own order", async () => {
  const ann = await world.person();
  const files = await fourFiles(ann);
  const sea = await newBoard(ann, "Sea", files);
  const [one = "", , , four = ""] = files;
  const board = { ...sessionOf(ann), p_board_id: sea };
  await server.call("order_on_board", { ...board, p_media_ids: [one, four] });
  const [first, second] = [await pages.board(ann, sea, 1, 3), await pages.board(ann, sea, 2, 3)];
  expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual([one, files[2], files[1], four]);
  expect(first).toMatchObject({ total: 4, board: { name: "Sea", coverMediaId: one } });
});

test("shows nobody else's board, no deleted one and none that never was", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [sea, sky] = [await newBoard(ann, "Sea"), await newBoard(bob, "Sky")];
  await server.call("delete_board", { ...sessionOf(ann), p_board_id: sea });
  for (const id of [sea, sky, randomUUID(), "x"])
    expect(await pages.board(ann, id, 1, 24)).toMatchObject({ board: null, items: [], total: 0 });
  expect(await pages.boards(ann)).toMatchObject({
    boards: [],
    deleted: [{ id: sea, name: "Sea" }],
  });
});

test("tells which boards and tags files have, one by one and together", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[one = "", two = "", three = ""], [theirs = ""]] = await Promise.all([
    fourFiles(ann),
    world.make(bob),
  ]);
  await newBoard(ann, "Sky");
  await newBoard(ann, "Sea", [one, two]);
  const tag = (mediaIds: string[], tags: string[]) =>
    server.call("tag_media", { ...sessionOf(ann), p_media_ids: mediaIds, p_tags: tags });
  await tag([one, three], ["boat"]);
  await tag([three], ["Water"]);
  const page = await pages.organize(ann, [one, two, three, theirs, randomUUID(), "x"]);
  expect(idsOf(page.items)).toEqual([three, two, one]);
  expect(page.boards.map(({ name, holds }) => [name, holds])).toEqual([
    ["Sea", 2],
    ["Sky", 0],
  ]);
  expect(page.tags).toEqual([
    { tag: "boat", count: 2 },
    { tag: "Water", count: 1 },
  ]);
  expect(await pages.media(ann, one)).toMatchObject({
    boards: [
      { name: "Sea", holds: 1 },
      { name: "Sky", holds: 0 },
    ],
    tags: [{ tag: "boat", count: 1 }],
  });
});
