import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { PromptsQuery } from "~/.server/gallery/port";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "../sql/world";

const world = await startWorld();
const { sql, server } = world;
const pages = createSupabasePages(world.database);

const read = (viewer: Viewer, changes: Partial<PromptsQuery> = {}) =>
  pages.prompts(viewer, {
    search: "",
    starred: false,
    before: null,
    after: null,
    pageSize: 2,
    ...changes,
  });
const textsOf = async (viewer: Viewer, changes?: Partial<PromptsQuery>) =>
  (await read(viewer, changes)).prompts.map(({ prompt }) => prompt);
const idOf = async (viewer: Viewer, prompt: string) => {
  const { prompts } = await read(viewer, { pageSize: 100 });
  return prompts.find((each) => each.prompt === prompt)?.id ?? "";
};
const ask = async (viewer: Viewer, prompts: readonly string[]) => {
  for (const prompt of prompts) await world.make(viewer, { prompt });
};

test("lists every prompt once, the latest first, with how often it was used", async () => {
  const ann = await world.person();
  await ask(ann, ["a boat", "a house", "a boat", "a tree"]);
  await world.make(ann, { prompt: "" });
  const { prompts, total } = await read(ann, { pageSize: 10 });
  expect(prompts.map(({ prompt, uses }) => [prompt, uses])).toEqual([
    ["a tree", 1],
    ["a boat", 2],
    ["a house", 1],
  ]);
  expect(total).toBe(3);
  expect((await pages.studio(ann, "image")).recentPrompts).toEqual(["a tree", "a boat", "a house"]);
});

test("what was asked for without words is called by what was done, and is no prompt", async () => {
  const ann = await world.person();
  await ask(ann, ["a boat"]);
  await world.make(ann, { prompt: "Upscale 2×", isPrompted: false });
  expect(await textsOf(ann)).toEqual(["a boat"]);
  const { generations, recentPrompts } = await pages.studio(ann, "image");
  expect(recentPrompts).toEqual(["a boat"]);
  expect(generations).toMatchObject([
    { prompt: "Upscale 2×", isPrompted: false },
    { prompt: "a boat", isPrompted: true },
  ]);
});

test("keeps prompts apart by what they are for", async () => {
  const ann = await world.person();
  await world.make(ann, { prompt: "a boat" });
  await world.make(ann, { prompt: "a boat", kind: "video" });
  const { prompts } = await read(ann);
  expect(prompts.map(({ kind, uses }) => [kind, uses])).toEqual([
    ["video", 1],
    ["image", 1],
  ]);
  expect((await pages.studio(ann, "edit")).recentPrompts).toEqual([]);
});

test("pages by key in both directions, and says when the key is gone", async () => {
  const ann = await world.person();
  await ask(ann, ["one", "two", "three", "four", "five"]);
  const first = await read(ann);
  expect(first).toMatchObject({ hasNewer: false, hasOlder: true, total: 5, isKeyKnown: true });
  const second = await read(ann, { before: first.prompts[1]?.id ?? "" });
  expect(second.prompts.map(({ prompt }) => prompt)).toEqual(["three", "two"]);
  expect(second).toMatchObject({ hasNewer: true, hasOlder: true });
  const third = await read(ann, { before: second.prompts[1]?.id ?? "" });
  expect(third).toMatchObject({ prompts: [{ prompt: "one" }], hasNewer: true, hasOlder: false });
  expect(await textsOf(ann, { after: third.prompts[0]?.id ?? "" })).toEqual(["three", "two"]);
  expect(await textsOf(ann, { after: second.prompts[0]?.id ?? "" })).toEqual(["five", "four"]);
  for (const before of [randomUUID(), "x"])
    expect(await read(ann, { before })).toMatchObject({
      isKeyKnown: false,
      prompts: [{ prompt: "five" }, { prompt: "four" }],
    });
});

test("finds prompts by their words and by their stars", async () => {
  const ann = await world.person();
  await ask(ann, ["A red boat", "a blue boat", "Café at night"]);
  expect(await textsOf(ann, { search: "BOAT -blue" })).toEqual(["A red boat"]);
  expect(await textsOf(ann, { search: "cafe" })).toEqual(["Café at night"]);
  expect(await textsOf(ann, { search: "train" })).toEqual([]);
  const named = { ...sessionOf(ann), p_prompt_ids: [await idOf(ann, "a blue boat")] };
  await server.call("star_prompts", { ...named, p_starred: true });
  expect(await textsOf(ann, { starred: true })).toEqual(["a blue boat"]);
  expect(await textsOf(ann, { starred: true, search: "red" })).toEqual([]);
  await server.call("star_prompts", { ...named, p_starred: false });
  expect(await textsOf(ann, { starred: true })).toEqual([]);
});

test("keeps prompts when the pictures are gone, and receipts when a prompt is", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann, { prompt: "a boat" });
  await sql`delete from media where id = ${mediaId}`;
  expect(await textsOf(ann)).toEqual(["a boat"]);
  const { prompts } = await read(ann);
  const { id = "", generationId = "" } = prompts[0] ?? {};
  const named = { ...sessionOf(ann), p_prompt_ids: [id] };
  await server.call("delete_prompts", named);
  expect([await textsOf(ann), (await pages.studio(ann, "image")).recentPrompts]).toEqual([[], []]);
  expect((await pages.generation(ann, generationId)).generation?.prompt).toBe("a boat");
  await server.call("restore_prompts", named);
  expect(await textsOf(ann)).toEqual(["a boat"]);
});

test("lets a forgotten prompt begin anew when it is used again", async () => {
  const ann = await world.person();
  await ask(ann, ["a boat", "a boat"]);
  const named = { ...sessionOf(ann), p_prompt_ids: [await idOf(ann, "a boat")] };
  await server.call("star_prompts", { ...named, p_starred: true });
  await server.call("delete_prompts", named);
  await ask(ann, ["a boat"]);
  expect((await read(ann)).prompts).toMatchObject([{ uses: 1, starredAt: null }]);
});

test("forgets all prompts at once, brings them back once, and removes them after a week", async () => {
  const ann = await world.person();
  await ask(ann, ["one", "two"]);
  await server.call("clear_prompts", sessionOf(ann));
  await ask(ann, ["three"]);
  expect([await textsOf(ann), (await pages.studio(ann, "image")).recentPrompts]).toEqual([
    ["three"],
    ["three"],
  ]);
  await server.call("clear_prompts", sessionOf(ann));
  expect(await read(ann)).toMatchObject({ prompts: [], total: 0, canUnclear: true });
  await server.call("unclear_prompts", sessionOf(ann));
  await server.call("unclear_prompts", sessionOf(ann));
  expect(await read(ann)).toMatchObject({ prompts: [{ prompt: "three" }], canUnclear: false });
  await sql`update users set prompts_cleared_at = prompts_cleared_at - interval '8 days' where id = ${ann.userId}`;
  await sql`update prompt_history set last_used_at = last_used_at - interval '8 days' where user_id = ${ann.userId}
    and last_used_at < (select max(last_used_at) from prompt_history where user_id = ${ann.userId})`;
  await world.cleanUp(1);
  await world.cleanUp(1);
  expect(await sql`select from prompt_history where user_id = ${ann.userId}`).toHaveLength(1);
  await world.cleanUp(1);
  expect(await sql`select prompts_cleared_at as at from users where id = ${ann.userId}`).toEqual([
    { at: null },
  ]);
  expect(await textsOf(ann)).toEqual(["three"]);
});

test("answers another person's prompts like missing ones, and goes with the account", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  await ask(bob, ["a boat"]);
  const theirs = await idOf(bob, "a boat");
  const named = { ...sessionOf(ann), p_prompt_ids: [theirs, randomUUID(), "x"] };
  const promises = [
    server.call("star_prompts", { ...named, p_starred: true }),
    server.call("delete_prompts", named),
    server.call("restore_prompts", named),
  ];
  for (const { code } of await Promise.all(promises.map(refusalOf))) expect(code).toBe("not_found");
  expect(await read(ann, { before: theirs })).toMatchObject({ prompts: [], isKeyKnown: false });
  expect(await textsOf(bob)).toEqual(["a boat"]);
  await sql`delete from auth.users where id = ${bob.userId}`;
  expect(await sql`select from prompt_history where user_id = ${bob.userId}`).toHaveLength(0);
});

test("reads a page of many prompts by index, without sorting them", async () => {
  const ann = await world.person();
  await ask(ann, ["a boat"]);
  const plan = await sql.begin(async (tx) => {
    await tx`insert into generations (id, user_id, kind, model, prompt, media_ids, price_credits_each, max_attempts, usual_seconds, wait_seconds, work_seconds, created_at, deadline_at)
      select gen_random_uuid(), ${ann.userId}, 'image', 'painter', 'boat number ' || i, array[gen_random_uuid()], 0, 1, 1, 1, 2, now() - i * interval '1 second', now() + interval '1 day'
      from generate_series(1, 5000) i`;
    await tx`analyze prompt_history`;
    const rows = await tx<{ "QUERY PLAN": string }[]>`
      explain select h.id from prompt_history h where h.user_id = ${ann.userId} and h.deleted_at is null
      and h.last_used_at > '-infinity' and (h.last_used_at, h.id) < (now() - interval '1000 seconds', ${randomUUID()})
      order by h.last_used_at desc, h.id desc limit 30`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  expect(plan).toContain("prompt_history_latest");
  expect(plan).not.toMatch(/Sort|Seq Scan/);
});
