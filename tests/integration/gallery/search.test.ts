import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { noFilter } from "~/domain/gallery-filter";
import { startWorld } from "../sql/world";

const world = await startWorld();
const { sql } = world;
const pages = createSupabasePages(world.database);
const ann = await world.person(100_000);

/** Makes one picture of each prompt, and tells which prompts a search finds. */
async function library(...prompts: string[]) {
  const person = await world.person(100_000);
  for (const prompt of prompts) await world.make(person, { prompt, priceCreditsEach: 1 });
  return async (search: string) => {
    const { items, total } = await pages.gallery(person, {
      ...noFilter,
      view: "recent",
      search,
      sort: "oldest",
      page: 1,
      pageSize: 24,
    });
    expect(total).toBe(items.length);
    return items.map(({ prompt }) => prompt);
  };
}

const prompts = {
  cat: "猫と海の絵",
  tower: "東京タワーの夜景",
  rainbow: "🎨🌈 rainbow",
  naive: "a naïve painting",
  light: "A lighthouse\n  by the sea",
  plus: "C++ on a blackboard",
  letter: "the letter c",
  sharp: "Große Straße",
  greek: "ο κόσμος μας",
  half: "ﾀﾜｰ in half width",
  hindi: "हिन्दी कविता",
  heart: "a ❤️ on a wall",
  ratio: "a fox --ar 16:9",
  percent: "100% wool",
};
const find = await library(...Object.values(prompts));

test.each<[search: string, why: string, hits: (keyof typeof prompts)[]]>([
  ["海", "one letter inside a text without spaces", ["cat"]],
  [
    "タワー",
    "part of a text without spaces, also where it was written in half width",
    ["tower", "half"],
  ],
  ["夜景", "two letters at the end", ["tower"]],
  ["🌈", "an emoji beside another", ["rainbow"]],
  ["naive", "a word without its accent", ["naive"]],
  ["NAÏVE", "capitals and accents", ["naive"]],
  ["nai\u0308ve", "a decomposed accent", ["naive"]],
  ["house", "the end of a word", ["light"]],
  ["strasse", "the long way of writing a letter", ["sharp"]],
  ["STRAßE", "capitals of a letter that has none", ["sharp"]],
  ["ΚΌΣΜΟΣ", "Greek capitals", ["greek"]],
  ["κοσμο", "the beginning of a Greek word", ["greek"]],
  ["कविता", "vowel signs, which are part of the word", ["hindi"]],
  ["कवत", "other vowel signs, which make another word", []],
  ["❤", "an emoji written without its variation selector", ["heart"]],
  ["C++", "symbols as they stand", ["plus"]],
  ["+", "one symbol", ["plus"]],
  ["%", "a symbol that patterns know", ["percent"]],
  ["_", "another", []],
  ["c++ board", "every part", ["plus"]],
  ['"lighthouse by the sea"', "a phrase over a line break", ["light"]],
  ['"the sea" -fox', "a phrase, without a word", ["light"]],
  ["fox -ar", "only one dash leaves out, and parts of words count", []],
  ["--ar", "two dashes are meant", ["ratio"]],
  ["-a", "only what is left out", ["cat", "tower", "letter", "greek", "hindi", "percent"]],
  ["zebra", "what is not there", []],
])("finds %s: %s", async (search, _why, hits) => {
  expect(await find(search)).toEqual(hits.map((name) => prompts[name]));
});

test("a search finds nothing of another person", async () => {
  await world.make(ann, { prompt: "a secret garden" });
  expect(await find("secret")).toEqual([]);
});

test("a prompt that is taken away is not found any more", async () => {
  const [row] = await sql<{ id: string }[]>`
    select id from generations where user_id = ${ann.userId} and prompt = 'a secret garden'`;
  await sql`update generations set prompt = '' where id = ${row?.id ?? ""}`;
  const [left] =
    await sql`select from private.prompt_index where generation_id = ${row?.id ?? ""} and folded <> ''`;
  expect(left).toBeUndefined();
});

test("finds a part of a text without spaces, however long that is", async () => {
  const long = Array.from({ length: 60 }, (_, index) => `piece${index}`).join("");
  const among = await library(`A ${long} here`, "A piece1 alone");
  expect(await among("piece31piece32")).toEqual([`A ${long} here`]);
  expect(await among(long.slice(3, 200))).toEqual([`A ${long} here`]);
  expect(await among(`${long.slice(3, 200)}x`)).toEqual([]);
});

test("what is close to a word in a script without spaces is found", async () => {
  const among = await library("東京タワーの夜景", "大阪城");
  expect(await among("東京タワの夜景")).toEqual(["東京タワーの夜景"]);
});

test("keeps no word of an account that is gone, and of a prompt that is taken away none of its own", async () => {
  const person = await world.person(100_000);
  const words = async () =>
    (
      await sql<{ word: string }[]>`
        select w.word from private.search_words w
        where w.user_id = ${person.userId} order by w.word`
    ).map(({ word }) => word);
  const [id] = [
    await world.start(person, { prompt: "red sun" }),
    await world.start(person, { prompt: "red moon" }),
  ];
  expect(await words()).toEqual(["moon", "red", "sun"]);
  await sql`update generations set prompt = '' where id = ${id}`;
  expect(await words()).toEqual(["moon", "red"]);
  await sql`delete from auth.users where id = ${person.userId}`;
  const rows = await sql`
    select from private.search_words where user_id = ${person.userId}
    union all
    select from private.prompt_words p join generations g on g.id = p.generation_id where g.user_id = ${person.userId}
    union all
    select from private.prompt_index i join generations g on g.id = i.generation_id
    where g.user_id = ${person.userId} and i.folded <> ''`;
  expect(rows).toHaveLength(0);
});

/** The nodes of the plan of a search, among many people's prompts. */
async function planOf(search: string): Promise<string> {
  const [row] = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return await tx<{ "QUERY PLAN": unknown }[]>`
      explain (format json)
      select w.id from private.search_words w where w.grams @> private.part_grams(${ann.userId}, private.fold(${search}))`;
  });
  return JSON.stringify(row?.["QUERY PLAN"]);
}

test.each(["海", "海の", "house", "🌈", "c++", "a long phrase of several words"])(
  "finds %s through the index, however short it is",
  async (search) => {
    expect(await planOf(search)).toContain("search_words_grams");
  },
);
