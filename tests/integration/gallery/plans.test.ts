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

/** Two thousand and more saved files of one person: as many as are not read one by one. */
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
await sql`
  insert into boards (id, user_id, name, position)
  values ('00000000-0000-7000-8000-000000000001', ${ann.userId}, 'Sea', 1)`;
await sql`
  insert into board_media (board_id, media_id, media_kind, user_id, position, made_at)
  select '00000000-0000-7000-8000-000000000001', id, kind, user_id, 1, created_at from media where user_id = ${ann.userId}`;
await sql`
  insert into media_tags (media_id, media_kind, user_id, tag, made_at)
  select id, kind, user_id, 'Dawn', created_at from media where user_id = ${ann.userId}`;
await sql`analyze`;
await sql`load 'auto_explain'`;
await sql.unsafe(`
  set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
  set auto_explain.log_format = json; set auto_explain.log_level = notice; set enable_seqscan = off`);

/** The plans of everything that a filter runs, as PostgreSQL tells them. */
async function plansOf(filter: object, key: string | null): Promise<string> {
  plans.length = 0;
  await sql`
    select count(*) from private.read_filter(${ann.userId}, 'saved', ${sql.json({ ...filter })}) f
    cross join lateral private.gallery_hits(
      ${ann.userId}, f, case when f.search is not null then private.parse_search(f.search) end, false, 25,
      ${key}::timestamptz, ${key && ann.userId}::uuid
    ) h`;
  return plans.filter((plan) => plan.includes("public.media m")).join("\n");
}

const filters: [name: string, filter: object, index: RegExp][] = [
  ["no filter", {}, /"images_user_id_shelf_created_at_id_expires_at_idx/],
  ["kind", { kind: "image" }, /"images_user_id_shelf_created_at_id_expires_at_idx/],
  ["model", { model: "rare" }, /"images_user_id_shelf_model_created_at_id_expires_at_idx"/],
  ["shape", { shape: "9:16" }, /"images_user_id_shelf_shape_created_at_id_expires_at_idx"/],
  ["days", { from: "2026-01-01" }, /"images_user_id_shelf_created_at_id_expires_at_idx/],
  ["star", { starred: true }, /"images_user_id_shelf_created_at_id_expires_at_idx/],
  ["board", { board: "00000000-0000-7000-8000-000000000001" }, /"board_media_made"/],
  ["tag", { tag: "dawn" }, /"media_tags_user"/],
  ["source", { madeFrom: made }, /"images_source_media_id_created_at_id_idx"/],
];

test.each(filters)(
  "lists by %s in order by an index, also from a key",
  async (_, filter, index) => {
    for (const key of [null, "2026-06-01"]) {
      const plan = await plansOf(filter, key);
      expect(plan).toMatch(index);
      expect(plan).not.toContain('"Seq Scan"');
      expect(plan).not.toMatch(/"Node Type": "(Incremental )?Sort"/);
    }
  },
);

test("searches among many files by the numbers of the words' letters", async () => {
  const plan = await plansOf({ search: "fog" }, null);
  expect(plan).toContain('"prompt_index_grams"');
  expect(plan).not.toContain('"Seq Scan"');
});
