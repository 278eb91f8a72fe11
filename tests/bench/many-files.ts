import type postgres from "postgres";

/** How many files there are, of how many people, and how many of them one person has. */
export interface Crowd {
  files: number;
  people: number;
  own: number;
}

/** The person with the most files. */
export interface Hoarder {
  userId: string;
  sessionId: string;
  /** With every tenth of the saved files, as the tag has them. */
  boardId: string;
  /** What every twentieth request was made from. */
  sourceId: string;
}

export const tag = "Harbor walk";
/** In a twelfth of all prompts, in twenty of that person's, and in none. */
export const searches = {
  common: "harbor",
  rare: "zeppelin",
  typo: "zepelin",
  absent: "xylophone",
};

/** Of each original. */
export const sizeBytes = 400_000;
const filesOfRequest = 4;
/** Over so many days, the latest of which is today. */
const days = 700;

/**
 * Fills an empty database with finished requests of four files each, by plain statements: nine of ten are saved, the
 * others recent or in the trash; some are starred, on a board and tagged. The hoarder's are spread among the others' as
 * they came in. Takes minutes for a million.
 */
export async function fillGallery(connection: postgres.Sql, crowd: Crowd): Promise<Hoarder> {
  return await connection.begin(async (sql) => {
    await sql`set local statement_timeout = 0`;
    const ids = await makePeople(sql, crowd.people);
    await makeRequests(sql, crowd, ids);
    await makeFiles(sql);
    const userId = ids[0]!;
    const [source] = await sql<{ id: string }[]>`
      select source_media_id as id from generations
      where user_id = ${userId} and source_media_id is not null limit 1`;
    const boardId = await order(sql, userId);
    return { userId, sessionId: userId, boardId, sourceId: source!.id };
  });
}

/** Their sessions have their ids. */
async function makePeople(sql: postgres.TransactionSql, people: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into auth.users (id, email) select id, id || '@example.org'
    from (select gen_random_uuid() as id from generate_series(1, ${people}::int)) fresh returning id`;
  const ids = rows.map(({ id }) => id);
  await sql`insert into user_sessions (id, user_id, live_until)
    select id, id, now() + interval '1 day' from unnest(${ids}::uuid[]) as people (id)`;
  return ids;
}

async function makeRequests(sql: postgres.TransactionSql, crowd: Crowd, ids: string[]) {
  const requests = crowd.files / filesOfRequest;
  const step = crowd.files / crowd.own;
  const rareEvery = Math.ceil(crowd.own / filesOfRequest / 20);
  // The same name has the same id: a request can name a file that comes later.
  await sql`
    create function pg_temp.id_of(text) returns uuid immutable language sql
    as $$ select overlay(overlay(md5($1) placing '4' from 13) placing '8' from 17)::uuid $$`;
  // What is finished is not born so, but for here.
  await sql`alter table generations disable trigger start_queued`;
  await sql`
    insert into generations (id, user_id, kind, status, model, prompt, settings, source_media_id, media_ids,
      price_credits_each, max_attempts, made_count, progress, created_at, started_at, finished_at, usual_seconds,
      wait_seconds, work_seconds, deadline_at)
    select pg_temp.id_of('request' || n),
      case when n % ${step} = 0 then (${ids}::uuid[])[1]
        else (${ids}::uuid[])[2 + n % greatest(1, ${ids.length} - 1)] end,
      (case when n / ${step} % 20 = 7 then 'video' when n / ${step} % 7 = 3 then 'edit' else 'image' end)::generation_kind,
      'succeeded',
      (array['painter', 'flux-schnell', 'flux-dev', 'qwen-image', 'z-image-turbo'])[1 + n / ${step} % 5],
      format('%s %s %s %s', adjectives[1 + n * 7 % 11],
        case when n % ${step} = 0 and n / ${step} % ${rareEvery}::int = 3 then ${searches.rare}
          else nouns[1 + n / ${step} * 5 % 12] end,
        places[1 + n * 3 % 13], lights[1 + n * 11 % 17]),
      jsonb_build_object('shape', '1:1', 'seed', n),
      case when n % ${step} = 0 and n / ${step} % 20 = 4 then pg_temp.id_of('file' || ${step}::int || '/1') end,
      array(select pg_temp.id_of('file' || n || '/' || place) from generate_series(1, ${filesOfRequest}::int) place),
      1, 3, ${filesOfRequest}, 1, made_at, made_at, made_at, 5, 600, 600, made_at + interval '1 hour'
    from generate_series(1, ${requests}::int) n
    cross join lateral (select now() - make_interval(secs => ${days * 86_400} * (1 - n::float8 / ${requests}))) as t (made_at)
    cross join (select
      array['a quiet', 'an old', 'a bright', 'a misty', 'a painted', 'a small', 'a frozen', 'a golden', 'a lonely', 'a tall',
        'an empty'] as adjectives,
      array[${searches.common}, 'lighthouse', 'forest', 'castle', 'boat', 'mountain', 'garden', 'bridge', 'market', 'heron',
        'cabin', 'meadow'] as nouns,
      array['by the sea', 'in the fog', 'under the stars', 'behind the dunes', 'over the lake', 'near the mill',
        'on the hill', 'along the river', 'at the border', 'in the valley', 'beside the road', 'among the pines',
        'below the cliffs'] as places,
      array['at dawn', 'at noon', 'at dusk', 'at night', 'in winter', 'in spring', 'in summer', 'in autumn', 'after rain',
        'before the storm', 'with lanterns', 'in soft light', 'in watercolor', 'as an etching', 'in oil', 'in pastel',
        'with long shadows'] as lights) words`;
  await sql`alter table generations enable trigger start_queued`;
}

async function makeFiles(sql: postgres.TransactionSql): Promise<void> {
  await sql`
    insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, created_at, saved_at, trashed_at, expires_at, starred_at)
    select f.id, g.kind, g.user_id, g.id, f.place,
      (array[1024, 1152, 864, 1344, 768])[1 + seed % 5], (array[1024, 864, 1152, 768, 1344])[1 + seed % 5],
      'image/png', ${sizeBytes}, repeat('ab', 32), 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw', 'local', f.id || '.png', f.id || '-thumb.webp',
      g.created_at, case when hand <> 1 then g.created_at end, case when hand = 2 then now() end,
      case when hand in (1, 2) then now() + interval '2 days' end, case when seed % 50 = 11 then g.created_at end
    from generations g
    cross join lateral unnest(g.media_ids) with ordinality as f (id, place)
    cross join lateral (select (g.settings ->> 'seed')::int as seed) s
    cross join lateral (select (hashint4(seed) & 2147483647) % 20 as hand) h
    order by seed, f.place`;
}

/** A board and a tag on every tenth of a person's saved files. Returns the board's id. */
async function order(sql: postgres.TransactionSql, userId: string): Promise<string> {
  const [board] = await sql<{ id: string }[]>`
    insert into boards (id, user_id, name, position) values (gen_random_uuid(), ${userId}, 'Poster', 1) returning id`;
  const tenth = sql`
    (select m.*, row_number() over (order by m.created_at, m.id) as place
     from media m where m.user_id = ${userId} and m.shelf = 'saved') m where m.place % 10 = 0`;
  await sql`
    insert into board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
    select ${board!.id}, m.id, m.kind, m.user_id, m.generation_id, m.place, m.created_at from ${tenth}`;
  await sql`
    insert into media_tags (media_id, media_kind, user_id, generation_id, tag, made_at)
    select m.id, m.kind, m.user_id, m.generation_id, ${tag}, m.created_at from ${tenth}`;
  return board!.id;
}

/** So many saved files of a person who is there already, and nobody else's. Returns their ids. */
export async function addFiles(
  connection: postgres.Sql,
  userId: string,
  files: number,
): Promise<string[]> {
  return await connection.begin(async (sql) => {
    await makeRequests(sql, { files, people: 1, own: files }, [userId]);
    await makeFiles(sql);
    const rows = await sql<{ id: string }[]>`
      update media set saved_at = created_at, trashed_at = null, expires_at = null
      where user_id = ${userId} returning id`;
    return rows.map(({ id }) => id);
  });
}
