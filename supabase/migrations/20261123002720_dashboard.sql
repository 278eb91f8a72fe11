create function private.dashboard_range(p_from date, p_to date, p_days integer)
returns table (first_day date, today date, from_day date, to_day date, step text)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_earliest date;
begin
  select d.first_day into first_day from private.tallied_days() d;
  today := (now() at time zone 'UTC')::date;
  v_earliest := least(first_day, today - 364);
  to_day := greatest(v_earliest, least(coalesce(p_to, today), today));
  from_day := least(to_day, greatest(v_earliest, coalesce(p_from, case
    when p_days = 0 then first_day else to_day - coalesce(p_days, 30) + 1 end)));
  step := case when to_day - from_day < 93 then 'day' when to_day - from_day < 732 then 'week' else 'month' end;
  return next;
end
$$;
comment on function private.dashboard_range is
  'The days that are shown for what was asked: the nearest that there can be, from a year ago or the first day on until '
  'today. p_days: so many until p_to, 0 for all, 30 unless said.';

create function private.dashboard_people(p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'total', (
      select coalesce(sum(case t.detail when 'left' then -t.count else t.count end), 0)
      from private.all_tallies t where t.measure = 'people' and t.day <= p_to
    ),
    'joined', (
      select coalesce(sum(t.count), 0) from private.all_tallies t
      where t.measure = 'people' and t.detail = 'joined' and t.day between p_from and p_to
    ),
    'left', (
      select coalesce(sum(t.count), 0) from private.all_tallies t
      where t.measure = 'people' and t.detail = 'left' and t.day between p_from and p_to
    ),
    'activeDay', (select count(*) from private.active_days a where a.day = p_to),
    'activeWeek', (select count(distinct a.user_id) from private.active_days a where a.day between p_to - 6 and p_to),
    'activeMonth', (select count(distinct a.user_id) from private.active_days a where a.day between p_to - 29 and p_to)
  )
$$;
comment on function private.dashboard_people is
  'Accounts at the end of the range, who joined and left in it, and who asked for something on its last day, in the '
  'seven and in the thirty days that end with it.';

create function private.dashboard_steps(p_from date, p_to date, p_step text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with counted as (
    select date_trunc(p_step, t.day::timestamp)::date as step, t.measure, t.detail, t.kind, sum(t.count) as count, sum(t.amount) as amount
    from private.all_tallies t
    where t.measure = any (array['people', 'active', 'requests', 'credits']) and t.day between p_from and p_to
    group by 1, t.measure, t.detail, t.kind
  ), summed as (
    select c.step,
      sum(c.count) filter (where c.measure = 'people' and c.detail = 'joined') as joined,
      sum(c.count) filter (where c.measure = 'active') as active,
      sum(c.count) filter (where c.detail = 'asked' and c.kind = 'image') as images,
      sum(c.count) filter (where c.detail = 'asked' and c.kind = 'edit') as edits,
      sum(c.count) filter (where c.detail = 'asked' and c.kind = 'video') as videos,
      sum(c.count) filter (where c.measure = 'requests' and c.detail = 'succeeded') as succeeded,
      sum(c.count) filter (where c.measure = 'requests' and c.detail = 'failed') as failed,
      sum(c.count) filter (where c.measure = 'requests' and c.detail = 'canceled') as canceled,
      sum(c.amount) filter (
        where c.measure = 'credits' and c.detail not in ('charge', 'refund', 'goodwill', 'deduction')) as granted,
      -sum(c.amount) filter (where c.measure = 'credits' and c.detail = 'charge') as spent,
      sum(c.amount) filter (where c.measure = 'credits' and c.detail in ('refund', 'goodwill')) as refunded,
      -sum(c.amount) filter (where c.measure = 'credits' and c.detail = 'deduction') as deducted
    from counted c group by c.step
  )
  select jsonb_agg(jsonb_build_object(
    'day', greatest(s.step, p_from), 'days', d.days,
    'joined', coalesce(c.joined, 0),
    'activeADay', round(coalesce(c.active, 0)::numeric / d.days, 1),
    'images', coalesce(c.images, 0), 'edits', coalesce(c.edits, 0), 'videos', coalesce(c.videos, 0),
    'succeeded', coalesce(c.succeeded, 0), 'failed', coalesce(c.failed, 0), 'canceled', coalesce(c.canceled, 0),
    'granted', coalesce(c.granted, 0), 'spent', coalesce(c.spent, 0), 'refunded', coalesce(c.refunded, 0),
    'deducted', coalesce(c.deducted, 0)
  ) order by s.step)
  from (
    select g::date as step
    from generate_series(date_trunc(p_step, p_from::timestamp), p_to::timestamp, ('1 ' || p_step)::interval) g
  ) s
  cross join lateral (
    select least((s.step + ('1 ' || p_step)::interval)::date - 1, p_to) - greatest(s.step, p_from) + 1 as days
  ) d
  left join summed c on c.step = s.step
$$;
comment on function private.dashboard_steps is
  '[{day, days, joined, activeADay, images, edits, videos, succeeded, failed, canceled, granted, spent, refunded, '
  'deducted}]: each day, week or month of the range, also those without anything. A week or month that reaches over '
  'the range is cut.';

create function private.dashboard_models(p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'kind', m.kind, 'model', m.model, 'asked', m.asked, 'succeeded', m.succeeded, 'failed', m.failed,
    'canceled', m.canceled, 'files', m.files, 'keptCredits', m.kept
  ) order by m.asked desc, m.kind, m.model), '[]')
  from (
    select t.kind, t.model,
      coalesce(sum(t.count) filter (where t.detail = 'asked'), 0) as asked,
      coalesce(sum(t.count) filter (where t.detail = 'succeeded'), 0) as succeeded,
      coalesce(sum(t.count) filter (where t.detail = 'failed'), 0) as failed,
      coalesce(sum(t.count) filter (where t.detail = 'canceled'), 0) as canceled,
      coalesce(sum(t.amount) filter (where t.detail = 'succeeded'), 0) as files,
      coalesce(-sum(t.amount) filter (where t.measure = 'credits'), 0) as kept
    from private.all_tallies t
    where t.measure = any (array['requests', 'credits']) and t.day between p_from and p_to and t.model <> ''
    group by t.kind, t.model
  ) m
$$;
comment on function private.dashboard_models is
  '[{kind, model, asked, succeeded, failed, canceled, files, keptCredits}], the most asked for first. keptCredits: '
  'charged and not refunded.';

create function private.dashboard_routes(p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with bucket as (
    select t.route, t.model, t.detail, sum(t.count) as count
    from private.all_tallies t
    where t.measure = 'routes' and t.day between p_from and p_to
    group by t.route, t.model, t.detail having sum(t.count) > 0
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'route', r.route, 'model', r.model, 'answers', r.answers, 'failures', r.failures, 'waits', r.waits
  ) order by r.answers desc, r.route, r.model), '[]')
  from (
    select b.route, b.model, sum(b.count) as answers,
      coalesce(sum(b.count) filter (where b.detail = 'failed'), 0) as failures,
      coalesce(jsonb_agg(jsonb_build_array(b.detail::integer, b.count) order by b.detail::integer)
        filter (where b.detail <> 'failed'), '[]') as waits
    from bucket b group by b.route, b.model
  ) r
$$;
comment on function private.dashboard_routes is
  '[{route, model, answers, failures, waits: [[bucket, count]]}], the most asked first. Buckets are those of '
  'private.wait_bucket.';

create function private.dashboard_credits(p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'reasons', (
      select coalesce(jsonb_agg(jsonb_build_object('reason', r.detail, 'entries', r.count, 'credits', r.amount)
        order by r.detail), '[]')
      from (
        select t.detail, sum(t.count) as count, sum(t.amount) as amount from private.all_tallies t
        where t.measure = 'credits' and t.day between p_from and p_to group by t.detail
      ) r
    ),
    'outstanding', (
      select coalesce(sum(t.amount), 0) from private.all_tallies t where t.measure = 'credits' and t.day <= p_to
    )
  )
$$;
comment on function private.dashboard_credits is
  '{reasons: [{reason, entries, credits}], outstanding}: what moved in the range, and what people had at its end.';

create function private.dashboard_work(p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'done', coalesce(jsonb_agg(w.line order by w.line->>'route', w.line->>'model') filter (where w.measure = 'work'), '[]'),
    'lost', coalesce(jsonb_agg(w.line order by w.line->>'route', w.line->>'model') filter (where w.measure = 'lost'), '[]'),
    'orphans', coalesce(
      jsonb_agg(w.line order by w.line->>'route', w.line->>'model') filter (where w.measure = 'orphans'), '[]')
  )
  from (
    select t.measure, jsonb_build_object(
      'kind', t.kind, 'model', t.model, 'route', t.route, 'detail', t.detail, 'count', sum(t.count), 'amount', sum(t.amount)
    ) as line
    from private.all_tallies t
    where t.measure = any (array['work', 'lost', 'orphans']) and t.day between p_from and p_to
    group by t.measure, t.kind, t.model, t.route, t.detail having sum(t.count) > 0
  ) w
$$;
comment on function private.dashboard_work is
  '{done, lost, orphans: [{kind, model, route, detail, count, amount}]}, as private.day_tallies has them.';

create function private.dashboard_storage()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'files', s.files, 'bytes', s.bytes) order by s.bytes desc), '[]')
  from (
    select t.kind, sum(t.count) as files, sum(t.amount) as bytes
    from private.all_tallies t where t.measure = 'storage' group by t.kind having sum(t.count) > 0
  ) s
$$;
comment on function private.dashboard_storage is '[{kind, files, bytes}]: what is kept now, the largest first.';

create function private.dashboard_latest()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'userId', g.user_id, 'userName', u.name, 'isDeleted', u.deleted_at is not null, 'kind', g.kind, 'model', g.model,
    'status', g.status, 'outputCount', g.output_count, 'madeCount', g.made_count, 'failureCode', g.failure_code,
    'priceCredits', g.price_credits, 'at', g.updated_at
  ) order by g.updated_at desc), '[]')
  from (select * from public.generations o where o.imported_at is null order by o.updated_at desc limit 12) g
  join public.users u on u.id = g.user_id
$$;
comment on function private.dashboard_latest is
  '[{userId, userName, isDeleted, kind, model, status, outputCount, madeCount, failureCode, priceCredits, at}]: the '
  'twelve requests to which something happened last. No prompts.';

create function public.dashboard_page(
  p_admin_session text,
  p_from date default null,
  p_to date default null,
  p_days integer default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_range record;
begin
  perform private.acting_admin(p_admin_session);
  select r.* into v_range from private.dashboard_range(p_from, p_to, p_days) r;
  return jsonb_build_object(
    'range', jsonb_build_object('firstDay', v_range.first_day, 'today', v_range.today, 'from', v_range.from_day,
      'to', v_range.to_day, 'step', v_range.step),
    'people', private.dashboard_people(v_range.from_day, v_range.to_day),
    'steps', private.dashboard_steps(v_range.from_day, v_range.to_day, v_range.step),
    'models', private.dashboard_models(v_range.from_day, v_range.to_day),
    'routes', private.dashboard_routes(v_range.from_day, v_range.to_day),
    'credits', private.dashboard_credits(v_range.from_day, v_range.to_day),
    'work', private.dashboard_work(v_range.from_day, v_range.to_day),
    'storage', private.dashboard_storage(),
    'latest', private.dashboard_latest(),
    'cleanUps', public.clean_up_history(6),
    'check', private.check_run_view()
  );
end
$$;
comment on function public.dashboard_page is
  '{range: {firstDay, today, from, to, step}, people, steps, models, routes, credits, work, storage, latest, cleanUps, '
  'check}: see the functions of the same names. For admins. Days are those of UTC.';
grant execute on function public.dashboard_page to service_role;
