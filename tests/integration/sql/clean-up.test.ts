import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { fileOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;

const cleanUp = (limit = 100) => world.cleanUp(limit);
const expire = (ids: readonly string[]) =>
  sql`update media set expires_at = now() where id = any(${[...ids]})`;

test("hands out original and thumbnail of what has expired, and forgets the rows", async () => {
  const ann = await world.person();
  const gone = await world.make(ann);
  const kept = await world.make(ann);
  await expire(gone);
  expect(await server.call("clean_up_preview", {})).toMatchObject({
    ...{ expiredFiles: 1, objects: 0 },
  });
  const { objects, expiredFiles } = await cleanUp();
  expect(expiredFiles).toBe(1);
  expect(objects.map(({ path }) => path).toSorted()).toEqual([
    `media/${gone[0]}.png`,
    `media/${gone[0]}.thumb.webp`,
  ]);
  const left = await sql`select id from media where user_id = ${ann.userId}`;
  expect(left.map((row) => row["id"])).toEqual(kept);
  await server.call("confirm_deletions", { p_objects: objects });
});

test("gives each object to one of many clean-ups at once", async () => {
  const ann = await world.person();
  const ids = await world.make(ann, {
    mediaIds: Array.from({ length: 12 }, () => randomUUID()),
    priceCreditsEach: 10,
  });
  await expire(ids);
  const runs = await Promise.all(Array.from({ length: 8 }, () => cleanUp(2)));
  const more = await cleanUp();
  const handed = [...runs, more].flatMap((run) => run.objects.map(({ path }) => path));
  expect(handed).toHaveLength(24);
  expect(new Set(handed).size).toBe(24);
  await server.call("confirm_deletions", {
    p_objects: [...runs, more].flatMap((run) => run.objects),
  });
  expect(await sql`select 1 from private.blob_deletions`).toHaveLength(0);
});

test("hands an object out again when the store has not confirmed", async () => {
  const ann = await world.person();
  await expire(await world.make(ann));
  const first = await cleanUp();
  expect((await cleanUp()).objects).toEqual([]);
  await sql`update private.blob_deletions set leased_until = now()`;
  const again = await cleanUp();
  expect(again.objects.toSorted()).toEqual(first.objects.toSorted());
  expect(await server.call("confirm_deletions", { p_objects: again.objects })).toBe(2);
  await sql`update private.blob_deletions set leased_until = now()`;
  expect((await cleanUp()).objects).toEqual([]);
});

test("takes shared links along and keeps the generation", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const tokenHash = "cd".repeat(32);
  await server.call("make_share", {
    ...sessionOf(ann),
    p_media_id: mediaId,
    p_share_id: randomUUID(),
    p_token_hash: tokenHash,
    p_shows_prompt: false,
    p_is_listed: false,
  });
  await expire([mediaId]);
  await cleanUp();
  expect(await sql`select 1 from shares where token_hash = ${tokenHash}`).toHaveLength(0);
  expect(await sql`select status from generations where user_id = ${ann.userId}`).toEqual([
    { status: "succeeded" },
  ]);
  expect(await world.violations()).toEqual([]);
});

test("removes what has served its time", async () => {
  const ann = await world.person();
  const recent = randomUUID();
  await world.start(ann);
  await server.call("take_rate_limit", { p_bucket: "old", p_limit: 1, p_window_seconds: 60 });
  await server.call("save_draft", { p_token_hash: "ef".repeat(32), p_fields: {} });
  await sql`update idempotency_keys set expires_at = now() - interval '1 second'`;
  await sql`update private.rate_limits set expires_at = now() - interval '1 second'`;
  await sql`update private.drafts set expires_at = now() - interval '1 second'`;
  await sql`update user_sessions set live_until = now() - interval '31 days'`;
  await server.call("log_security_event", { p_event: "sign_in", p_outcome: "done", p_address: "" });
  await sql`update security_log set created_at = now() - interval '91 days'`;
  await sql`
    insert into auth.audit_log_entries (id, payload, created_at) values
      (gen_random_uuid(), '{"action": "login"}', now() - interval '91 days'),
      (${recent}, '{"action": "login"}', now() - interval '89 days')`;
  await sql`update pgmq.a_generations set archived_at = now() - interval '8 days'`;
  await sql`insert into private.sign_in_attempts (bucket, expires_at) values ('from:old', now() - interval '1 second')`;
  await sql`insert into private.known_places (account, place, seen_at)
    values (${"ab".repeat(32)}, 'address:old', now() - interval '401 days')`;
  await sql`insert into private.outbox (id, recipient, subject, html, expires_at)
    values (gen_random_uuid(), 'ann@example.com', 'Hi', '', now() - interval '1 second')`;
  await sql`insert into boards (id, user_id, name, position, deleted_at)
    values (gen_random_uuid(), ${ann.userId}, 'Sea', 1, now() - interval '8 days')`;
  await sql`update prompt_history set deleted_at = now() - interval '8 days' where user_id = ${ann.userId}`;
  const owner = await world.person();
  const [mediaId = ""] = await world.make(owner);
  const boardId = randomUUID();
  await sql`insert into boards (id, user_id, name, position, deleted_at)
    values (${boardId}, ${owner.userId}, 'Sky', 1, now() - interval '8 days')`;
  await sql`insert into board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
    select ${boardId}, id, kind, user_id, generation_id, 1, created_at from media where id = ${mediaId}`;
  await sql`
    insert into shares (id, user_id, media_id, media_kind, token_hash, shows_prompt, is_listed, expires_at)
    select gen_random_uuid(), user_id, id, kind, ${"12".repeat(32)}, false, false, now() - interval '31 days'
    from media where id = ${mediaId}`;
  await sql`
    insert into reports (id, user_id, reason, words, contact, closed_at)
    values (gen_random_uuid(), ${ann.userId}, 'other', '', '', now() - interval '181 days')`;
  await sql`
    insert into private.blocked_prompts (id, user_id, phrase, prompt, created_at)
    values (gen_random_uuid(), ${ann.userId}, 'gore', 'Gore', now() - interval '31 days')`;
  const { durationSeconds: _none, id, ...file } = fileOf(randomUUID());
  const given = { p_upload_id: id, p_role: "picture", p_file: file };
  await server.call("keep_upload", { ...given, ...sessionOf(owner) });
  await sql`update uploads set expires_at = now() where id = ${id}`;
  await sql`
    insert into imports (id, user_id, state, created_at, finished_at)
    values (gen_random_uuid(), ${owner.userId}, 'done', now() - interval '32 days', now() - interval '31 days')`;
  const leaver = await world.person();
  await world.make(leaver);
  await sql`update users set deletes_at = now() where id = ${leaver.userId}`;
  // Stuck: its message is lost.
  await sql`delete from pgmq.q_generations`;
  const preview = await server.call("clean_up_preview", {});
  const { removed } = await cleanUp(1000);
  expect(preview).toMatchObject({ ...removed, expiredFiles: 0 });
  expect(Object.entries(removed).filter(([, count]) => count === 0)).toEqual([]);
  expect(Object.values((await cleanUp()).removed).every((count) => count === 0)).toBe(true);
  expect(await sql`select from auth.audit_log_entries where id = ${recent}`).toHaveLength(1);
});
