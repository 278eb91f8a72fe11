import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;

const newBoard = (viewer: Viewer, name: string, mediaIds?: readonly string[]) =>
  server.call("make_board", {
    ...sessionOf(viewer),
    p_board_id: randomUUID(),
    p_name: name,
    ...(mediaIds && { p_media_ids: mediaIds }),
  }) as Promise<string>;
const namesOf = async ({ userId }: Viewer) => {
  const rows = await sql<{ name: string }[]>`
    select name from boards where user_id = ${userId} and deleted_at is null order by position`;
  return rows.map(({ name }) => name);
};
const filesOn = async (boardId: string) => {
  const rows = await sql<{ id: string }[]>`
    select media_id as id from board_media where board_id = ${boardId} order by position`;
  return rows.map(({ id }) => id);
};
const onBoard = (viewer: Viewer, boardId: string, mediaIds: readonly string[]) => ({
  ...sessionOf(viewer),
  p_board_id: boardId,
  p_media_ids: mediaIds,
});
const tagsOf = async (mediaId: string) => {
  const rows = await sql<{ tag: string }[]>`
    select tag from media_tags where media_id = ${mediaId} order by folded`;
  return rows.map(({ tag }) => tag);
};
/** The codes that all of them were refused with, each once. */
const codesOf = async (promises: Promise<unknown>[]) => {
  const refusals = await Promise.all(promises.map(refusalOf));
  return [...new Set(refusals.map((refusal) => refusal.code))];
};
const threeFiles = async (viewer: Viewer) => {
  const [one = "", two = "", three = ""] = await world.make(viewer, {
    mediaIds: [randomUUID(), randomUUID(), randomUUID()].toSorted(),
  });
  return [one, two, three] as const;
};

test("lists the newest board first, and makes one of a form sent twice", async () => {
  const ann = await world.person();
  const form = { ...sessionOf(ann), p_board_id: randomUUID(), p_name: "Sea" };
  expect([await server.call("make_board", form), await server.call("make_board", form)]).toEqual([
    form.p_board_id,
    form.p_board_id,
  ]);
  await newBoard(ann, "Sky");
  expect(await namesOf(ann)).toEqual(["Sky", "Sea"]);
});

test("lets boards change places with each other and leaves the others where they are", async () => {
  const ann = await world.person();
  const ids: string[] = [];
  for (const name of ["four", "three", "two", "one"]) ids.unshift(await newBoard(ann, name));
  const [one = "", , three = "", four = ""] = ids;
  const order = (boardIds: string[]) =>
    server.call("order_boards", { ...sessionOf(ann), p_board_ids: boardIds });
  await order([four, one, three]);
  expect(await namesOf(ann)).toEqual(["four", "two", "one", "three"]);
  await order([one, randomUUID(), "x", four]);
  expect(await namesOf(ann)).toEqual(["one", "two", "four", "three"]);
});

test("puts files on several boards, the newest first, and a second time changes nothing", async () => {
  const ann = await world.person();
  const [one, two, three] = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea", [one]);
  const sky = await newBoard(ann, "Sky", [one, two, three]);
  const added = await server.call("add_to_board", onBoard(ann, sea, [three, two, one]));
  expect(added.toSorted()).toEqual([one, two, three]);
  await server.call("add_to_board", onBoard(ann, sea, [one]));
  expect([await filesOn(sea), await filesOn(sky)]).toEqual([
    [three, two, one],
    [three, two, one],
  ]);
  await server.call("order_on_board", onBoard(ann, sea, [one, three]));
  expect(await filesOn(sea)).toEqual([one, two, three]);
  expect(await server.call("remove_from_board", onBoard(ann, sea, [two, randomUUID()]))).toEqual([
    two,
  ]);
  expect([await filesOn(sea), await filesOn(sky)]).toEqual([
    [one, three],
    [three, two, one],
  ]);
});

test("keeps a cover as long as the file is on the board", async () => {
  const ann = await world.person();
  const [one, two] = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea", [one]);
  const cover = async () =>
    (await sql`select cover_media_id as id from boards where id = ${sea}`)[0]?.["id"];
  const choose = (mediaId: string) =>
    server.call("set_cover", { ...sessionOf(ann), p_board_id: sea, p_media_id: mediaId });
  expect((await refusalOf(choose(two))).code).toBe("not_found");
  await choose(one);
  expect(await cover()).toBe(one);
  await server.call("remove_from_board", onBoard(ann, sea, [one]));
  expect(await cover()).toBeNull();
});

test("puts back what was taken off, at its place and as the cover, once", async () => {
  const ann = await world.person();
  const [one, two, three] = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea", [one, two]);
  const cover = async () =>
    (await sql`select cover_media_id as id from boards where id = ${sea}`)[0]?.["id"];
  const putBack = (...ids: string[]) => server.call("put_back_on_board", onBoard(ann, sea, ids));
  await server.call("set_cover", { ...sessionOf(ann), p_board_id: sea, p_media_id: one });
  await server.call("remove_from_board", onBoard(ann, sea, [one, two]));
  // Comes to lie where one of them was.
  await server.call("add_to_board", onBoard(ann, sea, [three]));
  expect((await putBack(one, two, randomUUID())).toSorted()).toEqual([one, two]);
  expect([new Set(await filesOn(sea)), await cover()]).toEqual([new Set([one, two, three]), one]);
  const places = await sql`select distinct position from board_media where board_id = ${sea}`;
  expect(places).toHaveLength(3);
  await server.call("order_on_board", onBoard(ann, sea, [three, two, one]));
  await putBack(one);
  expect(await filesOn(sea)).toEqual([three, two, one]);
  for (const taken of [[two], [three, two], [two, one], [one, two, three]]) {
    await server.call("remove_from_board", onBoard(ann, sea, taken));
    await putBack(...taken);
    expect(await filesOn(sea)).toEqual([three, two, one]);
  }
  await server.call("remove_from_board", onBoard(ann, sea, [two]));
  await sql`update private.board_removals set removed_at = now() - interval '2 days' where board_id = ${sea}`;
  await world.cleanUp(2);
  expect(await sql`select from private.board_removals where board_id = ${sea}`).toHaveLength(0);
  await putBack(two);
  expect(await filesOn(sea)).toEqual([two, three, one]);
});

test("brings a deleted board back with its files, and forgets it after a week", async () => {
  const ann = await world.person();
  const files = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea", files);
  const board = { ...sessionOf(ann), p_board_id: sea };
  await server.call("set_cover", { ...board, p_media_id: files[0] });
  await server.call("delete_board", board);
  expect(await namesOf(ann)).toEqual([]);
  expect((await refusalOf(server.call("rename_board", { ...board, p_name: "Sky" }))).code).toBe(
    "not_found",
  );
  await server.call("restore_board", board);
  expect([await namesOf(ann), (await filesOn(sea)).length]).toEqual([["Sea"], 3]);
  await server.call("delete_board", board);
  await sql`update boards set deleted_at = now() - interval '8 days' where id = ${sea}`;
  await world.cleanUp(2);
  expect([
    (await filesOn(sea)).length,
    (await sql`select from boards where id = ${sea}`).length,
  ]).toEqual([1, 1]);
  await world.cleanUp(2);
  expect(await sql`select from boards where id = ${sea}`).toHaveLength(0);
  expect(await sql`select from media where user_id = ${ann.userId}`).toHaveLength(3);
});

test("stars files and takes the stars off; a star is still there after the trash", async () => {
  const ann = await world.person();
  const [one, two] = await threeFiles(ann);
  const named = { ...sessionOf(ann), p_media_ids: [one, two] };
  const starred = async () =>
    (
      await sql`select id from media where user_id = ${ann.userId} and starred_at is not null order by id`
    ).map(({ id }) => id);
  expect((await server.call("star_media", named)).toSorted()).toEqual([one, two]);
  expect(await server.call("unstar_media", { ...named, p_media_ids: [one] })).toEqual([one]);
  await server.call("trash_media", named);
  expect((await refusalOf(server.call("unstar_media", named))).code).toBe("not_found");
  await server.call("restore_media", named);
  expect(await starred()).toEqual([two]);
});

test("compares tags without case and accents, and shows them as they were typed last", async () => {
  const ann = await world.person();
  const [one, two] = await threeFiles(ann);
  const tag = (mediaIds: string[], tags: string[]) =>
    server.call("tag_media", { ...sessionOf(ann), p_media_ids: mediaIds, p_tags: tags });
  expect((await tag([one, two], ["cafe", "Море", "海"])).toSorted()).toEqual([one, two]);
  await tag([one], ["Café", "CAFÉ"]);
  expect(await tagsOf(one)).toHaveLength(3);
  expect((await tagsOf(one))[0]).toMatch(/^caf[é]$/i);
  expect(await tagsOf(two)).toEqual(["cafe", "Море", "海"]);
  await server.call("untag_media", {
    ...sessionOf(ann),
    p_media_ids: [one],
    p_tags: ["cafe", "МОРЕ"],
  });
  expect(await tagsOf(one)).toEqual(["海"]);
});

test("refuses names and tags that are empty or too long, and more than there is room for", async () => {
  const ann = await world.person();
  const [one] = await threeFiles(ann);
  for (const name of ["", "  ", " Sea", "x".repeat(641), "\u0301"]) {
    expect((await refusalOf(newBoard(ann, name))).code).toBe("invalid_input");
  }
  const tag = (tags: string[]) =>
    server.call("tag_media", { ...sessionOf(ann), p_media_ids: [one], p_tags: tags });
  for (const tags of [[], [""], [" "], ["x".repeat(321)], ["\u0301"]]) {
    expect((await refusalOf(tag(tags))).code).toBe("invalid_input");
  }
  await tag(Array.from({ length: 30 }, (_, index) => `tag ${index}`));
  expect(await refusalOf(tag(["one more"]))).toEqual({
    code: "limit_reached",
    facts: { what: "file_tags", limit: 30 },
  });
  expect(await tagsOf(one)).toHaveLength(30);
  await sql`insert into boards (id, user_id, name, position)
    select gen_random_uuid(), ${ann.userId}, 'Board ' || i, i from generate_series(1, 200) i`;
  expect(await refusalOf(newBoard(ann, "One more"))).toEqual({
    code: "limit_reached",
    facts: { what: "boards", limit: 200 },
  });
});

test("holds ten thousand files on a board and refuses the next as a whole", async () => {
  const ann = await world.person();
  const files = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea");
  await sql`
    with made as (
      insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256, thumbhash, store, path, thumb_path, expires_at)
      select gen_random_uuid(), m.kind, m.user_id, m.generation_id, 1, 1, 1, 'image/png', 1, m.sha256, '', 'local', 'p/' || i, 't/' || i, m.expires_at
      from media m cross join generate_series(1, 9998) i where m.id = ${files[0]} returning id, kind, user_id, generation_id, created_at
    )
    insert into board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
    select ${sea}, id, kind, user_id, generation_id, 1, created_at from made`;
  expect(await refusalOf(server.call("add_to_board", onBoard(ann, sea, files)))).toEqual({
    code: "limit_reached",
    facts: { what: "board_files", limit: 10_000 },
  });
  await server.call("add_to_board", onBoard(ann, sea, files.slice(0, 2)));
  expect((await filesOn(sea)).length).toBe(10_000);
  await sql`delete from media where user_id = ${ann.userId} and path like 'p/%'`;
});

test("answers another person's boards and files like missing ones", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [mine, theirs] = await Promise.all([threeFiles(ann), threeFiles(bob)]);
  const [sea, sky] = await Promise.all([newBoard(ann, "Sea", mine), newBoard(bob, "Sky", theirs)]);
  expect(await server.call("add_to_board", onBoard(ann, sea, [mine[0], theirs[0]]))).toEqual([
    mine[0],
  ]);
  for (const boardId of [sky, randomUUID(), "x"]) {
    const board = { ...sessionOf(ann), p_board_id: boardId };
    const refused = [
      server.call("rename_board", { ...board, p_name: "Mine" }),
      server.call("delete_board", board),
      server.call("restore_board", board),
      server.call("set_cover", { ...board, p_media_id: theirs[0] }),
      server.call("order_boards", { ...sessionOf(ann), p_board_ids: [boardId] }),
      server.call("add_to_board", { ...board, p_media_ids: [...mine] }),
      server.call("remove_from_board", { ...board, p_media_ids: [...theirs] }),
      server.call("put_back_on_board", { ...board, p_media_ids: [...mine] }),
      server.call("order_on_board", { ...board, p_media_ids: [...theirs] }),
    ];
    expect(await codesOf(refused)).toEqual(["not_found"]);
  }
  const taken = { ...sessionOf(ann), p_board_id: sky, p_name: "Mine" };
  expect((await refusalOf(server.call("make_board", taken))).code).toBe("not_found");
  const named = { ...sessionOf(ann), p_media_ids: [...theirs, randomUUID(), "x"] };
  expect(
    await codesOf([
      server.call("add_to_board", { ...named, p_board_id: sea }),
      server.call("put_back_on_board", { ...named, p_board_id: sea }),
      server.call("star_media", named),
      server.call("unstar_media", named),
      server.call("tag_media", { ...named, p_tags: ["mine"] }),
      server.call("untag_media", { ...named, p_tags: ["mine"] }),
    ]),
  ).toEqual(["not_found"]);
  expect(await namesOf(bob)).toEqual(["Sky"]);
});

test("does nothing for a session that has ended", async () => {
  const ann = await world.person();
  const [one] = await threeFiles(ann);
  await server.call("revoke_session", sessionOf(ann));
  const named = { ...sessionOf(ann), p_media_ids: [one] };
  const board = { ...sessionOf(ann), p_board_id: randomUUID() };
  expect(
    await codesOf([
      newBoard(ann, "Sea"),
      server.call("star_media", named),
      server.call("tag_media", { ...named, p_tags: ["sea"] }),
      server.call("delete_board", board),
      server.call("order_on_board", { ...board, p_media_ids: [one] }),
      server.call("put_back_on_board", { ...board, p_media_ids: [one] }),
    ]),
  ).toEqual(["signed_out"]);
});

test("lets boards and tags go with the file, and all of it with the account", async () => {
  const ann = await world.person();
  const files = await threeFiles(ann);
  const sea = await newBoard(ann, "Sea", files);
  await server.call("set_cover", { ...sessionOf(ann), p_board_id: sea, p_media_id: files[0] });
  await server.call("tag_media", {
    ...sessionOf(ann),
    p_media_ids: [...files],
    p_tags: ["sea"],
  });
  await sql`update media set expires_at = now() where id = ${files[0]}`;
  await world.cleanUp(10);
  expect([(await filesOn(sea)).length, await tagsOf(files[0])]).toEqual([2, []]);
  await sql`delete from auth.users where id = ${ann.userId}`;
  expect(await sql`select from boards where user_id = ${ann.userId}`).toHaveLength(0);
  expect(await sql`select from media_tags where user_id = ${ann.userId}`).toHaveLength(0);
  expect(await world.violations()).toEqual([]);
});
