import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();

const idsIn = (html: string) =>
  Array.from(html.matchAll(/value="delete:([\da-f-]{36})"/g), ([, id = ""]) => id);
const textsIn = (html: string) =>
  Array.from(
    html.matchAll(/<p dir="auto" class="wrap-anywhere line-clamp-3">([^<]*)</g),
    ([, words]) => words,
  );

test("one press puts an earlier prompt into the studio, and no address carries its words", async () => {
  const ada = await site.signUp();
  await makePictures(site, ada, 1, "a lighthouse on a cliff");
  const { text } = await ada.get("/prompts");
  expect(textsIn(text)).toEqual(["a lighthouse on a cliff"]);
  const [, href = ""] = /href="(\/\?from=[\w-]+)"/.exec(text) ?? [];
  expect((await ada.get(href)).text).toContain(">a lighthouse on a cliff</textarea>");
  await site.sql`delete from media where user_id = ${ada.userId}`;
  expect(textsIn((await ada.get("/prompts?q=LIGHT")).text)).toEqual(["a lighthouse on a cliff"]);
});

test("stars, deletes and brings back, one by one and all, without scripts", async () => {
  const ada = await site.signUp();
  await makePictures(site, ada, 1, "a red barn");
  await makePictures(site, ada, 1, "a green hill");
  const [hill = "", barn = ""] = idsIn((await ada.get("/prompts")).text);
  const starred = await ada.post("/prompts?q=a", { intent: `star:${barn}` });
  expect([starred.status, starred.headers.get("location")]).toEqual([303, "/prompts?q=a"]);
  expect(textsIn((await ada.get("/prompts?starred=1")).text)).toEqual(["a red barn"]);
  const gone = await ada.post("/prompts", { intent: `delete:${hill}` });
  const after = gone.headers.get("location") ?? "";
  expect(after).toBe(`/prompts?deleted=${hill}`);
  expect((await ada.get(after)).text).toContain(`value="restore:${hill}"`);
  expect(textsIn((await ada.get("/prompts")).text)).toEqual(["a red barn"]);
  expect((await ada.get("/")).text).not.toContain("prompt:a green hill");
  await ada.post(after, { intent: `restore:${hill}` });
  expect(textsIn((await ada.get("/prompts")).text)).toEqual(["a green hill", "a red barn"]);

  const asked = (await ada.get("/prompts?confirm=all")).text;
  expect(asked).toContain("Delete all earlier prompts?");
  const all = await ada.post("/prompts?confirm=all", { intent: "delete:all" });
  expect(all.headers.get("location")).toBe("/prompts?deleted=all");
  const { text } = await ada.get("/prompts?deleted=all");
  expect([textsIn(text), text.includes("No prompts yet")]).toEqual([[], true]);
  await ada.post("/prompts?deleted=all", { intent: "restore:all" });
  expect(textsIn((await ada.get("/prompts")).text)).toEqual(["a green hill", "a red barn"]);
});

test("answers another person's prompts like missing ones, and nonsense with the nearest page", async () => {
  const [ada, zoe] = await Promise.all([site.signUp(), site.signUp()]);
  await makePictures(site, ada, 1, "a red barn");
  const [barn = ""] = idsIn((await ada.get("/prompts")).text);
  for (const id of [barn, randomUUID()])
    for (const verb of ["star", "unstar", "delete", "restore"])
      expect((await zoe.post("/prompts", { intent: `${verb}:${id}` })).status).toBe(404);
  for (const intent of ["", "star", "star:x", "fly:all", "star:all"])
    expect((await zoe.post("/prompts", { intent })).status).toBe(400);
  for (const before of [randomUUID(), "x", "%20"]) {
    const { status, text } = await ada.get(`/prompts?before=${before}&deleted=x`);
    expect([status, textsIn(text)]).toEqual([200, ["a red barn"]]);
    expect(text).toContain("this is the beginning");
  }
  const long = await ada.get(`/prompts?q=${"x".repeat(201)}`);
  expect([long.status, long.text.includes("That search is too long")]).toEqual([200, true]);
  expect((await site.nobody.get("/prompts")).headers.get("location")).toBe(
    "/login?next=%2Fprompts",
  );
});
