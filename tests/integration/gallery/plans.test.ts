import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { fileOf, startWorld } from "../sql/world";

const world = await startWorld();
const ann = await world.person(100_000);
const plans: string[] = [];
const sql = postgres(world.backend.databaseUrl, {
  max: 1,
  onnotice: ({ message = "" }) => void plans.push(message),
});
afterAll(() => sql.end());

/** Two thousand and more saved files of one person: as many as are not gone through. */
const [made = ""] = await world.make(ann, { prompt: "A boat in the fog" });
const rare = await world.startAndClaim(ann, { model: "rare" });
await world.store.complete(
  rare,
  rare.mediaIds.map((id) => ({ ...fileOf(id), width: 768, height: 1344 })),
);
await sql`
  insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
    thumbhash, store, path, thumb_path, created_at, saved_at)
  select gen_random_uuid(), kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
    thumbhash, store, path, thumb_path, created_at - n * interval '1 minute', now()
  from media, generate_series(1, case when model = 'rare' then 40 else 2500 end) n where user_id = ${ann.userId}`;
/** So many requests that a search for their word goes by their words in order, and one of its own kind. */
await sql`alter table generations disable trigger start_queued`;
await sql`
  insert into generations (id, user_id, kind, status, model, prompt, media_ids, price_credits_each, max_attempts,
    made_count, created_at, finished_at, usual_seconds, wait_seconds, work_seconds, deadline_at)
  select gen_random_uuid(), user_id, kind, status, model,
    case n when 1 then 'A zeppelin' else 'The harbor at ' || n end, array[gen_random_uuid()], 1, 3, 1,
    now() - n * interval '1 day', now(), 5, 600, 600, now() + interval '1 hour'
  from generations, generate_series(1, 600) n where model = 'rare'`;
await sql`alter table generations enable trigger start_queued`;
await sql`
  insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
    thumbhash, store, path, thumb_path, created_at, saved_at)
  select g.media_ids[1], m.kind, m.user_id, g.id, 1, m.width, m.height, m.content_type, m.size_bytes, m.sha256,
    m.thumbhash, m.store, m.path, m.thumb_path, g.created_at, now()
  from generations g, media m where g.prompt ~ 'zeppelin|harbor' and m.id = ${made}`;
await sql`
  insert into boards (id, user_id, name, position)
  values ('00000000-0000-7000-8000-000000000001', ${ann.userId}, 'Sea', 1)`;
await sql`
  insert into board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
  select '00000000-0000-7000-8000-000000000001', id, kind, user_id, generation_id, 1, created_at from media where user_id = ${ann.userId}`;
await sql`
  insert into media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
  select id, kind, user_id, generation_id, 'Dawn', created_at from media where user_id = ${ann.userId}`;
await sql`analyze`;
await sql`load 'auto_explain'`;
await sql.unsafe(`
  set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
  set auto_explain.log_format = json; set auto_explain.log_level = notice; set enable_seqscan = off`);

/** The plans of everything that a filter runs, as PostgreSQL tells them. */
async function allPlansOf(filter: object, key: string | null): Promise<string[]> {
  plans.length = 0;
  await sql`
    select count(*) from private.read_filter(${ann.userId}, 'saved', ${sql.json({ ...filter })}) f
    cross join lateral private.gallery_hits(
      ${ann.userId}, f, private.search_for(${ann.userId}, f.search), false, 25,
      ${key}::timestamptz, ${key && ann.userId}::uuid
    ) h`;
  return plans;
}

/** The indexes that plans read, and the tables that they read from end to end. */
const readBy = (some: readonly string[]): string[] => [
  ...new Set(
    some.flatMap((plan) =>
      [
        ...plan.matchAll(/"Index Name": "([^"]+)"/g),
        ...plan.matchAll(/"(Seq Scan)"[^{}]*?"Relation Name": "([^"]+)"/g),
      ].map(([, ...names]) => names.filter(Boolean).join(" ")),
    ),
  ),
];

/** Those of them that read files. */
async function plansOf(filter: object, key: string | null): Promise<string[]> {
  return (await allPlansOf(filter, key)).filter((plan) => plan.includes("public.media m"));
}

const board = "00000000-0000-7000-8000-000000000001";
const filesInOrder = "images_user_id_shelf_created_at_id_expires_at_idx";
const filesByModel = "images_user_id_shelf_model_created_at_id_expires_at_idx";
const filesByPrompt = "images_generation_id_position_kind_user_id_shelf_created_at_idx";
const wordsByPart = "search_words_grams";
const promptsByWord = "prompt_words_pkey";

const filters: [name: string, filter: object, index: string][] = [
  ["no filter", {}, filesInOrder],
  ["kind", { kind: "image" }, filesInOrder],
  ["model", { model: "rare" }, filesByModel],
  ["shape", { shape: "9:16" }, "images_user_id_shelf_shape_created_at_id_expires_at_idx"],
  ["days", { from: "2026-01-01" }, filesInOrder],
  ["star", { starred: true }, "images_user_id_shelf_created_at_id_expires_at_idx"],
  ["board", { board }, "board_media_made"],
  ["tag", { tag: "dawn" }, "media_tags_user"],
  ["source", { madeFrom: made }, "images_source_media_id_created_at_id_user_id_shelf"],
];

test.each(filters)(
  "lists by %s in order by an index, also from a key",
  async (_, filter, index) => {
    for (const key of [null, "2026-06-01"]) {
      const some = await plansOf(filter, key);
      expect(readBy(some).join()).toContain(index);
      expect(readBy(some).join()).not.toContain("Seq Scan");
      expect(some.join()).not.toMatch(/"Node Type": "(Incremental )?Sort"/);
    }
  },
);

/** What is asked for by hundreds of prompts, by one, by one in other letters, by none, and by what no word leads to. */
const searches: [name: string, filter: object, indexes: string[]][] = [
  ["a common word", { search: "harbor" }, [wordsByPart, promptsByWord, filesByPrompt]],
  ["a rare word", { search: "zeppelin" }, [wordsByPart, promptsByWord, filesByPrompt]],
  ["the end of a word", { search: "elin" }, [wordsByPart, promptsByWord, filesByPrompt]],
  ["an absent word", { search: "xylophone" }, [wordsByPart]],
  ["only what is left out", { search: "-harbor" }, [filesInOrder, "prompt_index_pkey"]],
  ["a common word on a board", { search: "harbor", board }, [promptsByWord, "board_media_made"]],
  ["a rare word on a board", { search: "zeppelin", board }, [promptsByWord, filesByPrompt]],
  [
    "a common word with a tag",
    { search: "harbor", tag: "dawn" },
    [promptsByWord, "media_tags_user"],
  ],
  [
    "a common word of one model",
    { search: "harbor", model: "rare" },
    [promptsByWord, filesByModel],
  ],
  ["two common words", { search: "harbor the" }, [wordsByPart, promptsByWord, filesByPrompt]],
  [
    "a common word of one kind",
    { search: "harbor", kind: "image" },
    [promptsByWord, filesByPrompt],
  ],
  [
    "a common word of a month",
    { search: "harbor", from: "2026-05-01", to: "2026-05-31" },
    [promptsByWord, filesByPrompt],
  ],
  ["a board's name", { search: "sea" }, ["boards_user", "board_media_made"]],
  ["a tag's name", { search: "dawn" }, ["media_tags_user"]],
];

test.each(searches)("searches for %s by indexes, also from a key", async (_, filter, indexes) => {
  for (const key of [null, "2026-06-01"]) {
    const read = readBy(await allPlansOf(filter, key));
    expect(read).toEqual(expect.arrayContaining(indexes));
    expect(read.join()).not.toContain("Seq Scan");
  }
});

test("looks for a word with a typo among the words of the person, by indexes", async () => {
  plans.length = 0;
  await sql`
    select count(*) from private.search_for(${ann.userId}, 'zepelin', true) p
    cross join lateral private.gallery_hits(
      ${ann.userId}, private.read_filter(${ann.userId}, 'saved', '{}'), p, false, 25
    ) h`;
  const read = readBy(plans);
  expect(read).toEqual(expect.arrayContaining([wordsByPart, promptsByWord, filesByPrompt]));
  expect(read.join()).not.toContain("Seq Scan");
});

test.each([
  { search: "harbor" },
  { search: "arbo" },
  { search: '"harbor at 1"' },
  { search: "harbor -5" },
  { search: "zeppelin" },
  { search: "harbor", board },
  { search: "harbor", model: "rare" },
  { search: "harbor", model: "painter" },
  { search: "harbor", kind: "image" },
  { search: "harbor", kind: "edit" },
  { search: "harbor", from: "2026-01-01", to: "2026-06-30" },
  { search: "harbor at" },
  { search: "harbor zeppelin" },
  { search: "harbor 15" },
])("finds for %o in order what reading every prompt finds, from any place on", async (filter) => {
  const [, quoted, words = "", unwanted = "\\y\\B"] =
    /^(?:"([^"]+)"|([^-]+?))(?: -(.+))?$/.exec(filter.search) ?? [];
  const wanted = quoted === undefined ? words.split(" ") : [quoted];
  for (const isAscending of [false, true])
    for (const key of [null, "2026-06-01"]) {
      const order = sql.unsafe(isAscending ? "asc" : "desc");
      const beyond =
        key === null ? sql`` : sql`and m.created_at ${sql.unsafe(isAscending ? ">" : "<")} ${key}`;
      const all = await sql<{ id: string }[]>`
        select m.id from media m join generations g on g.id = m.generation_id
        where m.user_id = ${ann.userId} and m.shelf = 'saved' and g.prompt ~* all (${wanted}) and g.prompt !~* ${unwanted}
          ${"model" in filter ? sql`and m.model = ${filter.model ?? ""}` : sql``}
          ${"kind" in filter ? sql`and m.kind = ${filter.kind ?? ""}` : sql``}
          ${"from" in filter ? sql`and m.created_at >= ${filter.from ?? ""} and m.created_at < ${filter.to ?? ""}::date + 1` : sql``}
          ${beyond}
        order by m.created_at ${order}, m.id ${order} limit 300`;
      const found = await sql<{ id: string }[]>`
        select h.id from private.gallery_hits(${ann.userId},
          private.read_filter(${ann.userId}, 'saved', ${sql.json({ ...filter })}),
          private.search_for(${ann.userId}, ${filter.search}), ${isAscending}, 300, ${key}::timestamptz,
          case when ${key}::text is not null then
            ${isAscending ? "ffffffff-ffff-ffff-ffff-ffffffffffff" : "00000000-0000-0000-0000-000000000000"}::uuid
          end) h`;
      expect(found).toEqual(all);
      const isNone = ["harbor zeppelin", "painter", "edit"].some((none) =>
        Object.values(filter).includes(none),
      );
      expect(found.length > 0 || key !== null || isNone).toBe(true);
    }
});

test("where prompts alone are too many to count, a tag of that name still has its place on the page", async () => {
  const [late] = await sql<{ id: string }[]>`
    select id from media where user_id = ${ann.userId} and shelf = 'saved' order by created_at desc, id desc limit 1`;
  await sql`
    insert into media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
    select id, kind, user_id, generation_id, 'Harbor walk', created_at from media where id = ${late?.id ?? ""}`;
  const hits = async (limit: number, exact: number) =>
    (
      await sql<{ id: string }[]>`
        select h.id from private.gallery_hits(${ann.userId}, private.read_filter(${ann.userId}, 'saved', '{}'),
          private.search_for(${ann.userId}, 'harbor'), false, ${limit}, null, null, ${exact}) h`
    ).map(({ id }) => id);
  const [all, first] = [await hits(500, 500), await hits(500, 3)];
  expect(first).toHaveLength(500);
  expect(first.slice(0, 3)).toEqual(all.slice(0, 3));
  expect(first[0]).toBe(late?.id);
});
