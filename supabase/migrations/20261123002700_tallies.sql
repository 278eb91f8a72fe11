create table private.day_tallies (
  day date not null,
  measure text not null,
  detail text not null default '',
  kind text not null default '',
  model text not null default '',
  route text not null default '',
  count bigint not null,
  amount bigint not null,
  constraint day_tallies_pkey primary key (measure, day, detail, kind, model, route)
);
comment on table private.day_tallies is
  'What has been counted, by day (UTC). Whoever wants to know it all adds what private.tally_changes has besides: see '
  'private.all_tallies.';
comment on column private.day_tallies.measure is
  'people: who joined and left. active: who asked for something. requests: by the day they were asked for; amount: files. '
  'credits: entries of the ledger; amount: what they moved. routes: answers of providers; amount: milliseconds waited. '
  'work: files made, by the day they were asked for; amount: milliseconds of video. lost: the same of files that may '
  'have cost money though they were refunded. orphans: those requests; amount: credits that went back. storage: files '
  'that are kept, by the day they were asked for or given; amount: bytes.';
comment on column private.day_tallies.detail is
  'people: joined, left. requests: asked, succeeded, failed, canceled. credits: the reason; deduction for an adjustment '
  'that takes. routes: failed, else the number of private.wait_bucket. work, lost: private.priced_choices. orphans: the cause.';
comment on column private.day_tallies.kind is 'Of the request or file; upload for what people gave.';
alter table private.day_tallies enable row level security;

create table private.tally_changes (
  id bigint generated always as identity,
  day date not null,
  measure text not null,
  detail text not null default '',
  kind text not null default '',
  model text not null default '',
  route text not null default '',
  count bigint not null,
  amount bigint not null default 0,
  constraint tally_changes_pkey primary key (id)
);
comment on table private.tally_changes is
  'What is still to be added to private.day_tallies. Written in the transaction of what it counts, each in a row of its '
  'own, so that nobody waits for anybody; the next sweep folds it in.';
alter table private.tally_changes enable row level security;

create view private.all_tallies with (security_invoker = true) as
select t.day, t.measure, t.detail, t.kind, t.model, t.route, t.count, t.amount from private.day_tallies t
union all
select c.day, c.measure, c.detail, c.kind, c.model, c.route, c.count, c.amount from private.tally_changes c;
comment on view private.all_tallies is 'Several rows may be about the same: their sum is what counts.';

create table private.active_days (
  day date not null,
  user_id uuid not null,
  constraint active_days_pkey primary key (day, user_id)
);
comment on table private.active_days is 'Who asked for something on which day (UTC), so that people are counted once.';
alter table private.active_days enable row level security;

-- Days are found in what is only ever added to, or hardly moves, by the smallest of indexes.
create index generations_days on public.generations using brin (created_at) with (pages_per_range = 16, autosummarize = on);
create index credit_ledger_days on public.credit_ledger using brin (created_at) with (pages_per_range = 16, autosummarize = on);
create index route_outcomes_days on private.route_outcomes using brin (happened_at) with (pages_per_range = 16, autosummarize = on);
create index users_joined on public.users (created_at);
create index users_left on public.users (deleted_at) where deleted_at is not null;
create index uploads_created on public.uploads (created_at);

create function private.wait_bucket(p_seconds real)
returns integer
language sql
immutable
set search_path = ''
as $$
  select ceil(ln(greatest(p_seconds::double precision, 0.1) / 0.1) / ln(1.2))::integer
$$;
comment on function private.wait_bucket is
  'Bucket n has waits up to 0.1 s times 1.2 to the power of n, and above those of the bucket before.';

create function private.video_milliseconds(p_settings jsonb)
returns bigint
language sql
immutable
set search_path = ''
as $$
  select case jsonb_typeof(p_settings->'durationSeconds')
    when 'number' then round((p_settings->>'durationSeconds')::numeric * 1000)::bigint else 0 end
$$;
comment on function private.video_milliseconds is 'How long each file of a request is to be; 0 for pictures.';

create function private.priced_choices(p_settings jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select concat_ws(' ', p_settings->>'resolution', case p_settings->>'sound' when 'off' then 'silent' end)
$$;
comment on function private.priced_choices is
  'What a price depends on besides model and length: the resolution, and silent for a video without sound.';

create function private.tally_people()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into private.tally_changes (day, measure, detail, count)
  select (u.created_at at time zone 'UTC')::date, 'people', 'joined', count(*) from added u group by 1;
  return null;
end
$$;
comment on function private.tally_people is 'Counts new accounts.';
create trigger tally_people after insert on public.users
  referencing new table as added for each statement execute function private.tally_people();

create function private.tally_left()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into private.tally_changes (day, measure, detail, count)
  select (d.at at time zone 'UTC')::date, 'people', 'left', d.change
  from (values (old.deleted_at, -1), (new.deleted_at, 1)) as d (at, change) where d.at is not null;
  return null;
end
$$;
comment on function private.tally_left is 'Counts accounts that were deleted.';
create trigger tally_left after update of deleted_at on public.users
  for each row when (old.deleted_at is distinct from new.deleted_at) execute function private.tally_left();

create function private.tally_asked()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_day date := (new.created_at at time zone 'UTC')::date;
begin
  insert into private.tally_changes (day, measure, detail, kind, model, count, amount)
  values (v_day, 'requests', 'asked', new.kind, new.model, 1, cardinality(new.media_ids));
  insert into private.active_days (day, user_id) values (v_day, new.user_id) on conflict do nothing;
  if found then
    insert into private.tally_changes (day, measure, count) values (v_day, 'active', 1);
  end if;
  return null;
end
$$;
comment on function private.tally_asked is
  'Counts requests, and who is active. What was asked for in another Easel is no request of this one.';
create trigger tally_asked after insert on public.generations
  for each row when (new.imported_at is null) execute function private.tally_asked();

create function private.tally_ended()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_day date := (new.created_at at time zone 'UTC')::date;
begin
  insert into private.tally_changes (day, measure, detail, kind, model, route, count, amount)
  select v_day, 'requests', new.status::text, new.kind::text, new.model, '', 1, new.made_count
  union all
  select v_day, 'work', private.priced_choices(new.settings), new.kind::text, new.model, coalesce(j.route, ''),
    new.made_count, new.made_count * private.video_milliseconds(new.settings)
  from private.generation_jobs j where j.generation_id = new.id and new.status = 'succeeded';
  return null;
end
$$;
comment on function private.tally_ended is 'Counts how requests ended, and what providers made for them.';
create trigger tally_ended after update of status on public.generations
  for each row when (new.status is distinct from old.status and new.status in ('succeeded', 'failed', 'canceled'))
  execute function private.tally_ended();

create function private.tally_credits()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_kind text := '';
  v_model text := '';
begin
  if new.generation_id is not null then
    select g.kind, g.model into v_kind, v_model from public.generations g where g.id = new.generation_id;
  end if;
  insert into private.tally_changes (day, measure, detail, kind, model, count, amount)
  values (
    (new.created_at at time zone 'UTC')::date, 'credits',
    case when new.reason = 'adjustment' and new.delta < 0 then 'deduction' else new.reason end, v_kind, v_model, 1, new.delta
  );
  return null;
end
$$;
comment on function private.tally_credits is 'Counts movements of credits.';
create trigger tally_credits after insert on public.credit_ledger
  for each row execute function private.tally_credits();

create function private.tally_orphans()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into private.tally_changes (day, measure, detail, kind, model, route, count, amount)
  select (g.created_at at time zone 'UTC')::date, c.measure, c.detail, g.kind::text, g.model, coalesce(j.route, ''),
    sum(c.count), sum(c.amount)
  from added o
  join public.generations g on g.id = o.generation_id
  join private.generation_jobs j on j.generation_id = o.generation_id
  cross join lateral (values
    ('orphans', o.cause, 1, o.price_credits),
    ('lost', private.priced_choices(g.settings), cardinality(g.media_ids),
      cardinality(g.media_ids) * private.video_milliseconds(g.settings))
  ) as c (measure, detail, count, amount)
  where not o.is_free
  group by 1, 2, 3, 4, 5, 6;
  return null;
end
$$;
comment on function private.tally_orphans is 'Counts work that may have cost money though its credits went back.';
create trigger tally_orphans after insert on private.provider_orphans
  referencing new table as added for each statement execute function private.tally_orphans();

create function private.tally_storage()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_table_name = 'uploads' then
    insert into private.tally_changes (day, measure, kind, count, amount)
    select (f.created_at at time zone 'UTC')::date, 'storage', 'upload', s.sign * count(*), s.sign * sum(f.size_bytes)
    from changed f cross join (select case tg_op when 'DELETE' then -1 else 1 end as sign) s group by 1, s.sign;
  else
    insert into private.tally_changes (day, measure, kind, count, amount)
    select (g.created_at at time zone 'UTC')::date, 'storage', f.kind::text, s.sign * count(*), s.sign * sum(f.size_bytes)
    from changed f join public.generations g on g.id = f.generation_id
    cross join (select case tg_op when 'DELETE' then -1 else 1 end as sign) s group by 1, f.kind, s.sign;
  end if;
  return null;
end
$$;
comment on function private.tally_storage is 'Counts files that are kept, and their bytes.';
create trigger tally_made after insert on public.media
  referencing new table as changed for each statement execute function private.tally_storage();
create trigger tally_deleted after delete on public.media
  referencing old table as changed for each statement execute function private.tally_storage();
create trigger tally_made after insert on public.uploads
  referencing new table as changed for each statement execute function private.tally_storage();
create trigger tally_deleted after delete on public.uploads
  referencing old table as changed for each statement execute function private.tally_storage();

create function private.tally_resized()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into private.tally_changes (day, measure, kind, count, amount)
  select (g.created_at at time zone 'UTC')::date, 'storage', new.kind, 0, new.size_bytes - old.size_bytes
  from public.generations g where g.id = new.generation_id;
  return null;
end
$$;
comment on function private.tally_resized is 'Counts the bytes of a file whose size was corrected.';
create trigger tally_resized after update of size_bytes on public.media
  for each row when (new.size_bytes <> old.size_bytes) execute function private.tally_resized();

create function public.fold_tallies(p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  -- Who finds somebody at it leaves it to them, so that nobody waits.
  if not pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('tallies', 0)) then
    return 0;
  end if;
  with taken as (
    delete from private.tally_changes c
    where c.id in (select o.id from private.tally_changes o order by o.id limit p_limit)
    returning c.day, c.measure, c.detail, c.kind, c.model, c.route, c.count, c.amount
  ), folded as (
    insert into private.day_tallies as d (day, measure, detail, kind, model, route, count, amount)
    select t.day, t.measure, t.detail, t.kind, t.model, t.route, sum(t.count), sum(t.amount) from taken t
    group by t.day, t.measure, t.detail, t.kind, t.model, t.route
    on conflict (measure, day, detail, kind, model, route)
      do update set count = d.count + excluded.count, amount = d.amount + excluded.amount
  )
  select count(*) into v_count from taken;
  return v_count;
end
$$;
comment on function public.fold_tallies is
  'Adds so many changes to the tallies, and returns how many they were. All of them together stay what they were.';
grant execute on function public.fold_tallies to service_role;
