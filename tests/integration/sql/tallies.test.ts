import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabaseRouteHealth } from "~/.server/ai/supabase-route-health";
import { fileOf, startWorld } from "./world";

const world = await startWorld();
const { sql, store, server } = world;
const health = createSupabaseRouteHealth(world.database);
const film = "fal:fal-ai/ltx-2.3/text-to-video/fast";

/** All that is counted, summed up: what the dashboard reads. */
async function tallies() {
  const rows = await sql<{ line: string; count: number; amount: number }[]>`
    select concat_ws(' ', day - current_date, measure, detail, kind, model, route) as line, sum(count)::int as count,
      sum(amount)::int as amount
    from private.all_tallies group by day, measure, detail, kind, model, route
    having sum(count) <> 0 or sum(amount) <> 0`;
  return Object.fromEntries(rows.map(({ line, count, amount }) => [line, [count, amount]]));
}

const pending = async () =>
  (await sql<{ count: number }[]>`select count(*)::int as count from private.tally_changes`)[0]
    ?.count;

/** One of everything that is counted. */
async function live(): Promise<void> {
  const [ann, bob] = [await world.person(30_000), await world.person(30_000)];
  const [mediaId = ""] = await world.make(ann);
  await world.start(ann);
  const video = await world.startAndClaim(bob, {
    kind: "video",
    model: "ltx",
    settings: { durationSeconds: 6, resolution: "1080p" },
    mediaIds: [randomUUID(), randomUUID()],
  });
  await store.recordSubmitIntent(video, { provider: "fal", route: film, isFree: false });
  await store.complete(video, video.mediaIds.slice(0, 1).map(fileOf));
  const lost = await world.startAndClaim(bob, {
    kind: "video",
    model: "ltx",
    settings: { durationSeconds: 8, resolution: "1080p", sound: "off" },
  });
  await store.recordSubmitIntent(lost, { provider: "fal", route: film, isFree: false });
  await store.fail(lost, "timed_out", "Too late.");
  await store.cancel(bob, await world.start(bob));
  for (const waitSeconds of [4, 5, 60])
    await health.record({ route: film, model: "ltx", failure: null, waitSeconds });
  await health.record({ route: film, model: "ltx", failure: "busy", waitSeconds: 1 });
  await sql`delete from media where id = ${mediaId}`;
  await sql`delete from auth.users where id = ${bob.userId}`;
}

const shift = (line: string) => `0 ${line}`;
const expected = Object.fromEntries(
  Object.entries({
    "people joined   ": [2, 0],
    "people left   ": [1, 0],
    "active    ": [2, 0],
    "requests asked image painter ": [3, 3],
    "requests succeeded image painter ": [1, 1],
    "requests canceled image painter ": [1, 0],
    "requests asked video ltx ": [2, 3],
    "requests succeeded video ltx ": [1, 1],
    "requests failed video ltx ": [1, 0],
    "credits signup_grant   ": [2, 20_000],
    "credits adjustment   ": [2, 40_000],
    "credits charge image painter ": [3, -1500],
    "credits refund image painter ": [1, 500],
    "credits charge video ltx ": [2, -1500],
    "credits refund video ltx ": [2, 1000],
    "work  image painter ": [1, 0],
    [`work 1080p video ltx ${film}`]: [1, 6000],
    [`lost 1080p silent video ltx ${film}`]: [1, 8000],
    [`orphans timed_out video ltx ${film}`]: [1, 500],
    [`routes 21  ltx ${film}`]: [1, 4000],
    [`routes 22  ltx ${film}`]: [1, 5000],
    [`routes 36  ltx ${film}`]: [1, 60_000],
    [`routes failed  ltx ${film}`]: [1, 1000],
  }).map(([line, numbers]) => [shift(line), numbers]),
);

test("everything is counted once, by what it is, and stays so when it is folded", async () => {
  await live();
  expect(await tallies()).toEqual(expected);
  expect(await pending()).toBeGreaterThan(20);
  await store.sweep(10);
  expect(await pending()).toBe(0);
  expect(await tallies()).toEqual(expected);
  expect(await world.violations()).toEqual([]);
});

test("counted from scratch it is the same", async () => {
  await sql`truncate private.day_tallies, private.tally_changes, private.active_days`;
  await sql`select private.correct_day(current_date)`;
  expect(await tallies()).toEqual(expected);
  expect(await world.violations()).toEqual([]);
});

test("nobody waits for anybody, and nothing is lost while others fold", async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => world.person(9000)));
  const before = await tallies();
  const asked = people.flatMap((person) => [person, person, person]);
  const folds = Array.from({ length: 20 }, () => store.sweep(1));
  await Promise.all([...asked.map((person) => world.start(person)), ...folds]);
  const line = shift("requests asked image painter ");
  expect((await tallies())[line]?.[0]).toBe((before[line]?.[0] ?? 0) + 60);
  expect(await world.violations()).toEqual([]);
});

test("a request that is moved to another day counts there", async () => {
  const ann = await world.person(9000);
  const generationId = await world.start(ann);
  await sql`update generations set created_at = created_at - interval '3 days' where id = ${generationId}`;
  expect((await tallies())["-3 requests asked image painter "]).toEqual([1, 1]);
  expect(await world.violations()).toEqual([]);
});

test("a check that is cut off goes on where it was, and one process at a time does it", async () => {
  await sql`
    update private.check_run set started_at = now(), started_by = 'Ada', finished_at = null, place = null, steps = 0,
      violation_count = 0, violations = '[]'`;
  const step = () => server.call("check_step", { p_limit: 5 });
  const first = await step();
  expect(first).toMatch(/^users/);
  let meanwhile: string | null = "";
  await sql
    .begin(async (tx) => {
      await tx`select check_step(5)`;
      meanwhile = await step();
      throw new Error("The process dies");
    })
    .catch(() => undefined);
  expect(meanwhile).toBeNull();
  const [run] = await sql`select place, steps::int from private.check_run`;
  expect(run).toEqual({ place: first, steps: 1 });
  await sql`update private.day_tallies set count = count + 1 where measure = 'people'`;
  while ((await step()) !== null);
  const [done] = await sql`
    select finished_at is not null as "isOver", place, violation_count::int as count, violations from private.check_run`;
  expect(done).toEqual({
    isOver: true,
    place: null,
    count: 1,
    violations: [
      {
        rule: "D1",
        subject: expect.stringMatching(/^\d{4}-\d\d-\d\d people$/),
        sentence: "What was counted on that day is not what happened on it.",
      },
    ],
  });
});

test("the dashboard reads the tallies by their indexes, and no large table from end to end", async () => {
  await sql`
    insert into private.day_tallies (day, measure, detail, kind, model, count, amount)
    select current_date - n % 1000, m.measure, m.detail, 'image', 'model ' || n % 20, 1, 1
    from generate_series(1, 20000) n,
      (values ('requests', 'asked'), ('credits', 'charge'), ('storage', ''), ('work', '1K')) as m (measure, detail)
    on conflict do nothing`;
  await sql`
    insert into private.active_days (day, user_id)
    select current_date - n % 1000, gen_random_uuid() from generate_series(1, 20000) n`;
  await sql`analyze private.day_tallies, private.active_days, generations, users`;
  const large = [
    "day_tallies",
    "active_days",
    "generations",
    "credit_ledger",
    "route_outcomes",
    "images",
  ];
  const scanned = await sql.begin(async (tx) => {
    const scans = () => tx<{ name: string; scans: number }[]>`
      select relname as name, seq_scan::int as scans from pg_stat_xact_user_tables
      where schemaname in ('public', 'private') and relname in ${tx(large)} order by relname`;
    const before = await scans();
    await tx`
      select private.dashboard_people(d.first, d.last), private.dashboard_steps(d.first, d.last, 'day'),
        private.dashboard_models(d.first, d.last), private.dashboard_routes(d.first, d.last),
        private.dashboard_credits(d.first, d.last), private.dashboard_work(d.first, d.last), private.tallied_days()
      from (select current_date - 29 as first, current_date as last) d`;
    return [before, await scans()];
  });
  expect(scanned[0]).toHaveLength(large.length);
  expect(scanned[1]).toEqual(scanned[0]);
});
