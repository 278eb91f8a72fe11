-- Zips of another Easel's "Export everything", on their way in. See docs/export-format.md.
create table public.imports (
  id uuid not null,
  user_id uuid not null,
  state text not null default 'coming',
  size_bytes bigint not null default 0,
  files_total integer not null default 0,
  files_done integer not null default 0,
  counts jsonb not null default '{}',
  fault_count integer not null default 0,
  problem text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint imports_pkey primary key (id),
  constraint imports_user_id_fkey foreign key (user_id) references public.users (id),
  constraint imports_state check (state in ('coming', 'waiting', 'running', 'done', 'failed', 'canceled')),
  constraint imports_finished check ((state in ('done', 'failed', 'canceled')) = (finished_at is not null)),
  constraint imports_problem check ((state = 'failed') = (problem is not null) and char_length(problem) <= 40)
);
comment on table public.imports is 'One zip that a person has given, to bring in what another Easel has exported.';
comment on column public.imports.state is
  'coming: the zip is being uploaded. waiting, running: it is brought in. The others are its ends.';
comment on column public.imports.counts is
  'How many things have come in, by sort: files, uploads, boards, searches, prompts, books; known: were there already.';
comment on column public.imports.fault_count is 'Things that could not be brought in: the first thousand are in import_faults.';
comment on column public.imports.problem is 'Why it failed as a whole: a code that the screens turn into words.';
create index imports_own on public.imports (user_id, created_at desc, id desc);
create unique index imports_one_at_a_time on public.imports (user_id) where state in ('coming', 'waiting', 'running');
create index imports_finished on public.imports (finished_at) where finished_at is not null;
create index imports_open on public.imports (created_at, id) where state in ('coming', 'waiting', 'running');
alter table public.imports enable row level security;
create policy imports_own on public.imports for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.imports to authenticated, service_role;

create table public.import_faults (
  import_id uuid not null,
  seq integer not null,
  user_id uuid not null,
  name text not null,
  why text not null,
  constraint import_faults_pkey primary key (import_id, seq),
  constraint import_faults_import_id_fkey foreign key (import_id) references public.imports (id) on delete cascade,
  constraint import_faults_text check (char_length(name) <= 300 and char_length(why) <= 40)
);
comment on table public.import_faults is 'What of a zip could not be brought in, and why.';
comment on column public.import_faults.name is 'Of the file in the zip, or of what is in it.';
comment on column public.import_faults.why is 'A code that the screens turn into words.';
alter table public.import_faults enable row level security;
create policy import_faults_own on public.import_faults for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.import_faults to authenticated, service_role;

create table public.imported_books (
  user_id uuid not null,
  part text not null,
  account_id uuid not null,
  record_id text not null,
  made_at timestamptz not null,
  facts jsonb not null,
  constraint imported_books_pkey primary key (user_id, part, account_id, record_id),
  constraint imported_books_user_id_fkey foreign key (user_id) references public.users (id),
  constraint imported_books_part check (part in ('ledger', 'receipts')),
  constraint imported_books_record_id check (char_length(record_id) between 1 and 40),
  constraint imported_books_facts check (jsonb_typeof(facts) = 'object' and octet_length(facts::text) <= 65536)
);
comment on table public.imported_books is
  'Ledger and receipts of an account in another Easel, as its export says: to be read. No credits come with them.';
comment on column public.imported_books.account_id is 'The account in the other Easel.';
comment on column public.imported_books.record_id is 'The entry''s number in its ledger, or the request''s id.';
create index imported_books_made on public.imported_books (user_id, part, made_at desc, account_id, record_id);
alter table public.imported_books enable row level security;
create policy imported_books_own on public.imported_books for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.imported_books to authenticated, service_role;

create table private.import_jobs (
  import_id uuid not null,
  store text not null,
  path text not null,
  place text not null default '',
  failures integer not null default 0,
  worked_at timestamptz not null default clock_timestamp(),
  lease_token uuid,
  lease_expires_at timestamptz not null default '-infinity',
  constraint import_jobs_pkey primary key (import_id),
  constraint import_jobs_import_id_fkey foreign key (import_id) references public.imports (id) on delete cascade
);
comment on table private.import_jobs is 'What workers know of an import, until it ends: where its zip lies, and the lease.';
comment on column private.import_jobs.place is 'Where it goes on: what comes before has been brought in.';
comment on column private.import_jobs.failures is
  'How often in a row its worker has failed, or was not heard of again, at this place.';
comment on column private.import_jobs.worked_at is 'When it came, or a worker last did something for it: who has waited longest is next.';
comment on column private.import_jobs.lease_expires_at is 'Until then nobody else takes it; without a token it waits after a failure.';
create index import_jobs_lease on private.import_jobs (lease_expires_at);
alter table private.import_jobs enable row level security;

create function private.drop_import_zip()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.blob_deletions (store, path) values (old.store, old.path) on conflict do nothing;
  return null;
end
$$;
comment on function private.drop_import_zip is 'No import ends without its zip being put on the list of deletions.';
create trigger drop_import_zip after delete on private.import_jobs
  for each row execute function private.drop_import_zip();

create function private.end_import(p_import_id uuid, p_state text, p_problem text default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.imports i set state = p_state, problem = p_problem, finished_at = now() where i.id = p_import_id;
  delete from private.import_jobs j where j.import_id = p_import_id;
end
$$;
comment on function private.end_import is 'Ends an import that has not ended; its zip goes.';

create function public.begin_import(p_user_id uuid, p_session_id uuid, p_import_id uuid, p_store text, p_path text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_open public.imports;
begin
  perform private.require_session(p_user_id, p_session_id);
  perform pg_advisory_xact_lock(hashtextextended('imports of ' || p_user_id::text, 0));
  if exists (select from public.users u where u.id = p_user_id and u.suspended_at is not null) then
    perform private.refuse('suspended');
  elsif exists (select from public.users u where u.id = p_user_id and u.deletes_at is not null) then
    perform private.refuse('leaving');
  end if;
  select i.* into v_open from public.imports i
  where i.user_id = p_user_id and i.state in ('coming', 'waiting', 'running') for update;
  if v_open.state in ('waiting', 'running') then
    perform private.refuse('limit_reached', jsonb_build_object('what', 'imports', 'limit', 1));
  elsif v_open.id is not null then
    perform private.end_import(v_open.id, 'failed', 'interrupted');
  end if;
  insert into public.imports (id, user_id) values (p_import_id, p_user_id);
  insert into private.import_jobs (import_id, store, path) values (p_import_id, p_store, p_path);
end
$$;
comment on function public.begin_import is
  'A zip is about to be stored there. One that was coming before is given up. Errors: suspended; leaving; limit_reached {what, '
  'limit} while one is being brought in.';
grant execute on function public.begin_import to service_role;

create function public.receive_import(p_user_id uuid, p_session_id uuid, p_import_id uuid, p_size_bytes bigint)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.imports i set state = 'waiting', size_bytes = p_size_bytes
  where i.id = p_import_id and i.user_id = p_user_id and i.state = 'coming';
  if not found then
    perform private.refuse('not_found');
  end if;
end
$$;
comment on function public.receive_import is 'The zip is there whole, and is one that can be brought in. Error: not_found, when it was given up.';
grant execute on function public.receive_import to service_role;

create function public.drop_import(p_import_id uuid, p_store text, p_path text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from public.imports i where i.id = p_import_id and i.state = 'coming';
  -- Given up meanwhile, its zip may have been deleted before it was there.
  insert into private.blob_deletions (store, path)
  select p_store, p_path where not exists (select from private.import_jobs j where j.import_id = p_import_id)
  on conflict do nothing;
end
$$;
comment on function public.drop_import is
  'The zip did not come whole, or is none that can be brought in: nothing is left of it. Nothing happens to one that waits.';
grant execute on function public.drop_import to service_role;

create function public.cancel_import(p_user_id uuid, p_session_id uuid, p_import_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  perform from public.imports i
  where i.id = private.as_uuid(p_import_id) and i.user_id = p_user_id and i.state in ('coming', 'waiting', 'running')
  for update;
  if not found then
    perform private.refuse('already_finished');
  end if;
  perform private.end_import(private.as_uuid(p_import_id), 'canceled');
end
$$;
comment on function public.cancel_import is
  'Brings in no more of it. What has come in stays. Error: already_finished (also for none, and someone else''s).';
grant execute on function public.cancel_import to service_role;

create function public.claim_import(p_lease_token uuid, p_lease_seconds integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_job private.import_jobs;
  v_import public.imports;
  v_failures integer;
begin
  loop
    select j.* into v_job
    from private.import_jobs j join public.imports i on i.id = j.import_id
    where i.state in ('waiting', 'running') and j.lease_expires_at < clock_timestamp()
    order by j.worked_at, i.id limit 1 for update of i, j skip locked;
    if not found then
      return null;
    end if;
    v_failures := v_job.failures + case when v_job.lease_token is null then 0 else 1 end;
    exit when v_failures < 5;
    perform private.end_import(v_job.import_id, 'failed', 'gave_up');
  end loop;
  update private.import_jobs j
  set lease_token = p_lease_token, lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds),
    failures = v_failures, worked_at = clock_timestamp()
  where j.import_id = v_job.import_id;
  update public.imports i set state = 'running' where i.id = v_job.import_id returning i.* into v_import;
  return jsonb_build_object(
    'id', v_import.id, 'userId', v_import.user_id, 'store', v_job.store, 'path', v_job.path,
    'sizeBytes', v_import.size_bytes, 'place', v_job.place, 'failures', v_failures
  );
end
$$;
comment on function public.claim_import is
  '{id, userId, store, path, sizeBytes, place, failures} of the import that is to go on, under a lease; null '
  'for none. Whoever has waited longest is next; one that failed five times at one place is given up.';
grant execute on function public.claim_import to service_role;

create function private.hold_import(p_import_id uuid, p_lease_token uuid)
returns public.imports
language plpgsql
set search_path = ''
as $$
declare
  v_import public.imports;
begin
  select i.* into v_import
  from public.imports i join private.import_jobs j on j.import_id = i.id
  where i.id = p_import_id and i.state = 'running' and j.lease_token = p_lease_token
  for update of i;
  if not found then
    perform private.refuse('stale_lease');
  end if;
  return v_import;
end
$$;
comment on function private.hold_import is 'The import, locked; stale_lease when it was called off, or another worker has it.';

create function public.extend_import(p_import_id uuid, p_lease_token uuid, p_lease_seconds integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.hold_import(p_import_id, p_lease_token);
  update private.import_jobs j set lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
  where j.import_id = p_import_id;
end
$$;
comment on function public.extend_import is 'Keeps the lease. Error: stale_lease.';
grant execute on function public.extend_import to service_role;

create function public.release_import(p_import_id uuid, p_lease_token uuid, p_has_failed boolean)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_failures integer;
begin
  perform private.hold_import(p_import_id, p_lease_token);
  update private.import_jobs j
  set lease_token = null, worked_at = clock_timestamp(), failures = j.failures + p_has_failed::integer,
    lease_expires_at = case when p_has_failed
      then clock_timestamp() + make_interval(secs => 30 * 4 ^ j.failures) else '-infinity' end
  where j.import_id = p_import_id
  returning j.failures into v_failures;
  if v_failures >= 5 then
    perform private.end_import(p_import_id, 'failed', 'gave_up');
  end if;
end
$$;
comment on function public.release_import is
  'A worker lets go, so that another goes on at once. When it has failed: after half a minute, then four times as long '
  'each time; the fifth time at one place it is given up. Error: stale_lease.';
grant execute on function public.release_import to service_role;

create function public.finish_import(p_import_id uuid, p_lease_token uuid, p_problem text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.hold_import(p_import_id, p_lease_token);
  perform private.end_import(p_import_id, case when p_problem is null then 'done' else 'failed' end, p_problem);
end
$$;
comment on function public.finish_import is 'All of it has been dealt with, or it cannot go on: p_problem says why. Error: stale_lease.';
grant execute on function public.finish_import to service_role;

create function private.purge_imports(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform private.end_import(o.id, 'failed', 'interrupted')
  from (
    select i.id from public.imports i where i.state = 'coming' and i.created_at < now() - interval '1 day'
    order by i.id limit p_limit for update skip locked
  ) o;
  delete from public.imports i where i.id in (
    select o.id from public.imports o where o.finished_at < now() - interval '30 days' limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.purge_imports is
  'Gives up what has been coming for a day, and forgets imports a month after their end. Returns how many were forgotten.';
