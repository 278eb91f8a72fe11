create table private.clean_up_run (
  only_row boolean not null default true,
  started_at timestamptz,
  finished_at timestamptz,
  outcome text,
  failures integer not null default 0,
  due_at timestamptz not null default '-infinity',
  lease_token uuid,
  lease_expires_at timestamptz,
  expired_files bigint not null default 0,
  deleted_objects bigint not null default 0,
  failed_objects bigint not null default 0,
  removed jsonb not null default '{}',
  constraint clean_up_run_pkey primary key (only_row),
  constraint clean_up_run_only_row check (only_row),
  constraint clean_up_run_outcome check (outcome in ('done', 'failed')),
  constraint clean_up_run_finished check ((finished_at is null) = (outcome is null)),
  constraint clean_up_run_lease check ((lease_token is null) = (lease_expires_at is null))
);
comment on table private.clean_up_run is 'The clean-up that is going on, else the last one: exactly one row.';
comment on column private.clean_up_run.started_at is 'Null: there has been none yet.';
comment on column private.clean_up_run.outcome is
  'done, or failed: something could not be deleted. Null: it goes on, or was cut off and is to go on.';
comment on column private.clean_up_run.failures is 'Failed ones in a row.';
comment on column private.clean_up_run.due_at is 'When the next one is to begin.';
comment on column private.clean_up_run.lease_token is 'Of the one process that is at it.';
comment on column private.clean_up_run.removed is 'Rows that had served their time: sort → count.';
alter table private.clean_up_run enable row level security;
insert into private.clean_up_run default values;

create function private.clean_up_lease()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 minutes'
$$;
comment on function private.clean_up_lease is
  'How long a clean-up is left alone with what it has taken: itself and the objects. One that was cut off goes on '
  'with all of it after that.';

create function public.begin_clean_up(p_if_due boolean)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run private.clean_up_run;
begin
  update private.clean_up_run r
  set lease_token = gen_random_uuid(), lease_expires_at = clock_timestamp() + private.clean_up_lease()
  -- What lies further ahead than any wait was written before the clock was set back.
  where r.lease_expires_at between clock_timestamp() and clock_timestamp() + private.clean_up_lease() is not true
    and (r.outcome is null or not p_if_due
      or r.due_at not between clock_timestamp() and clock_timestamp() + interval '1 hour')
  returning r.* into v_run;
  if not found then
    return null;
  end if;
  if v_run.started_at is null or v_run.outcome is not null then
    update private.clean_up_run r
    set started_at = clock_timestamp(), finished_at = null, outcome = null,
      expired_files = 0, deleted_objects = 0, failed_objects = 0, removed = '{}'
    where r.only_row;
  end if;
  return v_run.lease_token;
end
$$;
comment on function public.begin_clean_up is
  'What the process that cleans up now shows with every step, or null: another one is at it, or (p_if_due) it is not '
  'time yet. One that was cut off goes on, with its counts.';
grant execute on function public.begin_clean_up to service_role;

create function public.end_clean_up(p_run uuid, p_failed_objects integer, p_outcome text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.clean_up_run r
  set lease_token = null, lease_expires_at = null, outcome = p_outcome,
    finished_at = case when p_outcome is not null then clock_timestamp() end,
    failed_objects = r.failed_objects + p_failed_objects,
    failures = case p_outcome when 'done' then 0 when 'failed' then r.failures + 1 else r.failures end,
    due_at = case p_outcome
      when 'done' then clock_timestamp() + interval '1 hour'
      when 'failed' then clock_timestamp() + least(interval '1 hour', private.clean_up_lease() * 2 ^ least(r.failures, 10))
      else r.due_at
    end
  where r.lease_token = p_run;
  if not found then
    perform private.refuse('stale_lease');
  end if;
end
$$;
comment on function public.end_clean_up is
  'Lets go of it. p_outcome done: the next one is due in an hour; failed: after ten minutes, and twice as long with '
  'each failure, an hour at most; null: it is cut off here and goes on at once, wherever.';
grant execute on function public.end_clean_up to service_role;

create function private.is_source_in_use(p_media uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (select from public.generations g where g.source_media_id = p_media and g.status in ('queued', 'running'))
$$;
comment on function private.is_source_in_use is 'Whether an unfinished generation is made from this file.';

create function private.delete_expired_media(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count integer;
begin
  select array_agg(o.id) into v_ids from (
    select m.id from public.media m where m.expires_at <= now() and not private.is_source_in_use(m.id)
    order by m.expires_at limit p_limit for update skip locked
  ) o;
  -- Asked again, now that the rows are locked: a generation may have begun before they were.
  delete from public.media m where m.id = any (v_ids) and not private.is_source_in_use(m.id);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.delete_expired_media is
  'Deletes rows of expired files, so many at most, except what an unfinished generation is made from. Returns how '
  'many.';

create function public.clean_up(p_limit integer, p_run uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(1000, greatest(1, p_limit));
  v_expired integer;
  v_objects jsonb;
  v_leftovers jsonb;
  v_removed jsonb;
begin
  v_expired := private.delete_expired_media(v_limit);
  with taken as (
    update private.blob_deletions b set leased_until = now() + private.clean_up_lease()
    where (b.store, b.path) in (
      select o.store, o.path from private.blob_deletions o where o.leased_until <= now()
      order by o.leased_until limit v_limit * 2 for update skip locked)
    returning b.store, b.path
  )
  select coalesce(jsonb_agg(jsonb_build_object('store', t.store, 'path', t.path)), '[]') into v_objects from taken t;
  with taken as (
    update private.leftovers l set due_at = now() + private.clean_up_lease()
    where l.media_id in (
      select o.media_id from private.leftovers o where o.due_at <= now()
      order by o.due_at limit v_limit for update skip locked)
    returning l.media_id, l.user_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('mediaId', t.media_id, 'userId', t.user_id)), '[]') into v_leftovers from taken t;
  v_removed := private.purge_stale_rows(v_limit);
  update private.clean_up_run r
  set lease_expires_at = clock_timestamp() + private.clean_up_lease(), expired_files = r.expired_files + v_expired,
    removed = (
      select jsonb_object_agg(n.key, n.value::bigint + coalesce((r.removed->>n.key)::bigint, 0))
      from jsonb_each_text(v_removed) n
    )
  where r.lease_token = p_run;
  if not found then
    perform private.refuse('stale_lease');
  end if;
  return jsonb_build_object(
    'objects', v_objects, 'leftovers', v_leftovers, 'expiredMedia', v_expired, 'removed', v_removed);
end
$$;
comment on function public.clean_up is
  '{objects: [{store, path}], leftovers: [{mediaId, userId}], expiredMedia, removed}. Forgets p_limit expired files '
  'at most, except what an unfinished generation is made from, and hands out objects to delete, and files of which '
  'nothing is to be left in any store; what confirm_deletions does not confirm within ten minutes is handed out '
  'again. Safe to repeat. stale_lease, and nothing done, when another process has taken the run over.';
grant execute on function public.clean_up to service_role;

create function public.confirm_deletions(
  p_objects jsonb default null,
  p_media_ids uuid[] default null,
  p_run uuid default null
)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  delete from private.blob_deletions b
  using jsonb_to_recordset(p_objects) as d (store text, path text)
  where b.store = d.store and b.path = d.path;
  get diagnostics v_count = row_count;
  delete from private.leftovers l where l.media_id = any (p_media_ids);
  update private.clean_up_run r set deleted_objects = r.deleted_objects + v_count
  where r.lease_token = p_run;
  return v_count;
end
$$;
comment on function public.confirm_deletions is
  'p_objects: [{store, path}], which the stores have deleted; of p_media_ids they hold nothing. For a clean-up or '
  '(p_run null) otherwise. Returns how many of the objects were on the list.';
grant execute on function public.confirm_deletions to service_role;

create function public.clean_up_state()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'startedAt', r.started_at, 'finishedAt', r.finished_at, 'outcome', r.outcome, 'failures', r.failures,
    'isRunning', r.lease_expires_at between now() and now() + private.clean_up_lease() is true, 'expiredFiles', r.expired_files,
    'deletedObjects', r.deleted_objects, 'failedObjects', r.failed_objects, 'removed', r.removed,
    'isLate', exists (select from public.media m where m.expires_at < now() - interval '1 day' and not private.is_source_in_use(m.id))
      or exists (select from private.blob_deletions b where b.requested_at < now() - interval '1 day')
      or exists (select from private.leftovers l where l.due_at < now() - interval '1 day')
  )
  from private.clean_up_run r
$$;
comment on function public.clean_up_state is
  '{startedAt, finishedAt, outcome, failures, isRunning, expiredFiles, deletedObjects, failedObjects, removed, '
  'isLate}: the clean-up that is going on, else the last one. Late: something was to be deleted more than a day ago.';
grant execute on function public.clean_up_state to service_role;

create function public.clean_up_preview()
returns table (expired_media bigint, objects bigint)
language sql
stable
security definer
set search_path = ''
as $$
  select (select count(*) from public.media m where m.expires_at <= now()), (select count(*) from private.blob_deletions)
$$;
comment on function public.clean_up_preview is 'How much a clean-up would find; one row. Changes nothing.';
grant execute on function public.clean_up_preview to service_role;
