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
  orphaned_objects bigint not null default 0,
  removed jsonb not null default '{}',
  orphans_place text,
  orphans_searched_at timestamptz,
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
comment on column private.clean_up_run.orphaned_objects is 'Objects that no file needs, and whose deletion nobody had planned.';
comment on column private.clean_up_run.removed is
  'Rows that had served their time: sort → count. stuckGenerations: those that were failed or enqueued again.';
comment on column private.clean_up_run.orphans_place is
  'Where the search of the stores for such objects goes on. Null: it begins anew.';
comment on column private.clean_up_run.orphans_searched_at is 'When all stores had been searched; then it waits a day.';
alter table private.clean_up_run enable row level security;
insert into private.clean_up_run default values;

create table private.clean_up_history (
  id bigint generated always as identity,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  outcome text not null,
  expired_files bigint not null,
  deleted_objects bigint not null,
  failed_objects bigint not null,
  orphaned_objects bigint not null,
  removed jsonb not null,
  constraint clean_up_history_pkey primary key (id)
);
comment on table private.clean_up_history is 'The last hundred clean-ups that ended and did something or failed, for admins.';
alter table private.clean_up_history enable row level security;

create function private.keep_clean_up_run()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.outcome = 'failed' or new.expired_files + new.deleted_objects + new.orphaned_objects > 0
    or exists (select from jsonb_each_text(new.removed) n where n.value::bigint > 0)
  then
    insert into private.clean_up_history (started_at, finished_at, outcome, expired_files, deleted_objects,
      failed_objects, orphaned_objects, removed)
    values (new.started_at, new.finished_at, new.outcome, new.expired_files, new.deleted_objects,
      new.failed_objects, new.orphaned_objects, new.removed);
    delete from private.clean_up_history h where h.id <= (
      select o.id from private.clean_up_history o order by o.id desc offset 100 limit 1);
  end if;
  return null;
end
$$;
comment on function private.keep_clean_up_run is 'No clean-up that did something ends without being written down.';
create trigger keep_clean_up_run after update of outcome on private.clean_up_run
  for each row when (old.outcome is null and new.outcome is not null)
  execute function private.keep_clean_up_run();

create function public.clean_up_history(p_limit integer)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'startedAt', h.started_at, 'finishedAt', h.finished_at, 'outcome', h.outcome, 'expiredFiles', h.expired_files,
    'deletedObjects', h.deleted_objects, 'failedObjects', h.failed_objects, 'orphanedObjects', h.orphaned_objects,
    'removed', h.removed) order by h.id desc), '[]')
  from (select o.* from private.clean_up_history o order by o.id desc limit least(100, greatest(1, p_limit))) h
$$;
comment on function public.clean_up_history is
  '[{startedAt, finishedAt, outcome, expiredFiles, deletedObjects, failedObjects, orphanedObjects, removed}]: the last '
  'clean-ups that did something or failed, the newest first.';
grant execute on function public.clean_up_history to service_role;

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
      expired_files = 0, deleted_objects = 0, failed_objects = 0, orphaned_objects = 0, removed = '{}'
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
  select exists (
    select from public.generations g
    where (g.source_media_id = p_media
        or g.inputs <> '[]' and g.inputs @> jsonb_build_array(jsonb_build_object('id', p_media)))
      and g.status in ('queued', 'running')
  )
$$;
comment on function private.is_source_in_use is 'Whether an unfinished generation is made from this file, or was given it besides.';

create function private.is_over(p_media public.media)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_media.taken_down_at is null or p_media.taken_down_at < now() - interval '30 days'
$$;
comment on function private.is_over is 'False for what was taken down, for a month: an admin may have been wrong.';

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
    select m.id from public.media m
    where m.expires_at <= now() and private.is_over(m) and not private.is_source_in_use(m.id)
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

create function private.remove_expired(p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_gone jsonb;
  v_stuck integer;
  v_expired integer;
begin
  -- Before anything is locked: sessions come first everywhere.
  v_gone := private.remove_leaving_accounts(p_limit);
  -- Then this, since a start locks its user before its key and its prompt too.
  select s.failed + s.requeued into v_stuck from private.sweep_stuck(p_limit) s;
  v_expired := private.delete_expired_media(p_limit);
  return private.purge_stale_rows(p_limit) || v_gone
    || jsonb_build_object('stuckGenerations', v_stuck, 'expiredFiles', v_expired);
end
$$;
comment on function private.remove_expired is
  'Fails and refunds stuck generations as a sweep does, forgets expired files, except what an unfinished generation is '
  'made from, and deletes what else has served its time, whole accounts too: so many of each sort at most. Returns the counts.';

create function public.clean_up(p_limit integer, p_run uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit integer := least(1000, greatest(1, p_limit));
  v_expired integer;
  v_failed integer;
  v_objects jsonb;
  v_leftovers jsonb;
  v_removed jsonb := private.remove_expired(v_limit);
  v_orphans jsonb;
begin
  v_expired := (v_removed->>'expiredFiles')::integer;
  v_failed := (v_removed->>'failedAccounts')::integer;
  v_removed := v_removed - '{expiredFiles,failedAccounts}'::text[];
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
  update private.clean_up_run r
  set lease_expires_at = clock_timestamp() + private.clean_up_lease(), expired_files = r.expired_files + v_expired,
    removed = (
      select jsonb_object_agg(n.key, n.value::bigint + coalesce((r.removed->>n.key)::bigint, 0))
      from jsonb_each_text(v_removed) n
    )
  where r.lease_token = p_run
  returning jsonb_build_object('place', r.orphans_place, 'isDue',
    r.orphans_place is not null or r.orphans_searched_at > now() - interval '1 day' is not true) into v_orphans;
  if not found then
    perform private.refuse('stale_lease');
  end if;
  return jsonb_build_object('objects', v_objects, 'leftovers', v_leftovers, 'expiredFiles', v_expired,
    'failedAccounts', v_failed, 'removed', v_removed, 'orphans', v_orphans);
end
$$;
comment on function public.clean_up is
  '{objects: [{store, path}], leftovers: [{mediaId, userId}], expiredFiles, failedAccounts, removed, '
  'orphans: {place, isDue}}. Removes '
  'p_limit of each sort at most, as remove_expired says, and hands out objects to delete, and files of which nothing '
  'is to be left in any store; what confirm_deletions does not confirm within ten minutes is handed out again. Safe '
  'to repeat. stale_lease, and nothing done, when another process has taken the run over.';
grant execute on function public.clean_up to service_role;

create function public.find_orphans(p_store text, p_paths text[])
returns setof text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
  select o.path
  from (
    select p.path, private.as_uuid(n.parts[1]) as user_id, private.as_uuid(n.parts[2]) as id
    from unnest(p_paths) p (path)
    cross join lateral regexp_match(
      p.path, '^(?:(?:temporary|permanent)(?=/.*[.])|imports(?=/.*[.]zip$))/([0-9a-f-]{36})/([0-9a-f-]{36})[.]') n (parts)
  ) o
  where o.id is not null
    and (
      exists (select from public.users u where u.id = o.user_id)
      or exists (select from private.upload_folder f where f.visitors = o.user_id)
    )
    and not exists (select from public.media m where m.id = o.id)
    and not exists (select from public.uploads p where p.id = o.id)
    and not exists (select from private.blob_deletions b where b.store = p_store and b.path = o.path)
    and not exists (select from private.import_jobs j where j.import_id = o.id)
    and not exists (
      select from public.generations g where g.status in ('queued', 'running') and o.id = any (g.media_ids));
end
$$;
comment on function public.find_orphans is
  'Those of the paths that no file, no request in hand and no import needs, and whose deletion is not planned. A second object of '
  'a file that is there is none: somebody may be saving it just now. Nor is what Easel does not store, or what is of '
  'people whom this database never knew: the store then holds another one''s files too.';
grant execute on function public.find_orphans to service_role;

create function public.plan_orphans(p_run uuid, p_store text, p_paths text[], p_place text default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  insert into private.blob_deletions (store, path)
  select p_store, f.path from public.find_orphans(p_store, p_paths) f (path)
  on conflict do nothing;
  get diagnostics v_count = row_count;
  update private.clean_up_run r
  set orphaned_objects = r.orphaned_objects + v_count, orphans_place = p_place,
    orphans_searched_at = case when p_place is null then clock_timestamp() else r.orphans_searched_at end,
    lease_expires_at = clock_timestamp() + private.clean_up_lease()
  where r.lease_token = p_run;
  if not found then
    perform private.refuse('stale_lease');
  end if;
  return v_count;
end
$$;
comment on function public.plan_orphans is
  'Plans the deletion of those of these objects, all older than a day, that are orphans. The search goes on at p_place; '
  'null: all stores have been searched. Returns how many it found. stale_lease, and nothing done, as clean_up.';
grant execute on function public.plan_orphans to service_role;

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
    'deletedObjects', r.deleted_objects, 'failedObjects', r.failed_objects, 'orphanedObjects', r.orphaned_objects,
    'removed', r.removed,
    'isLate', exists (
      select from public.media m
      where m.expires_at < now() - interval '1 day' and m.taken_down_at is null and not private.is_source_in_use(m.id))
      or exists (select from public.uploads u where u.expires_at < now() - interval '1 day')
      or exists (select from private.blob_deletions b where b.requested_at < now() - interval '1 day')
      or exists (select from private.leftovers l where l.due_at < now() - interval '1 day')
  )
  from private.clean_up_run r
$$;
comment on function public.clean_up_state is
  '{startedAt, finishedAt, outcome, failures, isRunning, expiredFiles, deletedObjects, failedObjects, '
  'orphanedObjects, removed, isLate}: the clean-up that is going on, else the last one. Late: something was to be deleted more than a day ago.';
grant execute on function public.clean_up_state to service_role;

create function public.clean_up_preview()
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_counts jsonb;
begin
  v_counts := jsonb_build_object(
    'objects', (select count(*) from (select from private.blob_deletions limit 1000) b),
    'unfinishedFiles', (select count(*) from (select from private.leftovers l where l.due_at <= now() limit 1000) l)
  );
  begin
    v_counts := v_counts || private.remove_expired(1000);
    raise exception 'counted' using errcode = 'UNDO0';
  exception when sqlstate 'UNDO0' then
    -- All of it is undone but the counts.
  end;
  return v_counts;
end
$$;
comment on function public.clean_up_preview is
  'What a clean-up would find, by sort, each counted to 1,000 at most: does what it would do, and undoes it.';
grant execute on function public.clean_up_preview to service_role;
