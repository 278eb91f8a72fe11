import type postgres from "postgres";

/**
 * A month of a small studio, for pictures and for looking at: twelve people, five models, three providers. Every row
 * goes in as it would lie there, and the days are then counted from them.
 */
export async function plantBusyMonth(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    // What is finished is not born so, but for here.
    await tx`set local session_replication_role = replica`;
    await tx`
      create temp table person on commit drop as
      select gen_random_uuid() as id, name, place, now() - make_interval(days => 31 - (place * 5 / 2)::int) as at
      from unnest(array['Ada', 'Grace', 'Katherine', 'Hedy', 'Mary', 'Radia', 'Margaret', 'Joan', 'Annie', 'Evelyn',
        'Frances', 'Barbara']) with ordinality as p (name, place)`;
    await tx`
      insert into users (id, name, credits, ledger_seq, created_at) select id, name, 0, 0, at from person`;
    await tx`
      create temp table request on commit drop as
      select gen_random_uuid() as id, p.id as user_id, m.*, d.at, r,
        case when r % 29 = 3 then 'failed' when r % 41 = 7 then 'canceled' else 'succeeded' end as status
      from generate_series(0, 29) as day
      cross join lateral generate_series(1, (14 + 9 * sin(day * 0.9) + day * 1.1)::int) as n
      cross join lateral (select (day * 53 + n * 17) as r) x
      cross join lateral (
        select now() - make_interval(days => 29 - day, mins => least(n * 11, 600)) as at
      ) d
      cross join lateral (
        select id from person where at <= d.at order by place offset r % greatest(1, (
          select count(*)::int from person where at <= d.at)) limit 1
      ) p
      cross join lateral (
        select * from (values
          (0, 'image', 'painter', 'painter:painter', 500, 3.0, null::int, 2),
          (1, 'image', 'flux-schnell', 'fal:fal-ai/flux/schnell', 500, 4.0, null, 2),
          (2, 'image', 'nano-banana-2', 'fal:fal-ai/nano-banana-2', 900, 18.0, null, 1),
          (3, 'edit', 'retouch', 'retouch:retouch', 500, 2.0, null, 1),
          (4, 'video', 'hailuo-2.3', 'wavespeed:minimax/hailuo-2.3/t2v-standard', 3400, 95.0, 6, 1)
        ) as m (place, kind, model, route, price, seconds, video_seconds, files)
        where m.place = (array[0, 1, 0, 2, 1, 3, 0, 1, 4, 3])[1 + r % 10]
      ) m`;
    await tx`
      insert into generations (id, user_id, kind, status, model, prompt, settings, media_ids, price_credits_each,
        max_attempts, made_count, failure_code, created_at, updated_at, started_at, finished_at, usual_seconds,
        wait_seconds, work_seconds, deadline_at)
      select id, user_id, kind::generation_kind, status::generation_status, model, '',
        jsonb_strip_nulls(jsonb_build_object('durationSeconds', video_seconds)),
        array(select gen_random_uuid() from generate_series(1, files)), price, 3,
        case status when 'succeeded' then files else 0 end,
        case status when 'failed' then 'timed_out'::failure_code end, at, at, at, at + make_interval(secs => seconds),
        5, 600, 600, at + interval '1 hour'
      from request`;
    await tx`
      insert into private.generation_jobs (generation_id, message_id, route)
      select id, -row_number() over (), route from request`;
    await tx`
      insert into private.provider_orphans (generation_id, provider, price_credits, cause)
      select id, split_part(route, ':', 1), price * files, 'timed_out' from request
      where status = 'failed' and route ~ '^(fal|wavespeed):'`;
    await tx`
      insert into private.route_outcomes (route, model, failure, wait_seconds, happened_at)
      select route, model, case status when 'failed' then 'timed_out' end, seconds * (0.7 + r % 7 * 0.12), at
      from request where status <> 'canceled'`;
    await tx`
      insert into credit_ledger (user_id, seq, delta, balance_after, reason, generation_id, created_at)
      select user_id, seq, delta, sum(delta) over (partition by user_id order by seq), reason, generation_id, at
      from (
        select e.*, row_number() over (partition by user_id order by at, place) as seq
        from (
          select id as user_id, 250000 as delta, 'signup_grant' as reason, null::uuid as generation_id, at, 0 as place
          from person
          union all select user_id, -price * files, 'charge', id, at, 1 from request
          union all select user_id, price * files, 'refund', id, at, 2 from request where status <> 'succeeded'
        ) e
      ) l`;
    await tx`
      update users u set credits = l.balance_after, ledger_seq = l.seq
      from (select distinct on (user_id) * from credit_ledger order by user_id, seq desc) l where l.user_id = u.id`;
    await tx`
      insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
        thumbhash, store, path, thumb_path, created_at, saved_at, model)
      select f.id, g.kind, g.user_id, g.id, f.place, 1024, 768, 'image/png',
        case g.kind when 'video' then 4800000 else 1300000 end, repeat('ab', 32), 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw',
        'local', f.id || '.png', f.id || '-thumb.webp', g.created_at, g.created_at, g.model
      from generations g join request r on r.id = g.id cross join unnest(g.media_ids) with ordinality as f (id, place)
      where g.status = 'succeeded'`;
    await tx`
      insert into private.clean_up_history (started_at, finished_at, outcome, expired_files, deleted_objects,
        failed_objects, orphaned_objects, removed)
      select at, at + interval '4 seconds', 'done', 12 + n * 5, 24 + n * 10, 0, 0, '{}'
      from generate_series(1, 4) n, lateral (select now() - make_interval(hours => 23 * (5 - n)) as at) t`;
    await tx`select private.correct_day(day::date) from generate_series(current_date - 32, current_date, interval '1 day') day`;
  });
}
