import { expect, test } from "vitest";
import { startSite, studioFields } from "./site.ts";

const site = await startSite();
const { sql } = site;

/** Everything that asking for a picture changes. */
async function traces(userId: string) {
  const [row] = await sql<{ rows: number; movements: number; keys: number }[]>`
    select (select count(*)::int from generations where user_id = ${userId}) as rows,
      (select count(*)::int from credit_ledger where user_id = ${userId}) as movements,
      (select count(*)::int from idempotency_keys where user_id = ${userId}) as keys`;
  return row;
}

const untouched = { rows: 0, movements: 1, keys: 0 };

test.each([
  "a portrait of an astronaut cat",
  "猫と海",
  "🐈🐈",
  "the very best of it all",
  "a boat",
])(
  "%s, of which nothing would be painted, is refused at the prompt before anything is charged",
  async (prompt) => {
    const ada = await site.signUp();
    const fields = { ...studioFields(prompt), negativePrompt: "boats" };
    const first = await ada.post("/?index", fields);
    const again = await ada.post("/?index", fields);
    for (const { status, text } of [first, again]) {
      expect(status).toBe(400);
      expect(text).toContain("English words for landscapes, such as “lake”");
      expect(text).toContain(`>${prompt}</textarea>`);
    }
    expect(await ada.credits()).toBe(10_000);
    expect(await traces(ada.userId)).toEqual(untouched);
    const known = await ada.post("/?index", { ...fields, prompt: "a lake" });
    expect(known.status).toBe(302);
    expect(await ada.credits()).toBe(9500);
  },
);

test("words that will not be painted are told before they are paid, once", async () => {
  const ada = await site.signUp();
  const fields = studioFields("three boats and a castle");
  const told = await ada.post("/?index", fields);
  expect(told.status).toBe(409);
  expect(told.text).toContain("Painter doesn&#x27;t know");
  expect(await ada.credits()).toBe(10_000);
  expect(await traces(ada.userId)).toEqual(untouched);

  const skippedWords = /name="skippedWords" value="([^"]*)"/.exec(told.text)?.[1];
  expect(skippedWords).toBe("castle");
  const started = await ada.post("/?index", { ...fields, skippedWords: skippedWords ?? "" });
  expect(started.status).toBe(302);
  // The first form again, from the browser's memory: it was paid by now.
  const repeated = await ada.post("/?index", fields);
  expect(repeated.headers.get("location")).toBe(started.headers.get("location"));
  expect(await ada.credits()).toBe(9500);
  expect(await traces(ada.userId)).toEqual({ rows: 1, movements: 2, keys: 1 });
  const page = await ada.get(started.headers.get("location") ?? "");
  expect(page.text).toContain("three boats");
  expect(page.text).toContain("castle");
});

test("a visitor hears of unknown words before signing up", async () => {
  const refused = await site.nobody.post("/?index", studioFields("an astronaut cat"));
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("English words for landscapes");
  const asked = await site.nobody.post("/?index", studioFields("three boats and a castle"));
  expect(asked.status).toBe(302);
  expect(asked.headers.get("location")).toMatch(/^\/login\?/);
});

test("words are read without an account, and nothing that cannot be read is an error", async () => {
  const read = async (fields: Record<string, string>) => {
    const { status, text } = await site.nobody.post("/prompt-reading", fields);
    return { status, answer: JSON.parse(text) as unknown };
  };
  const words = { model: "painter", prompt: "night, two boats by an oak", negativePrompt: "oaks" };
  expect(await read(words)).toEqual({
    status: 200,
    answer: { understood: ["night", "two boats"], unknown: [], leftOut: [] },
  });
  for (const bad of [{ prompt: "x".repeat(2001) }, { prompt: "" }, { model: "nothing" }])
    expect(await read({ ...words, ...bad })).toEqual({ status: 200, answer: null });
});
