import { createHash, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { v7 as newId } from "uuid";
import type { StartGeneration } from "~/.server/generations/port";
import type { Viewer } from "~/domain/viewer";

/** Most starts between two calls of `clearAway`: the limits of one person are set a little above. */
export const mostStarts = 150;

export function makeStart(): StartGeneration {
  const idempotencyKey = randomUUID();
  return {
    generationId: newId(),
    mediaIds: [newId()],
    kind: "image",
    model: "painter",
    prompt: "a calm sea at sunset",
    negativePrompt: "",
    settings: { shape: "1:1", seed: 7, width: 1024, height: 1024 },
    sourceMediaId: null,
    largestSource: null,
    inputs: [],
    isPrompted: true,
    promptReading: null,
    promptRefusal: null,
    priceCreditsEach: 1,
    listCreditsEach: null,
    quotedCreditsEach: null,
    idempotencyKey,
    inputHash: createHash("sha256").update(idempotencyKey).digest("hex"),
    usualSeconds: 5,
    workSeconds: 600,
    waitSeconds: 600,
  };
}

/** People with credits enough, and limits that the runs do not reach. */
export async function makePeople(sql: postgres.Sql, count: number): Promise<Viewer[]> {
  await sql`update public.app_settings
    set max_running_per_user = ${mostStarts + 50}, max_starts_per_minute = ${mostStarts + 50}`;
  const people = Array.from({ length: count }, () => {
    const userId = newId();
    return { userId, sessionId: newId(), email: `${userId}@example.org`, accessToken: "" };
  });
  for (const { userId, sessionId, email } of people) {
    await sql`insert into auth.users (id, email) values (${userId}, ${email})`;
    await sql`insert into public.user_sessions (id, user_id, live_until)
      values (${sessionId}, ${userId}, now() + interval '1 day')`;
    await sql`select private.grant_first_credits(${userId}, null, 1000000)`;
  }
  return people;
}

/** Ends everything that was started, an hour ago, so that the next run finds no limit in its way. */
export async function clearAway(sql: postgres.Sql): Promise<void> {
  await sql`update public.generations
    set status = 'canceled', finished_at = clock_timestamp(), created_at = created_at - interval '1 hour'
    where status = 'queued'`;
  await sql`truncate pgmq.q_generations`;
}

/** The one call that starts a generation. */
export async function startByFunction(
  sql: postgres.Sql,
  { userId, sessionId }: Viewer,
  input: StartGeneration,
): Promise<void> {
  await sql`select public.start_generation(
    p_user_id => ${userId}, p_session_id => ${sessionId}, p_generation_id => ${input.generationId},
    p_media_ids => ${[...input.mediaIds]}, p_kind => ${input.kind}, p_model => ${input.model}, p_prompt => ${input.prompt},
    p_negative_prompt => ${input.negativePrompt}, p_settings => ${sql.json(input.settings as postgres.JSONValue)},
    p_price_credits_each => ${input.priceCreditsEach}, p_idempotency_key => ${input.idempotencyKey},
    p_input_hash => ${input.inputHash}, p_usual_seconds => ${input.usualSeconds}, p_work_seconds => ${input.workSeconds},
    p_wait_seconds => ${input.waitSeconds})`;
}

/**
 * The same reads and writes without the function, in one transaction: one after the other, or all of them sent at once.
 */
export async function startByStatements(
  sql: postgres.Sql,
  viewer: Viewer,
  input: StartGeneration,
  atOnce: boolean,
): Promise<void> {
  const statements = [
    () => sql`begin`,
    ...checks(sql, viewer, input),
    ...writes(sql, viewer, input),
    () => sql`commit`,
  ];
  if (atOnce) await Promise.all(statements.map((send) => send()));
  else for (const send of statements) await send();
}

type Statement = () => PromiseLike<unknown>;

function checks(
  sql: postgres.Sql,
  { userId, sessionId }: Viewer,
  { idempotencyKey }: StartGeneration,
): Statement[] {
  return [
    () =>
      sql`select user_id from public.user_sessions
        where id = ${sessionId} and user_id = ${userId} and revoked_at is null and live_until > now() for share`,
    () =>
      sql`select * from public.users where id = ${userId} and deleted_at is null for no key update`,
    () =>
      sql`select * from public.idempotency_keys where user_id = ${userId} and key = ${idempotencyKey}`,
    () => sql`select * from public.app_settings`,
    () =>
      sql`select count(*) from public.generations where user_id = ${userId} and status in ('queued', 'running')`,
    () =>
      sql`select (array_agg(created_at order by created_at desc))[${mostStarts + 50}::integer] from public.generations
        where user_id = ${userId} and created_at > ${new Date(Date.now() - 60_000)}`,
  ];
}

function writes(sql: postgres.Sql, { userId }: Viewer, input: StartGeneration): Statement[] {
  const { generationId: id, priceCreditsEach: price } = input;
  return [
    () =>
      sql`insert into public.generations
        (id, user_id, kind, model, prompt, negative_prompt, settings, source_media_id, media_ids, price_credits_each, max_attempts,
          usual_seconds, wait_seconds, work_seconds, deadline_at)
      values (${id}, ${userId}, ${input.kind}, ${input.model}, ${input.prompt}, ${input.negativePrompt},
        ${sql.json(input.settings as postgres.JSONValue)}, ${input.sourceMediaId}, ${[...input.mediaIds]}, ${price}, 3,
        ${input.usualSeconds}, ${input.waitSeconds}, ${input.workSeconds}, clock_timestamp() + make_interval(secs => ${input.waitSeconds}))`,
    () =>
      sql`update public.users set credits = credits - ${price}, ledger_seq = ledger_seq + 1
        where id = ${userId} and credits >= ${price} returning credits, ledger_seq`,
    () =>
      sql`insert into public.credit_ledger (user_id, seq, delta, balance_after, reason, generation_id)
        select u.id, u.ledger_seq, ${-price}, u.credits, 'charge', ${id} from public.users u where u.id = ${userId}`,
    () =>
      sql`insert into public.idempotency_keys (user_id, key, input_hash, generation_id)
        values (${userId}, ${input.idempotencyKey}, ${input.inputHash}, ${id})`,
    () =>
      sql`insert into private.generation_jobs (generation_id, message_id)
        select ${id}, m from pgmq.send('generations', ${sql.json({ generationId: id, version: 1 })}) m`,
  ];
}
