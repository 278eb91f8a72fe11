import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { visitorOf, type Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const [ada, zoe] = await Promise.all([site.signUp(), site.signUp()]);

const newBoard = async (visitor: Visitor, name: string) => {
  const boardId = randomUUID();
  const { status, headers } = await visitor.post("/boards", { intent: "make", boardId, name });
  expect([status, headers.get("location")]).toEqual([303, "/boards"]);
  return boardId;
};
const namesIn = (html: string) =>
  Array.from(
    html.matchAll(/href="\/boards\/[\w-]+"[^]*?group-hover:underline">([^<]*)</g),
    ([, name]) => name,
  );
const shownIn = (html: string) =>
  Array.from(html.matchAll(/<img src="\/media\/([\w-]+)\/thumb"/g), ([, id]) => id);

test("makes, orders, renames and deletes boards, and brings one back, without scripts", async () => {
  const [sea, sky] = [await newBoard(ada, "Sea"), await newBoard(ada, "Sky")];
  expect(namesIn((await ada.get("/boards")).text)).toEqual(["Sky", "Sea"]);
  await ada.post("/boards", { intent: "order", boardIds: `${sea},${sky}` });
  expect(namesIn((await ada.get("/boards")).text)).toEqual(["Sea", "Sky"]);
  const renamed = await ada.post(`/boards/${sea}`, {
    intent: "rename",
    name: "  The\n wide\u00a0 sea ",
  });
  expect(renamed.headers.get("location")).toBe(`/boards/${sea}`);
  expect((await ada.get(`/boards/${sea}`)).text).toContain(">The wide sea</h1>");
  const gone = await ada.post(`/boards/${sky}`, { intent: "delete" });
  expect(gone.headers.get("location")).toBe(`/boards?deleted=${sky}`);
  expect((await ada.get(`/boards/${sky}`)).status).toBe(404);
  const { text } = await ada.get(`/boards?deleted=${sky}`);
  expect(text).toContain("“Sky” deleted");
  expect(text).toContain("Undo");
  await ada.post("/boards", { intent: "restore", boardId: sky });
  expect(namesIn((await ada.get("/boards")).text)).toEqual(["The wide sea", "Sky"]);
});

test("arranges a board: other places, a cover, some taken off, and Undo", async () => {
  const files = await makePictures(site, ada, 3, "a boat on a lake");
  const board = await newBoard(ada, "Boats");
  const path = `/boards/${board}`;
  await ada.post(`/organize?ids=${files.join(",")}`, { intent: "add", boardId: board });
  const { text } = await ada.get(path);
  const shown = shownIn(text);
  expect(shown.toSorted()).toEqual(files.toSorted());
  const [first = "", second = "", third = ""] = shown;
  await ada.post(`${path}?arrange=1`, { intent: "order", mediaIds: `${second},${first}` });
  expect(shownIn((await ada.get(path)).text)).toEqual([second, first, third]);
  await ada.post(`${path}?arrange=1`, { intent: "cover", mediaId: third });
  expect((await ada.get("/boards")).text).toContain(`/media/${third}/thumb`);
  const removed = await ada.post(`${path}?arrange=1`, { intent: "unboard", mediaId: third });
  expect(removed.headers.get("location")).toBe(`${path}?arrange=1`);
  expect(shownIn((await ada.get(path)).text)).toEqual([second, first]);
  const none = await ada.post(`${path}?arrange=1`, { intent: "unboard" });
  expect([none.status, none.text.includes("Select at least one picture or video first.")]).toEqual([
    400,
    true,
  ]);
  const [said] = removed.headers.getSetCookie();
  const note = await visitorOf(site.origin, `${ada.cookie}; ${said?.split(";")[0]}`).get(path);
  expect(note.text).toContain("Removed from the board");
  expect(note.text).toMatch(new RegExp(`form="put-back-file" value="${third}"[^>]*>Undo<`));
  await ada.post(path, { intent: "put-back", mediaIds: third });
  expect(shownIn((await ada.get(`${path}?page=99`)).text)).toEqual([second, first, third]);
  expect((await ada.get("/boards")).text).toContain(`/media/${third}/thumb`);
});

test.each([
  ["of spaces", " \u3000\t ", "Give the board a name."],
  ["that nobody can see", "\u200b\u200d", "Give the board a name."],
  ["of 10,000 characters", "naïve ".repeat(1700), "Keep the name to 80 characters or fewer."],
  ["of 81 families", "👨‍👩‍👧‍👦".repeat(81), "Keep the name to 80 characters or fewer."],
])("refuses a name %s, and keeps it", async (_, name, words) => {
  const board = await newBoard(ada, "A board");
  for (const [path, fields] of [
    ["/boards", { intent: "make", boardId: randomUUID() }],
    [`/boards/${board}`, { intent: "rename" }],
  ] as const) {
    const { status, text } = await ada.post(path, { ...fields, name });
    expect([path, status]).toEqual([path, 400]);
    expect(text).toContain(words);
    expect(text).toContain(`value="${name}"`);
  }
});

test.each(["море", "海と山", "بحر وسماء", "👨‍👩‍👧‍👦".repeat(20), "Ann's & Bob's <best>"])(
  "takes a name in any script: %s",
  async (name) => {
    const board = await newBoard(zoe, name);
    const { text } = await zoe.get(`/boards/${board}`);
    const shown = name
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll("'", "&#x27;");
    expect(text).toContain(`>${shown}</h1>`);
  },
);

test("answers another person's board like one that never was, on every button", async () => {
  const board = await newBoard(ada, "Mine");
  const [mediaId = ""] = await makePictures(site, ada, 1, "a tall tree");
  for (const id of [board, randomUUID(), "x"]) {
    const path = `/boards/${id}`;
    const answers = [
      await zoe.get(path),
      await zoe.post(path, { intent: "rename", name: "Theirs" }),
      await zoe.post(path, { intent: "delete" }),
      await zoe.post(path, { intent: "unboard", mediaId }),
      await zoe.post(path, { intent: "put-back", mediaIds: mediaId }),
      await zoe.post(path, { intent: "order", mediaIds: mediaId }),
      await zoe.post(path, { intent: "cover", mediaId }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  }
  for (const fields of [
    { intent: "restore", boardId: board },
    { intent: "order", boardIds: board },
  ] as Record<string, string>[])
    expect((await zoe.post("/boards", fields)).status).toBe(404);
  const own = await newBoard(zoe, "Hers");
  const theirs = await zoe.post(`/organize?ids=${mediaId}`, { intent: "add", boardId: own });
  expect(theirs.status).toBe(404);
  expect((await ada.get(`/boards/${board}`)).status).toBe(200);
});

test("nonsense in an address shows the nearest page, and nonsense in a form is refused", async () => {
  for (const path of ["/boards?deleted=x", `/boards?deleted=${randomUUID()}`, "/boards?page=-1"])
    expect((await ada.get(path)).status).toBe(200);
  const board = await newBoard(ada, "Empty");
  for (const [query, isMoved] of [
    ["?page=1", false],
    ["?page=0", true],
    ["?page=9999", true],
    ["?page=x", true],
  ] as const) {
    const { status, text } = await ada.get(`/boards/${board}${query}`);
    expect([status, text.includes("This is the nearest one.")]).toEqual([200, isMoved]);
  }
  for (const fields of [{}, { intent: "fly" }, { intent: "order", boardIds: "x" }] as Record<
    string,
    string
  >[])
    expect((await ada.post("/boards", fields)).status).toBe(400);
  expect((await site.nobody.get("/boards")).headers.get("location")).toBe("/login?next=%2Fboards");
});

test("a picture opened from a board leads on and back through that board, in its own order", async () => {
  const files = await makePictures(site, ada, 3, "a heron");
  const [first = "", second = "", third = ""] = files;
  const board = await newBoard(ada, "Herons");
  const path = `/boards/${board}`;
  await ada.post(`/organize?ids=${files.join(",")}`, { intent: "add", boardId: board });
  await ada.post(path, { intent: "order", mediaIds: `${second},${first},${third}` });
  const query = `?board=${board}`;
  expect((await ada.get(path)).text).toContain(`href="/image/${first}${query}"`);
  const linksOf = async (address: string) => {
    const { text } = await ada.get(address);
    const around = ["prev", "next"].map(
      (rel) => new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(text)?.[0] ?? "",
    );
    return around.map((link) => / href="([^"]*)"/.exec(link)?.[1]?.replaceAll("&amp;", "&"));
  };
  expect(await linksOf(`/image/${first}${query}`)).toEqual([
    `/image/${second}${query}`,
    `/image/${third}${query}`,
  ]);
  expect(await linksOf(`/image/${first}/full${query}&page=2`)).toEqual([
    `/image/${second}/full${query}&page=2`,
    `/image/${third}/full${query}&page=2`,
  ]);
  const { text } = await ada.get(`/image/${first}${query}&page=2`);
  expect(text).toContain(`href="${path}?page=2#${first}"`);
  expect(text).toContain("Back to the board");

  // Deleting leads on through the board; what is not on it is looked at in its own view.
  const deleted = await ada.post(`/image/${first}${query}`, { intent: "trash" });
  expect(deleted.headers.get("location")).toBe(`/image/${third}${query}`);
  expect(await linksOf(`/image/${third}${query}`)).toEqual([`/image/${second}${query}`, undefined]);
  await ada.post(path, { intent: "unboard", mediaId: third });
  const [, next] = await linksOf(`/image/${third}${query}`);
  expect(next).toBe(`/image/${second}?view=recent&board=${board}`);
  const own = await newBoard(zoe, "Hers");
  expect((await ada.get(`/image/${second}?board=${own}`)).text).toContain("Back to the gallery");
});

test("a star is set and taken off on a board, where its tile is", async () => {
  const [{ id: mediaId } = { id: "" }] = await site.sql<{ id: string }[]>`
    select id from media where user_id = ${ada.userId} and trashed_at is null limit 1`;
  const board = await newBoard(ada, "One");
  const path = `/boards/${board}`;
  await ada.post(`/organize?ids=${mediaId}`, { intent: "add", boardId: board });
  const pressed = async () => (await ada.get(path)).text.match(/<button form="mark-file"[^>]*>/g);
  expect(await pressed()).toEqual([expect.stringMatching(/aria-pressed="false".* name="star"/)]);
  const { status, headers } = await ada.post(path, { intent: "mark", star: mediaId });
  expect([status, headers.get("location")]).toEqual([303, `${path}#${mediaId}`]);
  expect(await pressed()).toEqual([expect.stringMatching(/aria-pressed="true".* name="unstar"/)]);
  for (const fields of [{}, { star: "x" }, { star: mediaId, unstar: mediaId }] as Record<
    string,
    string
  >[])
    expect((await ada.post(path, { intent: "mark", ...fields })).status).toBe(400);
});
