create function private.tally_measures()
returns text[]
language sql
immutable
set search_path = ''
as $$
  select array['people', 'active', 'requests', 'credits', 'routes', 'work', 'lost', 'orphans', 'storage']
$$;
comment on function private.tally_measures is 'All that is counted.';

create function private.as_day(p_text text)
returns date
language plpgsql
immutable
set search_path = ''
as $$
begin
  return case when p_text ~ '^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' then p_text::date end;
exception when datetime_field_overflow then
  return null;
end
$$;
comment on function private.as_day is 'Null for what is no day.';

create function private.count_day(p_day date)
returns table (measure text, detail text, kind text, model text, route text, count bigint, amount bigint)
language sql
stable
set search_path = ''
set enable_seqscan = 'off'
as $$
  -- However few rows there are altogether, those of the day are found by an index.
  with source as (
    select g.id, g.user_id, g.kind::text as kind, g.model, g.status, g.made_count, g.settings, g.media_ids, j.route,
      g.imported_at
    from public.generations g left join private.generation_jobs j on j.generation_id = g.id
    where g.created_at >= p_day::timestamp at time zone 'UTC'
      and g.created_at < (p_day + 1)::timestamp at time zone 'UTC'
  ), request as (
    select * from source s where s.imported_at is null
  )
  select 'people', 'joined', '', '', '', count(*), 0::bigint
  from public.users u
  where u.created_at >= p_day::timestamp at time zone 'UTC' and u.created_at < (p_day + 1)::timestamp at time zone 'UTC'
  union all
  select 'people', 'left', '', '', '', count(*), 0
  from public.users u
  where u.deleted_at >= p_day::timestamp at time zone 'UTC' and u.deleted_at < (p_day + 1)::timestamp at time zone 'UTC'
  union all
  select 'active', '', '', '', '', count(distinct r.user_id), 0 from request r
  union all
  select 'requests', 'asked', r.kind, r.model, '', count(*), sum(cardinality(r.media_ids)) from request r group by r.kind, r.model
  union all
  select 'requests', r.status::text, r.kind, r.model, '', count(*), sum(r.made_count)
  from request r where r.status not in ('queued', 'running') group by r.status, r.kind, r.model
  union all
  select 'work', private.priced_choices(r.settings), r.kind, r.model, coalesce(r.route, ''), sum(r.made_count),
    sum(r.made_count * private.video_milliseconds(r.settings))::bigint
  from request r where r.status = 'succeeded' group by 2, r.kind, r.model, 5
  union all
  select 'orphans', o.cause, r.kind, r.model, coalesce(r.route, ''), count(*), sum(o.price_credits)::bigint
  from request r join private.provider_orphans o on o.generation_id = r.id
  where not o.is_free group by o.cause, r.kind, r.model, 5
  union all
  select 'lost', private.priced_choices(r.settings), r.kind, r.model, coalesce(r.route, ''),
    sum(cardinality(r.media_ids)), sum(cardinality(r.media_ids) * private.video_milliseconds(r.settings))::bigint
  from request r join private.provider_orphans o on o.generation_id = r.id
  where not o.is_free group by 2, r.kind, r.model, 5
  union all
  select 'storage', '', m.kind::text, '', '', count(*), sum(m.size_bytes)::bigint
  from source r join public.media m on m.generation_id = r.id group by m.kind
  union all
  select 'storage', '', 'upload', '', '', count(*), sum(u.size_bytes)::bigint
  from public.uploads u
  where u.created_at >= p_day::timestamp at time zone 'UTC' and u.created_at < (p_day + 1)::timestamp at time zone 'UTC'
  union all
  select 'credits', case when l.reason = 'adjustment' and l.delta < 0 then 'deduction' else l.reason end,
    coalesce(g.kind::text, ''), coalesce(g.model, ''), '', count(*), sum(l.delta)::bigint
  from public.credit_ledger l left join public.generations g on g.id = l.generation_id
  where l.created_at >= p_day::timestamp at time zone 'UTC' and l.created_at < (p_day + 1)::timestamp at time zone 'UTC'
  group by 2, 3, 4
  union all
  select 'routes', case when o.failure is null then private.wait_bucket(o.wait_seconds)::text else 'failed' end, '',
    o.model, o.route, count(*), sum(round(o.wait_seconds::numeric * 1000))::bigint
  from private.route_outcomes o
  where o.happened_at >= p_day::timestamp at time zone 'UTC' and o.happened_at < (p_day + 1)::timestamp at time zone 'UTC'
  group by 2, o.model, o.route
$$;
comment on function private.count_day is
  'One day (UTC) counted anew from what the tallies are about, as rows of private.day_tallies. Reads that day''s rows, '
  'by their indexes.';

create function private.wrong_tallies(p_day date)
returns table (measure text, detail text, kind text, model text, route text, count bigint, amount bigint)
language sql
stable
set search_path = ''
as $$
  select s.measure, s.detail, s.kind, s.model, s.route, sum(s.count)::bigint, sum(s.amount)::bigint
  from (
    select d.measure, d.detail, d.kind, d.model, d.route, d.count, coalesce(d.amount, 0) as amount
    from private.count_day(p_day) d
    union all
    select t.measure, t.detail, t.kind, t.model, t.route, -t.count, -t.amount
    from private.all_tallies t
    where t.day = p_day and t.measure = any (private.tally_measures())
  ) s
  group by s.measure, s.detail, s.kind, s.model, s.route
  having sum(s.count) <> 0 or sum(s.amount) <> 0
$$;
comment on function private.wrong_tallies is 'What would have to be added to a day''s tallies, for them to be right.';

create function private.check_day(p_day date)
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  select 'D1', p_day || ' ' || w.measure, 'What was counted on that day is not what happened on it.'
  from private.wrong_tallies(p_day) w group by w.measure
  union all
  select 'D1', p_day || ' active_days', 'Whom it lists as active is not who asked for something.'
  where exists (
    select from (
      select a.user_id from private.active_days a where a.day = p_day
    ) listed full join (
      select distinct g.user_id from public.generations g
      where g.created_at >= p_day::timestamp at time zone 'UTC'
        and g.created_at < (p_day + 1)::timestamp at time zone 'UTC' and g.imported_at is null
    ) asked using (user_id)
    where listed.user_id is null or asked.user_id is null
  )
$$;
comment on function private.check_day is 'Violations of what must hold for the tallies of one day.';

create function private.tallied_days()
returns table (first_day date, last_day date)
language sql
stable
set search_path = ''
as $$
  select least(today.day, joined.first_day, folded.first_day, pending.first_day),
    greatest(today.day, folded.last_day, pending.last_day)
  from (select (now() at time zone 'UTC')::date as day) today
  cross join (select (min(u.created_at) at time zone 'UTC')::date as first_day from public.users u) joined
  cross join (select min(c.day) as first_day, max(c.day) as last_day from private.tally_changes c) pending
  cross join (
    select min(m.first_day) as first_day, max(m.last_day) as last_day
    from unnest(private.tally_measures()) as name
    cross join lateral (
      select (select min(t.day) from private.day_tallies t where t.measure = name) as first_day,
        (select max(t.day) from private.day_tallies t where t.measure = name) as last_day
    ) m
  ) folded
$$;
comment on function private.tallied_days is
  'The first day with anybody or anything, and the last one, which is today: days are those of UTC.';

create function private.correct_day(p_day date)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('tallies', 0));
  delete from private.active_days a
  where a.day = p_day and not exists (
    select from public.generations g
    where g.user_id = a.user_id and g.created_at >= p_day::timestamp at time zone 'UTC'
      and g.created_at < (p_day + 1)::timestamp at time zone 'UTC' and g.imported_at is null
  );
  insert into private.active_days (day, user_id)
  select distinct p_day, g.user_id from public.generations g
  where g.created_at >= p_day::timestamp at time zone 'UTC' and g.created_at < (p_day + 1)::timestamp at time zone 'UTC'
    and g.imported_at is null
  on conflict do nothing;
  insert into private.tally_changes (day, measure, detail, kind, model, route, count, amount)
  select p_day, w.measure, w.detail, w.kind, w.model, w.route, w.count, w.amount from private.wrong_tallies(p_day) w;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.correct_day is
  'Counts one day anew, and corrects what was counted of it; returns how many lines were wrong. What happens meanwhile '
  'stays counted once.';

create function private.recount_moved()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform private.correct_day((old.created_at at time zone 'UTC')::date);
  perform private.correct_day((new.created_at at time zone 'UTC')::date);
  return null;
end
$$;
comment on function private.recount_moved is
  'Easel never moves a request to another day; whoever does so by hand has both days counted anew.';
create trigger recount_moved after update of created_at on public.generations
  for each row when ((new.created_at at time zone 'UTC')::date <> (old.created_at at time zone 'UTC')::date)
  execute function private.recount_moved();
