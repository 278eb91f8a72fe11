import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import type { Viewer } from "~/domain/viewer";
import { claimById, startWorld } from "./world";

const world = await startWorld();
const { sql, store } = world;
const pages = createSupabasePages(world.database);
await sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 10000`;

const people = (count: number) =>
  Promise.all(Array.from({ length: count }, () => world.person(1_000_000)));
/** Starts so many requests, one after the other. */
async function startMany(viewer: Viewer, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await world.start(viewer, { priceCreditsEach: 1 }));
  return ids;
}
/** Claims what the queue delivers next, as a worker does that has so much room. */
async function take(count: number): Promise<string[]> {
  const messages = await store.readQueue(count, 60);
  for (const message of messages) await store.claim(message, "worker", 60);
  return messages.map(({ generationId }) => generationId);
}
async function takeAll(): Promise<string[]> {
  const taken: string[] = [];
  for (let next = await take(1); next.length > 0; next = await take(1)) taken.push(...next);
  return taken;
}
const placeOf = async (viewer: Viewer, generationId: string) =>
  (await pages.generation(viewer, generationId)).generation?.queuePosition;

test("one person's 40 requests hold up another's one by a single turn", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  const many = await startMany(ann, 40);
  const [one = ""] = await startMany(bob, 1);
  expect(await placeOf(bob, one)).toBe(1);
  expect(await take(3)).toEqual([many[0], one, many[1]]);
  expect(await takeAll()).toEqual(many.slice(2));
});

test("takes one request of each person in turn, and each person's oldest first", async () => {
  const [ann, bob, cid] = (await people(3)) as [Viewer, Viewer, Viewer];
  const a = await startMany(ann, 3);
  const b = await startMany(bob, 1);
  const c = await startMany(cid, 2);
  expect(await take(4)).toEqual([a[0], b[0], c[0], a[1]]);
  expect(await take(4)).toEqual([c[1], a[2]]);
});

test("goes on with the round where it was, for whoever reads next and whoever comes late", async () => {
  const [ann, bob, cid] = (await people(3)) as [Viewer, Viewer, Viewer];
  const a = await startMany(ann, 3);
  const b = await startMany(bob, 2);
  expect(await take(1)).toEqual([a[0]]);
  const c = await startMany(cid, 1);
  b.push(...(await startMany(bob, 1)));
  expect(await takeAll()).toEqual([b[0], a[1], c[0], b[1], a[2], b[2]]);
});

test("whoever comes back after having been served begins at the end", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  const b = await startMany(bob, 1);
  expect(await take(1)).toEqual(b);
  const a = await startMany(ann, 2);
  const again = await startMany(bob, 1);
  expect(await takeAll()).toEqual([a[0], again[0], a[1]]);
});

test("a canceled request takes nobody's turn away and gives nobody a second one", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  const a = await startMany(ann, 4);
  const b = await startMany(bob, 3);
  for (const id of a.slice(0, 3)) await store.cancel(ann, id);
  expect(await placeOf(ann, a[3] ?? "")).toBe(0);
  expect(await takeAll()).toEqual([a[3], ...b]);
  const [first = ""] = await startMany(ann, 1);
  await store.cancel(ann, first);
  const c = await startMany(bob, 2);
  const last = await startMany(ann, 1);
  expect(await takeAll()).toEqual([c[0], last[0], c[1]]);
});

test("what was begun goes on before anything else begins", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  const [begun = ""] = await startMany(ann, 1);
  const claim = await claimById(sql, store, begun);
  const b = await startMany(bob, 2);
  const a = await startMany(ann, 1);
  await store.release(claim, { delaySeconds: 0, countsAsAttempt: false });
  expect(await take(2)).toEqual([begun, b[0]]);
  expect(await takeAll()).toEqual([a[0], b[1]]);
});

test("the place that is shown is how many are really taken before", async () => {
  const crowd = await people(7);
  const owners = new Map<string, Viewer>();
  // Uneven piles, begun at different times, with turns, cancellations and latecomers between them.
  for (let step = 0; step < 60; step += 1) {
    const viewer = crowd[(step * step + (step >> 2)) % crowd.length] as Viewer;
    for (const id of await startMany(viewer, 1 + (step % 3))) owners.set(id, viewer);
    if (step % 4 === 3) for (const id of await take(2)) owners.delete(id);
    if (step % 5 === 4) {
      const [id = "", owner] = [...owners][step % owners.size] ?? [];
      if (owner) await store.cancel(owner, id);
      owners.delete(id);
    }
  }
  const shown = new Map<string, number | null | undefined>();
  for (const [id, viewer] of owners) shown.set(id, await placeOf(viewer, id));
  const taken = await takeAll();
  expect(taken.toSorted()).toEqual([...owners.keys()].toSorted());
  expect(taken.map((id) => shown.get(id))).toEqual(taken.map((_, place) => place));
  expect(await world.violations()).toEqual([]);
});

test("many readers at once share the turns out, and nobody's twice", async () => {
  const crowd = await people(8);
  await Promise.all(crowd.map((viewer) => startMany(viewer, 6)));
  const reads = await Promise.all(Array.from({ length: 8 }, () => store.readQueue(2, 60)));
  const taken = reads.flat().map(({ generationId }) => generationId);
  expect(new Set(taken).size).toBe(16);
  const perPerson = await sql`
    select count(*)::int as n from generations where id = any(${taken}) group by user_id`;
  expect(perPerson.map(({ n }) => n)).toEqual(Array(8).fill(2));
  await sql`update pgmq.q_generations set vt = clock_timestamp()`;
  await takeAll();
});

test("a request that was handed to a worker which never claimed it comes back into line", async () => {
  const [ann, bob] = (await people(2)) as [Viewer, Viewer];
  const [lost = ""] = await startMany(ann, 1);
  await store.readQueue(1, 60);
  await sql`update pgmq.q_generations set vt = clock_timestamp() where message->>'generationId' = ${lost}`;
  await store.sweep(500);
  const b = await startMany(bob, 2);
  expect(await placeOf(ann, lost)).toBe(0);
  expect(await takeAll()).toEqual([lost, ...b]);
});

test("leaves what newer code has queued to newer code, and takes the next in turn", async () => {
  const [ann] = (await people(1)) as [Viewer];
  const [newer = "", ours] = await startMany(ann, 2);
  await sql`
    update pgmq.q_generations set message = message || '{"version": 2}' where message->>'generationId' = ${newer}`;
  expect(await takeAll()).toEqual([ours]);
  await sql`delete from pgmq.q_generations`;
});

/** So many new people, each with eight requests waiting. */
async function crowdIn(count: number): Promise<void> {
  await sql`
    with fresh as (
      insert into auth.users (id, email) select id, id || '@example.org'
      from (select gen_random_uuid() as id from generate_series(1, ${count})) made returning id
    )
    insert into user_sessions (id, user_id, live_until) select id, id, now() + interval '1 day' from fresh`;
  await sql`
    select start_generation(
      p_user_id => s.id, p_session_id => s.id, p_generation_id => gen_random_uuid(), p_media_ids => array[gen_random_uuid()],
      p_kind => 'image', p_model => 'painter', p_prompt => 'a calm sea', p_negative_prompt => '', p_settings => '{}',
      p_price_credits_each => 0, p_idempotency_key => gen_random_uuid()::text, p_input_hash => 'x',
      p_usual_seconds => 5, p_work_seconds => 600, p_wait_seconds => 600)
    from generate_series(1, 8), (
      select u.id from user_sessions u where not exists (select from generations g where g.user_id = u.user_id)
    ) s`;
  await sql`analyze`;
}

test("a turn costs the same whether a hundred wait or thousands", async () => {
  await sql`delete from pgmq.q_generations`;
  const one = await sql.reserve();
  const touchedPages = async () => {
    const [row] = await one<{ "QUERY PLAN": [{ Plan: { "Shared Hit Blocks": number } }] }[]>`
      explain (analyze, buffers, format json) select queue_read(8, 60)`;
    return row?.["QUERY PLAN"][0].Plan["Shared Hit Blocks"] ?? Number.NaN;
  };
  /** Once each statement has a plan for good. */
  const steadily = async () => {
    for (let n = 0; n < 6; n += 1) await touchedPages();
    return await touchedPages();
  };
  await crowdIn(15);
  const few = await steadily();
  await crowdIn(400);
  const many = await steadily();
  one.release();
  expect(many).toBeLessThan(3 * few);
});
