import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const [ada, zoe] = await Promise.all([site.signUp(), site.signUp()]);
let made: Promise<string[]> | null = null;
const pictures = () => (made ??= makePictures(site, ada, 2));
const tagsOf = async (id: string) =>
  (await site.sql`select tag from media_tags where media_id = ${id} order by folded`).map(
    ({ tag }) => tag,
  );

test("stars, tags and puts a picture on boards from its own page, and comes back to it", async () => {
  const [id = ""] = await pictures();
  const page = `/image/${id}`;
  const path = `/organize?ids=${id}&next=${encodeURIComponent(page)}`;
  const shown = (await ada.get(page)).text;
  expect(shown).toContain("Boards and tags");
  expect(shown).toContain("Add the tag “lighthouse”");
  expect(await tagsOf(id)).toEqual([]);
  const boardId = randomUUID();
  for (const fields of [
    { intent: "star" },
    { intent: "tag", tags: "Sea,  night  sky ,sea" },
    { intent: "make", boardId, name: "Coast" },
  ] as Record<string, string>[]) {
    const { status, headers } = await ada.post(path, fields);
    expect([status, headers.get("location")]).toEqual([303, page]);
  }
  expect(await tagsOf(id)).toEqual(["night sky", "Sea"]);
  const after = (await ada.get(page)).text;
  expect(after).toContain("Remove from “Coast”");
  expect(after).toContain('value="unstar"');
  await ada.post(path, { intent: "remove", boardId });
  await ada.post(path, { intent: "untag", tags: "SEA" });
  await ada.post(path, { intent: "unstar" });
  expect(await tagsOf(id)).toEqual(["night sky"]);
  expect((await ada.get(page)).text).toContain("Add to “Coast”");
});

test("acts on several files, and says how many of them a board holds", async () => {
  const [one = "", two = ""] = await pictures();
  const boardId = randomUUID();
  await ada.post("/boards", { intent: "make", boardId, name: "Both" });
  await ada.post(`/organize?ids=${one}`, { intent: "add", boardId });
  const { text } = await ada.get(`/organize?ids=${one},${two}`);
  expect(text.replaceAll("<!-- -->", "")).toContain("1 of 2 on this board");
  const done = await ada.post(`/organize?ids=${one},${two}`, { intent: "add", boardId });
  expect(done.headers.get("location")).toBe(`/organize?ids=${one}%2C${two}`);
  const rows = await site.sql`select from board_media where board_id = ${boardId}`;
  expect(rows).toHaveLength(2);
});

test.each([
  [
    "tags",
    { intent: "tag", tags: ` , ${"é".repeat(41)}` },
    "Keep each tag to 40 characters or fewer.",
  ],
  ["tags", { intent: "tag", tags: " , " }, "Type a tag first."],
  [
    "tags",
    { intent: "tag", tags: Array.from({ length: 31 }, (_, at) => `t${at}`).join(",") },
    "Add 30 tags or fewer at a time.",
  ],
  [
    "name",
    { intent: "make", boardId: randomUUID(), name: "x".repeat(10_000) },
    "Keep the name to 80 characters or fewer.",
  ],
])("refuses what cannot be in %s, and keeps what was typed", async (field, fields, words) => {
  const [id = ""] = await pictures();
  const { status, text } = await ada.post(
    `/organize?ids=${id}&next=/image/${id}`,
    fields as Record<string, string>,
  );
  expect(status).toBe(400);
  expect(text).toContain(words);
  expect(text).toContain(`value="${Reflect.get(fields, field)}"`);
});

test("answers other people's, unknown and no files alike, and leads back to no other site", async () => {
  const [id = ""] = await pictures();
  for (const ids of [id, randomUUID(), "x", ""]) {
    expect((await zoe.get(`/organize?ids=${ids}`)).status).toBe(404);
    for (const fields of [{ intent: "star" }, { intent: "tag", tags: "mine" }] as Record<
      string,
      string
    >[])
      expect((await zoe.post(`/organize?ids=${ids}`, fields)).status).toBe(404);
  }
  const away = await ada.post(`/organize?ids=${id}&next=//evil.example/`, { intent: "unstar" });
  expect(away.headers.get("location")).toBe("/");
  expect((await ada.post(`/organize?ids=${id}`, { intent: "fly" })).status).toBe(400);
});
