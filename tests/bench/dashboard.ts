import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { openDatabase } from "../e2e/database.ts";
import { adminPassword } from "../e2e/server.ts";
import { median, type Section, table, verdict, whole } from "./report.ts";
import { startNode } from "./servers.ts";

const requests = 1_000_000;
const people = 1000;
const days = 400;
const goalMs = 300;
const ranges = ["days=1", "days=30", "days=365", "days=all"];
const rounds = 7;
/** In turns: with the counting, and without. */
const batches = 20;
const startsOfBatch = 40;

/** The dashboard of an Easel that has made a million requests, and what counting costs the start of each. */
export async function measureDashboard(folder: string): Promise<Section> {
  const dataDir = join(folder, "dashboard-data");
  const env = { DATA_DIR: dataDir, HOST: "127.0.0.1", WORKER: "off", CLEANUP_TIMER: "off" };
  const server = await startNode(["build/main.js"], { ...env, ADMIN_PASSWORD: adminPassword });
  const sql = await openDatabase({ dataDir });
  try {
    await fill(sql);
    const cookie = await enter(server.origin);
    const rows = [];
    for (const range of ranges) {
      const ms = median(await timePages(`${server.origin}/admin?${range}`, cookie));
      rows.push([range, whole(ms), verdict(ms <= goalMs)]);
    }
    const { on, off } = await timeStarts(sql);
    return {
      title: "The dashboard",
      text: [
        `\`/admin\` of the built server, a page without any script, on the built-in database with ${whole(requests)} requests of ${whole(people)} people in ${days} days: the median of ${rounds} answers. Wanted: at most ${goalMs} ms.`,
        table(["days shown", "ms", "wanted"], rows),
        `\`start_generation\` with what it counts, and with those triggers switched off, in turns on one connection: the median of ${batches / 2} batches each, processor time of PostgreSQL's process: ${on.toFixed(2)} ms and ${off.toFixed(2)} ms.`,
      ].join("\n\n"),
    };
  } finally {
    await sql.end();
    await server.stop();
  }
}

/** Rows as they would lie there, oldest first; the days are then counted from them, as after a repair. */
async function fill(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    // The same name has the same id.
    await tx`
      create function pg_temp.id_of(text) returns uuid immutable language sql
      as $$ select overlay(overlay(md5($1) placing '4' from 13) placing '8' from 17)::uuid $$`;
    await tx`
      insert into users (id, name, created_at)
      select pg_temp.id_of('person' || n), 'Person ' || n, now() - make_interval(days => ${days})
      from generate_series(1, ${people}::int) n`;
    await tx`
      insert into generations (id, user_id, kind, status, model, prompt, media_ids, price_credits_each, max_attempts,
        made_count, failure_code, created_at, updated_at, finished_at, usual_seconds, wait_seconds, work_seconds, deadline_at)
      select pg_temp.id_of('request' || n), pg_temp.id_of('person' || 1 + (hashint4(n) & 2147483647) % ${people}::int),
        (array['image', 'image', 'edit', 'video'])[1 + n % 4]::generation_kind,
        case when n % 25 = 0 then 'failed' else 'succeeded' end::generation_status, 'model ' || n % 40, '',
        array[pg_temp.id_of('file' || n)], 500, 3, (n % 25 <> 0)::int, case when n % 25 = 0 then 'busy'::failure_code end,
        at, at, at, 5, 600, 600, at + interval '1 hour'
      from generate_series(1, ${requests}::int) n
      cross join lateral (
        select now() - make_interval(secs => ${days * 86_400} * (1 - n::float8 / ${requests}::int)) as at
      ) t`;
    await tx`
      insert into private.generation_jobs (generation_id, message_id, route)
      select pg_temp.id_of('request' || n), -n, 'fal:route ' || n % 60 from generate_series(1, ${requests}::int) n`;
    await tx`
      insert into private.route_outcomes (route, model, failure, wait_seconds, happened_at)
      select 'fal:route ' || n % 60, g.model, g.failure_code, 1 + n % 90, g.created_at
      from generate_series(1, ${requests}::int) n join generations g on g.id = pg_temp.id_of('request' || n) order by n`;
    await tx`
      insert into credit_ledger (user_id, seq, delta, balance_after, reason, generation_id, created_at)
      select user_id, row_number() over (partition by user_id order by created_at), -500, 0, 'charge', id, created_at
      from generations order by created_at`;
  });
  await sql`vacuum analyze`;
  await sql`
    select private.correct_day(day::date)
    from generate_series(current_date - ${days + 1}::int, current_date, interval '1 day') day`;
  await sql`select public.fold_tallies(10000000)`;
  await sql`vacuum analyze`;
}

async function enter(origin: string): Promise<string> {
  const form = { intent: "sign-in", name: "Grace", password: adminPassword, next: "/admin" };
  const answer = await fetch(`${origin}/admin-control`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  if (answer.status !== 302) throw new Error(`Signing in answers ${answer.status}`);
  const cookies = answer.headers.getSetCookie();
  return cookies.map((line) => line.split(";", 1)[0]).join("; ");
}

async function timePages(address: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const began = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
    await answer.text();
    if (answer.status !== 200) throw new Error(`The dashboard answers ${answer.status}`);
    if (round >= 0) times.push(performance.now() - began);
  }
  return times;
}

async function timeStarts(sql: postgres.Sql): Promise<{ on: number; off: number }> {
  await sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 10000`;
  const crowd = await sql<{ id: string }[]>`
    select id from users where id <> all (select user_id from user_sessions) limit 40`;
  const ids = crowd.map(({ id }) => id);
  await sql`update users set credits = 1000000, ledger_seq = 1000000 where id = any(${ids})`;
  await sql`
    insert into user_sessions (id, user_id, live_until)
    select id, id, now() + interval '1 day' from unnest(${ids}::uuid[]) as p (id)`;
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const processorMs = () =>
    Number(readFileSync(`/proc/${backend!.pid}/schedstat`, "latin1").split(" ")[0]) / 1e6;
  const times: { on: number[]; off: number[] } = { on: [], off: [] };
  for (let batch = 0; batch < batches; batch += 1) {
    const way = batch % 2 === 0 ? "on" : "off";
    const verb = way === "on" ? "enable" : "disable";
    await sql.unsafe(`alter table generations ${verb} trigger tally_asked`);
    await sql.unsafe(`alter table credit_ledger ${verb} trigger tally_credits`);
    const before = processorMs();
    for (let n = 0; n < startsOfBatch; n += 1) await start(sql, ids[n % ids.length]!);
    times[way].push((processorMs() - before) / startsOfBatch);
  }
  return { on: median(times.on), off: median(times.off) };
}

async function start(sql: postgres.Sql, userId: string): Promise<void> {
  await sql`
    select start_generation(p_user_id => ${userId}, p_session_id => ${userId}, p_generation_id => ${randomUUID()},
      p_media_ids => ${[randomUUID()]}::uuid[], p_kind => 'image', p_model => 'painter', p_prompt => 'a red house',
      p_negative_prompt => '', p_settings => '{}', p_price_credits_each => 500, p_idempotency_key => ${randomUUID()},
      p_input_hash => 'x', p_usual_seconds => 5, p_work_seconds => 300, p_wait_seconds => 3600)`;
}
