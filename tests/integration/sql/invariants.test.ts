import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type postgres from "postgres";
import { violationsIn } from "./violations";
import { fileOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const asked = { provider: "fal", route: "fal:some-model" };
const { sql, store } = world;

/**
 * One person with a finished, a canceled, a running and a queued generation, one that made one file of three, and an
 * adjustment.
 */
const ann = await world.person(9000);
const [mediaId = ""] = await world.make(ann);
const canceled = await world.startAndClaim(ann);
await store.recordSubmitIntent(canceled, asked);
await store.cancel(ann, canceled.id);
const running = await world.startAndClaim(ann);
const queued = await world.start(ann);
const [{ id: done } = { id: "" }] = await sql<
  { id: string }[]
>`select generation_id as id from media where id = ${mediaId}`;

const short = await world.startAndClaim(ann, {
  mediaIds: [randomUUID(), randomUUID(), randomUUID()],
});
await store.complete(short, short.mediaIds.slice(0, 1).map(fileOf));
const secondFile = short.mediaIds[1] ?? "";

const codeHash = "cd".repeat(32);
await sql`insert into private.gift_batches (id, label, credits, code_count, max_uses, made_by)
  values (${ann.userId}, 'Fair', 40, 1, 1, 'Ada')`;
await sql`insert into private.gift_codes (batch_id, number, code_hash, max_uses) values (${ann.userId}, 1, ${codeHash}, 1)`;
await world.server.call("redeem_gift_code", { ...sessionOf(ann), p_code_hash: codeHash });
await sql`select public.fold_tallies(1000)`;

class Undo extends Error {}

/** Does what no program could do, guards off, and undoes all of it afterwards. */
async function undoing(work: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<void> {
  await sql
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await work(tx);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
}

/** The rules that check_invariants finds broken after some damage. */
async function findAfter(
  damage: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<string[]> {
  let rules: string[] = [];
  await undoing(async (tx) => {
    await damage(tx);
    rules = [...new Set((await violationsIn(tx)).map(({ rule }) => rule))];
  });
  return rules;
}

const without = (constraint: string, table: string) => (tx: postgres.TransactionSql) =>
  tx.unsafe(`alter table ${table} drop constraint ${constraint}`);

const plants: [
  rule: string,
  what: string,
  damage: (tx: postgres.TransactionSql) => Promise<unknown>,
][] = [
  [
    "L1",
    "a balance that the ledger does not explain",
    (tx) => tx`update users set credits = credits + 5`,
  ],
  ["L2", "a missing entry", (tx) => tx`delete from credit_ledger where reason = 'adjustment'`],
  ["L2", "a wrong count of entries", (tx) => tx`update users set ledger_seq = ledger_seq + 1`],
  [
    "L2",
    "a balance that does not follow",
    (tx) => tx`update credit_ledger set balance_after = balance_after + 1 where seq = 2`,
  ],
  [
    "L3",
    "a negative balance",
    async (tx) => {
      await without("credit_ledger_never_negative", "credit_ledger")(tx);
      await tx`update credit_ledger set balance_after = -1 where seq = 2`;
    },
  ],
  [
    "L4",
    "an append-only guard that is switched off",
    (tx) => tx`alter table credit_ledger disable trigger append_only`,
  ],
  [
    "L4",
    "a missing append-only guard of the audit log",
    (tx) => tx`drop trigger append_only_truncate on admin_audit_log`,
  ],
  [
    "L5",
    "a charge that gives",
    async (tx) => {
      await without("credit_ledger_sign", "credit_ledger")(tx);
      await tx`update credit_ledger set delta = -delta where reason = 'charge'`;
    },
  ],
  [
    "L6",
    "a second charge",
    async (tx) => {
      await tx`drop index credit_ledger_once_per_generation`;
      await tx`insert into credit_ledger (user_id, seq, delta, balance_after, reason, generation_id)
      select user_id, 99, delta, balance_after, reason, generation_id from credit_ledger where generation_id = ${queued}`;
    },
  ],
  [
    "L6",
    "a second refund of one file",
    async (tx) => {
      await tx`drop index credit_ledger_once_per_generation`;
      await tx`insert into credit_ledger (user_id, seq, delta, balance_after, reason, generation_id, media_id)
      select user_id, 99, delta, balance_after, reason, generation_id, media_id from credit_ledger where media_id = ${secondFile}`;
    },
  ],
  [
    "L6",
    "a second first grant",
    async (tx) => {
      await tx`drop index credit_ledger_one_signup_grant`;
      await tx`insert into credit_ledger (user_id, seq, delta, balance_after, reason) values (${ann.userId}, 99, 1, 1, 'signup_grant')`;
    },
  ],
  [
    "L6",
    "a key used twice",
    async (tx) => {
      await without("credit_ledger_once_per_key", "credit_ledger")(tx);
      await tx`insert into credit_ledger (user_id, seq, delta, balance_after, reason, actor, note, idempotency_key)
      select user_id, 99, delta, balance_after, reason, actor, note, idempotency_key from credit_ledger where reason = 'adjustment'`;
    },
  ],
  [
    "L7",
    "credits of nobody",
    (tx) => tx`insert into credit_ledger (user_id, seq, delta, balance_after, reason)
      values (gen_random_uuid(), 1, 5, 5, 'signup_grant')`,
  ],
  [
    "L8",
    "a refund without its charge",
    (tx) =>
      tx`delete from credit_ledger where generation_id = ${canceled.id} and reason = 'charge'`,
  ],
  [
    "L8",
    "a refund before its charge",
    (tx) =>
      tx`update credit_ledger set seq = 99 where generation_id = ${canceled.id} and reason = 'charge'`,
  ],
  [
    "L8",
    "refunds of more than the charge",
    (tx) => tx`update credit_ledger set delta = delta + 1 where reason = 'refund'`,
  ],
  [
    "L8",
    "a refund by hand of more than was still kept",
    (tx) => tx`insert into credit_ledger
      (user_id, seq, delta, balance_after, reason, generation_id, actor, note, idempotency_key)
      values (${ann.userId}, 99, 501, 1, 'goodwill', ${short.id}, 'an admin', 'sorry', 'a key')`,
  ],
  [
    "L9",
    "a charge that is not the price",
    (tx) => tx`update generations set price_credits_each = 1 where id = ${queued}`,
  ],
  [
    "L9",
    "a charge for fewer files than were asked for",
    (tx) =>
      tx`update generations set media_ids = media_ids || gen_random_uuid() where id = ${queued}`,
  ],
  [
    "G1",
    "a transition that is not declared",
    (tx) =>
      tx`update private.generation_transitions set from_status = 'failed' where generation_id = ${done}`,
  ],
  [
    "G1",
    "a status that was never logged",
    (tx) => tx`update generations set status = 'running' where id = ${queued}`,
  ],
  [
    "G1",
    "a change that does not follow from the one before",
    (tx) =>
      tx`delete from private.generation_transitions where generation_id = ${done} and from_status = 'queued'`,
  ],
  [
    "G2",
    "a canceled generation without its refund",
    (tx) => tx`delete from credit_ledger where reason = 'refund'`,
  ],
  [
    "G2",
    "a missing file that was not given back",
    (tx) => tx`delete from credit_ledger where media_id = ${secondFile}`,
  ],
  [
    "G2",
    "a missing file that was given back for another amount",
    (tx) => tx`update credit_ledger set delta = delta - 1 where media_id = ${secondFile}`,
  ],
  [
    "G2",
    "a file that was made and given back",
    (tx) =>
      tx`update credit_ledger set media_id = ${short.mediaIds[0] ?? ""} where media_id = ${secondFile}`,
  ],
  [
    "G2",
    "a refund of a file of another generation",
    (tx) => tx`update credit_ledger set media_id = ${randomUUID()} where media_id = ${secondFile}`,
  ],
  [
    "G2",
    "a refund in full for what has made a file",
    (tx) => tx`update credit_ledger set media_id = null where media_id = ${secondFile}`,
  ],
  [
    "G2",
    "a success without a file",
    async (tx) => {
      await without("generations_succeeded_made_something", "generations")(tx);
      await tx`update generations set made_count = 0 where id = ${done}`;
    },
  ],
  [
    "G2",
    "a file of a canceled generation",
    (tx) => tx`update media set generation_id = ${canceled.id}`,
  ],
  [
    "G3",
    "an unfinished generation long past its deadline",
    (tx) =>
      tx`update generations set created_at = now() - interval '1 day', deadline_at = now() - interval '3 minutes' where id = ${queued}`,
  ],
  [
    "G3",
    "a waiting generation that no message leads to",
    async (tx) => {
      await tx`update generations set updated_at = now() - interval '3 minutes' where id = ${queued}`;
      await tx`delete from pgmq.q_generations where message->>'generationId' = ${queued}`;
    },
  ],
  [
    "G3",
    "a waiting generation whose person nobody calls",
    async (tx) => {
      await tx`update generations set updated_at = now() - interval '3 minutes' where id = ${queued}`;
      await tx`update pgmq.q_generations set vt = now() - interval '3 minutes' where message->>'generationId' = ${queued}`;
      await tx`delete from private.fair_queue`;
    },
  ],
  [
    "G4",
    "an unfinished generation that was never charged",
    (tx) => tx`delete from credit_ledger where generation_id = ${queued}`,
  ],
  [
    "G4",
    "an unfinished generation without a job",
    (tx) => tx`delete from private.generation_jobs where generation_id = ${queued}`,
  ],
  [
    "G4",
    "two generations on one message",
    (tx) =>
      tx`update private.generation_jobs set message_id = 1 where generation_id in (${queued}, ${running.id})`,
  ],
  [
    "G5",
    "a lease on what has ended",
    (tx) =>
      tx`update private.generation_jobs set lease_expires_at = now() where generation_id = ${done}`,
  ],
  [
    "G6",
    "work nobody gave up after the last attempt",
    async (tx) => {
      await tx`update private.generation_jobs set lease_expires_at = null where generation_id = ${running.id}`;
      await tx`update generations set attempts = max_attempts, updated_at = now() - interval '3 minutes' where id = ${running.id}`;
    },
  ],
  [
    "G6",
    "work nobody gave up after five workers had died of it",
    (tx) =>
      tx`update private.generation_jobs set lost_lease_count = 4, lease_expires_at = now() - interval '3 minutes' where generation_id = ${running.id}`,
  ],
  [
    "G7",
    "a key that leads to someone else's generation",
    (tx) => tx`update generations set user_id = gen_random_uuid() where id = ${queued}`,
  ],
  [
    "G7",
    "a generation that no key leads to",
    (tx) => tx`delete from idempotency_keys where generation_id = ${queued}`,
  ],
  ["G8", "a provider's work that nobody noted", (tx) => tx`delete from private.provider_orphans`],
  [
    "G9",
    "more unfinished generations than the limit",
    (tx) => tx`update app_settings set max_running_per_user = 1`,
  ],
  [
    "W1",
    "a word that does not lead to its prompt",
    (tx) => tx`delete from private.prompt_words where generation_id = ${done}`,
  ],
  [
    "W1",
    "a prompt that searches take for another",
    (tx) => tx`update private.prompt_index set folded = 'else' where generation_id = ${done}`,
  ],
  [
    "M1",
    "a file with an id that was not given out",
    (tx) => tx`update media set id = gen_random_uuid()`,
  ],
  [
    "M1",
    "a file that is about to be deleted",
    (tx) => tx`insert into private.blob_deletions (store, path) select store, path from media`,
  ],
  [
    "M1",
    "two files in one object",
    (tx) =>
      tx`insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256, thumbhash, store, path, thumb_path, expires_at, model)
      select gen_random_uuid(), kind, user_id, generation_id, 2, width, height, content_type, size_bytes, sha256, thumbhash, store, path, thumb_path || '2', expires_at, model from media`,
  ],
  ["A1", "a grant on a table", (tx) => tx`grant update on users to authenticated`],
  ["A1", "a grant on a column", (tx) => tx`grant update (credits) on users to authenticated`],
  ["A1", "a table that visitors may read", (tx) => tx`grant select (name) on users to anon`],
  [
    "A1",
    "a policy for writing",
    (tx) =>
      tx`create policy planted on users for update to authenticated using ((select auth.uid()) = id)`,
  ],
  [
    "A1",
    "a policy that shows everybody's rows",
    (tx) => tx`create policy planted on users for select to authenticated using (true)`,
  ],
  [
    "A1",
    "a policy that forgets to ask whether the session is live",
    (tx) =>
      tx`create policy planted on users for select to authenticated using ((select auth.uid()) = id)`,
  ],
  [
    "A2",
    "a function that visitors may call",
    (tx) => tx`grant execute on function adjust_credits to anon`,
  ],
  [
    "A2",
    "a privileged function that people may call",
    (tx) => tx`grant execute on function adjust_credits to authenticated`,
  ],
  [
    "A2",
    "a function with a loose search_path",
    (tx) => tx`create function public.loose() returns int language sql as 'select 1'`,
  ],
  [
    "A3",
    "a table without row-level security",
    (tx) => tx`alter table generations disable row level security`,
  ],
  [
    "A3",
    "a view with its owner's rights",
    (tx) => tx`create view public.peek as select * from public.users`,
  ],
  [
    "A3",
    "a materialised view",
    (tx) => tx`create materialized view public.peek as select * from public.users`,
  ],
  ["A6", "an adjustment that was not audited", (tx) => tx`delete from admin_audit_log`],
  [
    "D1",
    "a count that is off by one",
    (tx) => tx`update private.day_tallies set count = count + 1`,
  ],
  ["D1", "an amount that is off", (tx) => tx`update private.day_tallies set amount = amount + 1`],
  [
    "D1",
    "an event that was not counted",
    (tx) => tx`delete from private.day_tallies where measure = 'people'`,
  ],
  [
    "D1",
    "a count of a day before anybody was there",
    (tx) =>
      tx`insert into private.tally_changes (day, measure, count) values (current_date - 3, 'active', 1)`,
  ],
  ["D1", "a person who was active and is not listed", (tx) => tx`delete from private.active_days`],
  [
    "A6",
    "a refund by hand that was not audited",
    (tx) =>
      tx`select private.move_credits(${ann.userId}, 5, 'goodwill', ${short.id}, 'an admin', 'sorry', 'a key')`,
  ],
  [
    "L6",
    "an allowance before its month",
    async (tx) => {
      await tx`insert into private.allowance_runs (month) values ('2999-01-01')`;
      await tx`select private.move_credits(${ann.userId}, 5, 'allowance', p_key => 'allowance:2999-01')`;
    },
  ],
  [
    "L6",
    "credits of a gift code that nobody made",
    (tx) =>
      tx`select private.move_credits(${ann.userId}, 5, 'gift_code', p_key => 'gift:' || repeat('ab', 32))`,
  ],
  [
    "L6",
    "another amount than a gift code gives",
    (tx) => tx`update private.gift_batches set credits = credits + 1`,
  ],
  [
    "L6",
    "a gift code that was used and gave nothing",
    (tx) => tx`delete from credit_ledger where reason = 'gift_code'`,
  ],
  [
    "L6",
    "a gift code that was used too often",
    async (tx) => {
      await without("gift_codes_uses", "private.gift_codes")(tx);
      await tx`update private.gift_codes set uses = 2`;
    },
  ],
  [
    "L10",
    "spending over a cap",
    (tx) =>
      tx`insert into private.spending_caps (day_credits, updated_at) values (1, now() - interval '1 hour')`,
  ],
];

test("finds nothing when all is well", async () => {
  expect(await world.violations()).toEqual([]);
  expect(await findAfter(async () => undefined)).toEqual([]);
});

test("finds nothing in a refund by hand of what was still kept", async () => {
  const byHand = async (tx: postgres.TransactionSql) => {
    await tx`set local session_replication_role = origin`;
    await tx`select refund_by_hand(${world.admin}, ${short.id}, 500, 'sorry', 'a key')`;
  };
  expect(await findAfter(byHand)).toEqual([]);
});

test.each(plants)("%s: finds %s", async (rule, _what, damage) => {
  expect(await findAfter(damage)).toContain(rule);
});

test("says what is wrong with what, in a sentence", async () => {
  await sql`alter table credit_ledger disable trigger append_only`;
  expect(await world.server.call("check_invariants", {})).toEqual({
    violations: [
      {
        rule: "L4",
        subject: "public.credit_ledger",
        sentence: expect.stringMatching(/^An append-only table can be changed/),
      },
    ],
    next: "users",
  });
  await sql`alter table credit_ledger enable trigger append_only`;
});

test("reads no large table from end to end, whatever the statement", async () => {
  const large = [
    "users",
    "credit_ledger",
    "generations",
    "generation_jobs",
    "generation_transitions",
    "idempotency_keys",
    "images",
    "prompt_index",
    "prompt_words",
  ];
  await undoing(async (tx) => {
    await plantMany(tx, 20_000);
    const scans = () => tx<{ name: string; scans: number }[]>`
      select relname as name, seq_scan::int as scans from pg_stat_xact_user_tables
      where schemaname in ('public', 'private') and relname in ${tx(large)} order by relname`;
    const before = await scans();
    expect(before.map(({ name }) => name)).toEqual(large.toSorted());
    expect(await violationsIn(tx, 1000)).toEqual([]);
    expect(await scans()).toEqual(before);
  });
});

/** So many more finished generations of one file, half of them of one person. */
async function plantMany(tx: postgres.TransactionSql, count: number): Promise<void> {
  await tx.unsafe(`
    create temp table many on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as media_id, gen_random_uuid() as stranger, n,
      now() - make_interval(hours => 24 + (${count} - n) * 24 * 20 / ${count}) as at
    from generate_series(1, ${count}) n;
    insert into users (id, name, credits, ledger_seq, created_at) select stranger, 'Many', 1000, 1, at from many;
    insert into users (id, name, credits, ledger_seq)
    values ('00000000-0000-7000-8000-000000000000', 'One', 1000000 - ${count}, 1 + ${count});
    insert into credit_ledger (user_id, seq, delta, balance_after, reason, created_at)
    select stranger, 1, 1000, 1000, 'signup_grant', at from many
    union all select '00000000-0000-7000-8000-000000000000', 1, 1000000, 1000000, 'signup_grant', now();
    insert into credit_ledger (user_id, seq, delta, balance_after, reason, generation_id, created_at)
    select '00000000-0000-7000-8000-000000000000', 1 + n, -1, 1000000 - n, 'charge', id, at from many;
    insert into generations (id, user_id, kind, model, prompt, price_credits_each, media_ids, status, made_count,
      attempts, max_attempts, created_at, finished_at, usual_seconds, wait_seconds, work_seconds, deadline_at)
    select id, '00000000-0000-7000-8000-000000000000', 'image', 'painter', 'a calm sea', 1, array[media_id], 'succeeded', 1,
      1, 3, at, at, 5, 60, 300, now() from many;
    insert into private.generation_transitions (generation_id, from_status, to_status) select id, 'queued', 'running' from many;
    insert into private.generation_transitions (generation_id, from_status, to_status) select id, 'running', 'succeeded' from many;
    insert into private.generation_jobs (generation_id, message_id) select id, 1000000 + n from many;
    insert into idempotency_keys (user_id, key, input_hash, generation_id)
    select '00000000-0000-7000-8000-000000000000', 'key ' || n, 'x', id from many;
    insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256, thumbhash,
      store, path, thumb_path, expires_at, model)
    select media_id, 'image', '00000000-0000-7000-8000-000000000000', id, 1, 8, 8, 'image/png', 1, repeat('ab', 32),
      '3OcRJYB4d3h/iIeHeEh3eIhw+j2w', 'local', 'media/' || media_id || '.png', 'media/' || media_id || '.thumb.webp',
      now() + interval '1 day', 'painter' from many;
    insert into private.prompt_index (generation_id, kind, asked_at, folded)
    select id, 'image', now() - interval '1 day', 'a calm sea' from many;
    insert into private.search_words (user_id, word, grams)
    select '00000000-0000-7000-8000-000000000000', unnest(array['a', 'calm', 'sea']), '{}';
    insert into private.prompt_words (word_id, asked_at, generation_id, kind, model)
    select w.id, now() - interval '1 day', m.id, 'image', 'painter' from many m, private.search_words w
    where w.user_id = '00000000-0000-7000-8000-000000000000';
    analyze users, credit_ledger, generations, private.generation_transitions, private.generation_jobs, idempotency_keys, media,
      private.prompt_index, private.search_words, private.prompt_words;
    select brin_summarize_new_values('generations_days'), brin_summarize_new_values('credit_ledger_days');
    select private.correct_day(day::date) from generate_series(current_date - 30, current_date, interval '1 day') day`);
}

test("leaves out what Supabase and its extensions bring", async () => {
  await sql.unsafe(`
    create function public.rls_auto_enable() returns event_trigger language plpgsql security definer
      set search_path = pg_catalog as $$ begin end $$;
    create extension if not exists citext with schema public`);
  expect(await world.violations()).toEqual([]);
  await sql.unsafe("drop function public.rls_auto_enable; drop extension citext");
});
