import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Database, openDatabase } from "../chaos/database.ts";
import { bundleProgram, keepProgram, type RunningProgram } from "./program.ts";
import { ratio, type Section, table, whole } from "./report.ts";

const batch = 400;
const warmUp = 40;
/** So many people more wait, each with so many requests, while a batch is taken. */
const crowd = { people: 400, each: 10 };
const limitMs = 60_000;

export interface Order {
  model: string;
  settings: Record<string, string | number>;
}

const usualOrder: Order = { model: "painter", settings: {} };

/** How fast workers empty the queue when the model takes no time. */
export async function measureDrain(folder: string): Promise<Section> {
  const program = await bundleProgram("worker.ts", folder);
  const dataDir = join(folder, "drain-data");
  const rates: { workers: number; perSecond: number }[] = [];
  for (const workers of [1, 2, 4])
    rates.push({ workers, perSecond: await drain(program, dataDir, workers) });
  const one = rates[0]!.perSecond;
  const crowded = await drain(program, dataDir, 1, crowd);
  return {
    title: "Emptying the queue",
    text: [
      `Generations per second from the first to the last of ${batch} that were queued at once: claimed, submitted, collected, stored with a thumbnail, made visible. The provider has a small picture at once. Workers are processes of their own, each with the concurrency of production, and share the cores with PostgreSQL.`,
      table(
        ["workers", "generations/s", "of one worker"],
        [
          ...rates.map(({ workers, perSecond }) => [
            workers,
            whole(perSecond),
            ratio(perSecond / one),
          ]),
          ["1, while 4,000 others wait", whole(crowded), ratio(crowded / one)],
        ],
      ),
    ].join("\n\n"),
  };
}

/** Generations per second with so many workers; with `waiting`, of the first that are taken while all these wait. */
export async function drain(
  program: string,
  dataDir: string,
  workers: number,
  waiting?: typeof crowd,
): Promise<number> {
  const env = { DATA_DIR: dataDir, HOST: "127.0.0.1", LOG_LEVEL: "info" };
  const running: RunningProgram[] = [];
  try {
    for (let index = 0; index < workers; index += 1)
      running.push(await keepProgram(program, env, "The worker is ready"));
    const database = await openDatabase(dataDir);
    await emptied(database, await enqueue(database, warmUp));
    if (waiting) {
      const ids = await enqueue(
        database,
        waiting.people * waiting.each,
        usualOrder,
        waiting.people,
      );
      return await taken(database, ids);
    }
    return await emptied(database, await enqueue(database, batch));
  } finally {
    await Promise.all(running.map((worker) => worker.stop()));
  }
}

/** Starts so many generations in one transaction, of so many new people. Returns these people. */
export async function enqueue(
  database: Database,
  count: number,
  { model, settings }: Order = usualOrder,
  persons = 10,
): Promise<string[]> {
  return await database.ask(async (sql) => {
    await sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 10000`;
    const people = await sql<{ id: string }[]>`
      insert into auth.users (id, email) select id, id || '@example.org'
      from (select gen_random_uuid() as id from generate_series(1, ${persons}::int)) fresh returning id`;
    const ids = people.map(({ id }) => id);
    await sql`insert into user_sessions (id, user_id, live_until)
      select id, id, now() + interval '1 day' from unnest(${ids}::uuid[]) as people (id)`;
    await sql`select private.grant_first_credits(id, null, 1000000) from unnest(${ids}::uuid[]) as people (id)`;
    await sql`
      select start_generation(
        p_user_id => (${ids}::uuid[])[1 + n % ${persons}::int], p_session_id => (${ids}::uuid[])[1 + n % ${persons}::int],
        p_generation_id => gen_random_uuid(), p_media_ids => array[gen_random_uuid()], p_kind => 'image',
        p_model => ${model}::text, p_prompt => 'a calm sea', p_negative_prompt => '', p_settings => ${sql.json(settings)}::jsonb,
        p_price_credits_each => 1, p_idempotency_key => gen_random_uuid()::text, p_input_hash => 'x',
        p_usual_seconds => 5, p_work_seconds => 600, p_wait_seconds => 600)
      from generate_series(1, ${count}) n`;
    return ids;
  });
}

/** Waits until all of these people's generations have succeeded; how many did per second. */
export async function emptied(database: Database, people: readonly string[]): Promise<number> {
  const until = Date.now() + limitMs;
  for (;;) {
    const [row] = await database.ask(
      (sql) => sql<{ left: number; failed: number; perSecond: number }[]>`
        select count(*) filter (where status in ('queued', 'running'))::int as left,
          count(*) filter (where status in ('failed', 'canceled'))::int as failed,
          ((count(*) - 1) / extract(epoch from max(finished_at) - min(finished_at)))::float8 as "perSecond"
        from generations where user_id = any(${[...people]}::uuid[])`,
    );
    if (row?.failed) throw new Error(`${row.failed} generations did not succeed`);
    if (row?.left === 0) return row.perSecond;
    if (Date.now() > until) throw new Error("The queue is not empty in time");
    await wait(250);
  }
}

/** Generations per second of the first batch of these people's, of whom far more wait. */
async function taken(database: Database, people: readonly string[]): Promise<number> {
  const until = Date.now() + limitMs;
  for (;;) {
    const [row] = await database.ask(
      (sql) => sql<{ finished: number; perSecond: number }[]>`
        select count(*)::int as finished,
          ((count(*) - 1) / extract(epoch from max(finished_at) - min(finished_at)))::float8 as "perSecond"
        from generations where user_id = any(${[...people]}::uuid[]) and status = 'succeeded'`,
    );
    if (row && row.finished >= batch) return row.perSecond;
    if (Date.now() > until) throw new Error("The batch is not taken in time");
    await wait(250);
  }
}
