import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signedInAs } from "../../signed-in-as.ts";
import { visitorOf, type Visitor } from "../faults/site";
import { openZip } from "../media/open-zip";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const { sql, origin } = site;

/** Somebody with so many pictures, of which the first is real and the others are rows for its file, newest first. */
async function enter(count: number): Promise<{ ada: Visitor; ids: string[] }> {
  const ada = await site.signUp();
  await makePictures(site, ada, 1);
  await sql`
    insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, created_at, expires_at)
    select gen_random_uuid(), kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, created_at - round * interval '1 minute', expires_at
    from media, generate_series(1, ${count - 1}::int) as round where user_id = ${ada.userId}`;
  const rows = await sql<{ id: string }[]>`
    select id from media where user_id = ${ada.userId} order by created_at desc, id desc`;
  return { ada, ids: rows.map(({ id }) => id) };
}

const shelves = async (ids: readonly string[]) => {
  const rows = await sql<{ id: string; shelf: string }[]>`
    select id, shelf from media where id = any (${ids as string[]})`;
  return ids.map((id) => rows.find((row) => row.id === id)?.shelf);
};
const starred = async ({ userId }: Visitor) =>
  (
    await sql<{ id: string }[]>`
      select id from media where user_id = ${userId} and starred_at is not null`
  ).map(({ id }) => id);
const boardsOf = async ({ userId }: Visitor) =>
  await sql<{ id: string; name: string; files: string[] }[]>`
    select b.id, b.name, array(select m.media_id::text from board_media m where m.board_id = b.id) as files
    from boards b where b.user_id = ${userId} order by b.created_at`;

/** Ticks boxes and presses a button, as a browser without scripts does. Resolves to the page that comes after. */
async function press(
  { cookie }: Visitor,
  intent: string,
  ids: readonly string[],
  { path = "/gallery", ...fields }: Record<string, string> = {},
) {
  const body = new URLSearchParams({ ...signedInAs(cookie), intent, ...fields });
  for (const id of ids) body.append("mediaId", id);
  const answer = await fetch(origin + path, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { cookie, origin, accept: "text/html" },
  });
  const location = answer.headers.get("location");
  const said = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .find((line) => line?.startsWith("easel-done="));
  const html = location?.startsWith("/gallery")
    ? (await visitorOf(origin, `${cookie}; ${said}`).get(location)).text
    : await answer.text();
  return { status: answer.status, location, html, words: wordsIn(html) };
}

const wordsIn = (html: string) =>
  html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, " ").replaceAll(/<[^>]+>/g, "");

/** Presses Undo in the note of a page. */
async function undo(visitor: Visitor, html: string, path = "/gallery") {
  const button = /<button[^>]*>Undo</.exec(html)?.[0] ?? "";
  const [form, name, value] = ["form", "name", "value"].map(
    (each) => new RegExp(` ${each}="([^"]*)"`).exec(button)?.[1] ?? "",
  );
  const fields = new RegExp(`<form[^>]*id="${form}".*?</form>`, "s").exec(html)?.[0] ?? "";
  const inputs = fields.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"\/>/g);
  return await visitor.post(path, {
    ...Object.fromEntries(Array.from(inputs, ([, key, text]) => [key, text])),
    [name ?? ""]: value ?? "",
  });
}

test("what is ticked goes to the trash, and Undo brings back just that", async () => {
  const { ada, ids } = await enter(4);
  const [first = "", second = "", third = "", fourth = ""] = ids;
  await press(ada, "trash", [first]);
  const { status, words, html } = await press(ada, "trash", [second, third]);
  expect([status, words]).toEqual([302, expect.stringContaining("Moved 2 files to the trash")]);
  expect(await shelves(ids)).toEqual(["trash", "trash", "trash", "recent"]);
  await undo(ada, html);
  expect(await shelves([first, second, third, fourth])).toEqual([
    "trash",
    "recent",
    "recent",
    "recent",
  ]);
});

test("a form that makes a board makes one, however often it is sent", async () => {
  const { ada, ids } = await enter(2);
  const form = { boardName: "Boats", newBoardId: randomUUID() };
  for (const path of ["/gallery", "/gallery"]) await press(ada, "board", ids, { path, ...form });
  const boards = await boardsOf(ada);
  expect(boards.map(({ name, files }) => [name, files.toSorted()])).toEqual([
    ["Boats", ids.toSorted()],
  ]);
});

test("everything that a filter lists is done in batches, and Undo brings all of it back", async () => {
  const { ada, ids } = await enter(130);
  const [starredOne = "", starredTwo = "", ...others] = ids;
  await press(ada, "star", [starredOne, starredTwo]);
  const only = await press(ada, "trash", [others[0] ?? ""], {
    all: "yes",
    path: "/gallery?starred=1",
  });
  expect(only.words).toContain("Moved 2 files to the trash");
  expect(new Set(await shelves(others))).toEqual(new Set(["recent"]));

  const all = await press(ada, "trash", [], { all: "yes" });
  expect(all.words).toContain("Moved 128 files to the trash");
  expect(new Set(await shelves(ids))).toEqual(new Set(["trash"]));
  await undo(ada, all.html);
  expect(new Set(await shelves(others))).toEqual(new Set(["recent"]));
  expect(await shelves([starredOne])).toEqual(["trash"]);
});

test("a search that nothing can match chooses nothing", async () => {
  const { ada, ids } = await enter(2);
  const path = `/gallery?q=${"x".repeat(300)}`;
  const { status, words } = await press(ada, "trash", [], { all: "yes", path });
  expect([status, words]).toEqual([400, expect.stringContaining("Select at least one")]);
  expect(await shelves(ids)).toEqual(["recent", "recent"]);
});

test("another person's files are gone like unknown ones, and what was reached is said", async () => {
  const { ada, ids } = await enter(2);
  const { ids: foreign } = await enter(1);
  const mixed = [...ids, ...foreign, randomUUID()];
  const { words } = await press(ada, "star", mixed);
  expect(words).toContain("Starred 2 files2 were gone.");
  for (const intent of ["save", "trash", "restore", "delete", "star", "unstar"]) {
    const others = await press(ada, intent, foreign);
    const unknown = await press(ada, intent, [randomUUID()]);
    expect([intent, others.status, unknown.status]).toEqual([intent, 404, 404]);
  }
  expect(await shelves(foreign)).toEqual(["recent"]);
});

test("saving says how many it reached", async () => {
  const { ada, ids } = await enter(1);
  const [real = ""] = ids;
  const { words } = await press(ada, "save", [real, randomUUID()]);
  expect(words).toContain("Saved 1 of 2");
  expect(await shelves([real])).toEqual(["saved"]);
});

test("Undo takes away only the stars that were given", async () => {
  const { ada, ids } = await enter(3);
  const [first = "", second = ""] = ids;
  await press(ada, "star", [first]);
  const { html } = await press(ada, "star", [first, second]);
  expect(await starred(ada)).toHaveLength(2);
  await undo(ada, html);
  expect(await starred(ada)).toEqual([first]);
  const taken = await press(ada, "unstar", [first, second]);
  await undo(ada, taken.html);
  expect(await starred(ada)).toEqual([first]);
});

test("files go on a new board and on one there is, and Undo takes off only those that came", async () => {
  const { ada, ids } = await enter(3);
  const [first = "", second = "", third = ""] = ids;
  const made = await press(ada, "board", [first], { boardName: "  Sea   side " });
  expect(made.words).toContain("Added to the board");
  const [board] = await boardsOf(ada);
  expect(board).toMatchObject({ name: "Sea side", files: [first] });
  const boardId = board?.id ?? "";
  const added = await press(ada, "board", [first, second, third], { boardId });
  expect(added.words).toContain("Added 3 files to the board");
  await undo(ada, added.html);
  expect((await boardsOf(ada))[0]?.files).toEqual([first]);

  const path = `/gallery?board=${boardId}`;
  const off = await press(ada, "unboard", [first], { fromBoard: boardId, path });
  expect(off.words).toContain("Removed from the board");
  await undo(ada, off.html, path);
  expect((await boardsOf(ada))[0]?.files).toEqual([first]);

  await press(ada, "board", [second, third], { boardId });
  const inOrder = async () =>
    await sql`select media_id, position from board_media where board_id = ${boardId} order by position`;
  const before = await inOrder();
  const some = await press(ada, "unboard", [first, third], { fromBoard: boardId, path });
  await undo(ada, some.html, path);
  expect(await inOrder()).toEqual(before);
});

test("nobody puts files on another person's board", async () => {
  const { ada, ids } = await enter(1);
  const { ada: zoe, ids: hers } = await enter(1);
  await press(zoe, "board", hers, { boardName: "Zoe's" });
  const [board] = await boardsOf(zoe);
  const foreign = await press(ada, "board", ids, { boardId: board?.id ?? "" });
  const unknown = await press(ada, "board", ids, { boardId: randomUUID() });
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  expect((await boardsOf(zoe))[0]?.files).toEqual(hers);
});

test.each([
  ["   ", "Give the board a name."],
  ["x".repeat(10_000), "Keep the name to 80 characters or fewer."],
])("a board's name that cannot be is refused, with words and boxes kept", async (name, words) => {
  const { ada, ids } = await enter(2);
  const [first = ""] = ids;
  const refused = await press(ada, "board", [first], { boardName: name });
  expect([refused.status, refused.words]).toEqual([400, expect.stringContaining(words)]);
  expect(refused.html).toContain(`name="boardName" value="${name}"`);
  expect(refused.html).toMatch(new RegExp(`<input[^>]*checked=""[^>]*value="${first}"`));
  expect(await boardsOf(ada)).toEqual([]);
});

test("tags are put on and taken off, and Enter in a field does what was typed", async () => {
  const { ada, ids } = await enter(2);
  const tagsOf = async () =>
    (
      await sql<{ tag: string }[]>`
        select distinct tag from media_tags where user_id = ${ada.userId} order by tag`
    ).map(({ tag }) => tag);
  const { words } = await press(ada, "tag", ids, { tags: "holiday, 海" });
  expect(words).toContain("Tagged 2 files");
  await press(ada, "typed", ids, { tags: "blue" });
  expect(await tagsOf()).toEqual(["blue", "holiday", "海"]);
  await press(ada, "untag", ids, { tags: "Holiday" });
  expect(await tagsOf()).toEqual(["blue", "海"]);
  const nothing = await press(ada, "typed", ids);
  expect([nothing.status, nothing.words]).toEqual([
    400,
    expect.stringContaining("Press one of the buttons."),
  ]);
});

test("what stops half-way says so, and what was typed and ticked is still there", async () => {
  const { ada, ids } = await enter(130);
  const full = ids.at(-1) ?? "";
  await sql`
    insert into media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
    select m.id, m.kind, m.user_id, m.generation_id, 'tag ' || n, m.created_at
    from media m, generate_series(1, 30) n where m.id = ${full}`;
  await press(ada, "board", ids.slice(0, 1), { boardName: "Sea" });
  const boardId = (await boardsOf(ada))[0]?.id ?? "";
  const ticked = ids.slice(0, 20);
  const form = { all: "yes", boardId, tags: "blue, 海" };
  const { status, words, html } = await press(ada, "tag", ticked, form);
  expect([status, words]).toEqual([
    200,
    expect.stringContaining("Tagged 100 filesThere was no room for the other 30 files."),
  ]);
  const [tagged] = await sql`
    select count(*)::int from media_tags where user_id = ${ada.userId} and tag = 'blue'`;
  expect(tagged).toEqual({ count: 100 });
  expect(html).toContain('name="tags" value="blue, 海"');
  expect(html).toContain(`<option value="${boardId}" selected="">`);
  const boxes = html.match(/<input(?=[^>]*name="(?:mediaId|all)")[^>]*>/g) ?? [];
  expect(boxes.filter((box) => box.includes('checked=""'))).toHaveLength(1 + ticked.length);
  expect(html).toMatch(/<details[^>]* open=""/);
});

test("sharing makes a board of what is ticked, and leads to its sharing", async () => {
  const { ada, ids } = await enter(2);
  const { status, location } = await press(ada, "share", ids);
  const [board] = await boardsOf(ada);
  expect([status, location]).toEqual([302, `/boards/${board?.id}/share`]);
  expect(board?.name).toMatch(/^Shared on \w+ \d+, \d{4}$/);
  expect(board?.files.toSorted()).toEqual(ids.toSorted());
});

test("comparing leads to the pictures side by side", async () => {
  const { ada, ids } = await enter(5);
  const two = await press(ada, "compare", ids.slice(0, 2));
  expect([two.status, two.location]).toEqual([302, `/compare?ids=${ids[0]},${ids[1]}`]);
  const { location } = await press(ada, "compare", ids);
  expect((await ada.get(location ?? "")).text).toContain("These are the first");
});

test("the zip of everything that a filter lists has just that", async () => {
  const { ada, ids } = await enter(60);
  const [first = "", second = ""] = ids;
  await press(ada, "star", [first, second]);
  const zipOf = async (path: string) => {
    const answer = await fetch(origin + path, {
      method: "POST",
      body: new URLSearchParams({ ...signedInAs(ada.cookie), all: "yes" }),
      headers: { cookie: ada.cookie, origin },
    });
    return (await openZip(await answer.bytes())).map(({ name }) => name);
  };
  expect(await zipOf("/gallery/zip?starred=1")).toHaveLength(3);
  expect(await zipOf("/gallery/zip?view=recent")).toHaveLength(61);
});

test("everything on a board that is gone meanwhile is nothing, not everything there is", async () => {
  const { ada, ids } = await enter(3);
  const [first = ""] = ids;
  await press(ada, "board", [first], { boardName: "Sea" });
  const [board] = await boardsOf(ada);
  await ada.post(`/boards/${board?.id}`, { intent: "delete" });
  for (const boardId of [board?.id, randomUUID()]) {
    const path = `/gallery?board=${boardId}`;
    const { status, words } = await press(ada, "trash", [], { all: "yes", path });
    expect([status, words]).toEqual([400, expect.stringContaining("Nothing was done")]);
  }
  expect(await shelves(ids)).toEqual(["recent", "recent", "recent"]);
});

test("nothing ticked, or nonsense, does nothing and says so", async () => {
  const { ada } = await enter(1);
  const choices: Record<string, string>[] = [
    {},
    { mediaIds: "," },
    { mediaIds: "1" },
    { kept: "no-such-token" },
  ];
  for (const fields of choices) {
    const { status, words } = await press(ada, "trash", [], fields);
    expect([status, words]).toEqual([400, expect.stringContaining("Nothing was done")]);
  }
});

test("the star of a tile is set and taken off by a plain POST that leads back to the tile", async () => {
  const { ada, ids } = await enter(2);
  const [first = "", second = ""] = ids;
  const path = "/gallery?sort=oldest";
  const mark = async (field: string, id: string, at = path) => {
    const { status, headers } = await ada.post(at, { intent: "mark", [field]: id });
    return [status, headers.get("location")];
  };
  for (const _ of [1, 2]) expect(await mark("star", first)).toEqual([303, `${path}#${first}`]);
  expect(await starred(ada)).toEqual([first]);
  const pressed = async () =>
    (await ada.get(path)).text.match(/<button form="mark-file"[^>]*aria-pressed="true"[^>]*>/g);
  expect(await pressed()).toEqual([expect.stringMatching(`(?=.*name="unstar").*value="${first}"`)]);
  expect(await mark("unstar", first)).toEqual([303, `${path}#${first}`]);
  expect([await starred(ada), await pressed()]).toEqual([[], null]);

  const zoe = await site.signUp();
  const asZoe = await zoe.post("/gallery", { intent: "mark", star: second });
  expect([asZoe.status, await starred(ada)]).toEqual([404, []]);
  for (const field of ["nothing", "star", "unstar"])
    expect((await ada.post("/gallery", { intent: "mark", [field]: "x" })).status).toBe(400);
});

test("in a list of starred files a star that is taken off can be had back", async () => {
  const { ada, ids } = await enter(2);
  const [first = ""] = ids;
  await ada.post("/gallery", { intent: "mark", star: first });
  const path = "/gallery?starred=1";
  const { html, words } = await press(ada, "mark", [], { path, unstar: first });
  expect(words).toContain("Undo");
  expect(await starred(ada)).toEqual([]);
  await undo(ada, html, path);
  expect(await starred(ada)).toEqual([first]);
});
