create table public.generations (
  id uuid not null,
  user_id uuid not null,
  kind public.generation_kind not null,
  status public.generation_status not null default 'queued',
  model text not null,
  prompt text not null,
  is_prompted boolean not null default true,
  negative_prompt text not null default '',
  settings jsonb not null default '{}',
  prompt_reading jsonb,
  source_media_id uuid,
  inputs jsonb not null default '[]',
  media_ids uuid[] not null,
  output_count integer generated always as (cardinality(media_ids)) stored,
  price_credits_each bigint not null,
  price_credits bigint not null generated always as (price_credits_each * cardinality(media_ids)) stored,
  progress real not null default 0,
  attempts integer not null default 0,
  max_attempts integer not null,
  made_count integer not null default 0,
  provider text,
  provider_request_id text,
  upstream jsonb,
  provider_note text,
  failure_code public.failure_code,
  failure_words text,
  revision bigint not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  usual_seconds integer not null,
  wait_seconds integer not null,
  work_seconds integer not null,
  deadline_at timestamptz not null,
  imported_at timestamptz,
  origin_id uuid,
  constraint generations_pkey primary key (id),
  constraint generations_user_id_fkey foreign key (user_id) references public.users (id),
  constraint generations_model check (char_length(model) between 1 and 200),
  constraint generations_prompt check (char_length(prompt) <= 10000 and char_length(negative_prompt) <= 10000),
  constraint generations_settings check (jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 16384),
  constraint generations_prompt_reading check (
    prompt_reading is null
    or coalesce(jsonb_array_length(prompt_reading->'understood'), 0) > 0 and octet_length(prompt_reading::text) <= 131072),
  constraint generations_inputs check (jsonb_typeof(inputs) = 'array' and jsonb_array_length(inputs) <= 8),
  constraint generations_media_ids check (cardinality(media_ids) between 1 and 16),
  constraint generations_price check (price_credits between 0 and 1000000),
  constraint generations_progress check (progress between 0 and 1),
  constraint generations_upstream check (jsonb_typeof(upstream->'place') in ('number', 'null')),
  constraint generations_provider_note check (char_length(provider_note) <= 1000),
  constraint generations_attempts check (attempts between 0 and max_attempts),
  constraint generations_made check (made_count between 0 and cardinality(media_ids)),
  constraint generations_succeeded_made_something check ((status = 'succeeded') = (made_count > 0)),
  constraint generations_failed_has_code check ((status = 'failed') = (failure_code is not null)),
  constraint generations_finished check ((status in ('succeeded', 'failed', 'canceled')) = (finished_at is not null)),
  constraint generations_times check (usual_seconds > 0 and wait_seconds > 0 and work_seconds > usual_seconds),
  constraint generations_deadline check (deadline_at > created_at),
  constraint generations_imported check (
    (imported_at is null) = (origin_id is null) and (imported_at is null or price_credits_each = 0 and finished_at is not null))
);
comment on table public.generations is
  'One request to make something. Its owner may see every column; what workers need is in private.generation_jobs.';
comment on column public.generations.is_prompted is
  'False where it was asked for without words. The prompt then says what the model does, such as Upscale 2×.';
comment on column public.generations.settings is
  'The model''s own settings, whitelisted by the server: shape, seed, width, height …';
comment on column public.generations.prompt_reading is
  'What the model made of the prompt, as it was said before it was paid: {understood, unknown, leftOut}, never '
  'nothing understood. Null for a model that takes every word.';
comment on column public.generations.source_media_id is
  'The file it was made from: a row of media or of uploads. No foreign key: that file may be deleted later.';
comment on column public.generations.inputs is
  'What it was given besides, in order: [{role, id}]. A mask, which says what of the source changes, is an upload; any '
  'other one is named like the source.';
comment on column public.generations.media_ids is
  'One id per expected file, given out before the work starts: a repeat overwrites instead of adding.';
comment on column public.generations.price_credits_each is 'Of one file, when it was started.';
comment on column public.generations.price_credits is
  'Charged at the start. What was not made is given back: all of it unless it succeeds, else the price of each '
  'missing file.';
comment on column public.generations.progress is 'Share done, 0 to 1. Never goes back.';
comment on column public.generations.attempts is
  'How often it has been tried. Whoever claims it after its worker died goes on with that worker''s attempt; one that '
  'a stopping worker gave back does not count.';
comment on column public.generations.upstream is
  'Where it waits in the line of the provider that has it: {place}, null when that is not known. Null while it does '
  'not wait there.';
comment on column public.generations.provider_note is 'What whoever made it said besides, to be quoted.';
comment on column public.generations.made_count is 'Files made. They may have been deleted since.';
comment on column public.generations.revision is 'Grows with every change; live pages compare it.';
comment on column public.generations.usual_seconds is
  'How long the model usually took when it was asked for: what the person was told.';
comment on column public.generations.wait_seconds is
  'How long it may wait for its turn, here and at the provider together.';
comment on column public.generations.work_seconds is 'How long its work may take from when it begins.';
comment on column public.generations.deadline_at is
  'While it waits, here or at the provider: by then its work has begun, or it is given back. Once begun: by then it '
  'has finished, or is given back.';
comment on column public.generations.imported_at is
  'Set: it was asked for in another Easel, and cost nothing here. It is no request of this one: nothing counts it, and no '
  'page lists it but for its files and prompt.';
comment on column public.generations.origin_id is 'Its id where it was asked for first. Null: here.';
create unique index generations_origin on public.generations (user_id, origin_id) where origin_id is not null;
create index generations_user_created on public.generations (user_id, created_at desc, id desc);
create index generations_user_kind_created on public.generations (user_id, kind, created_at desc, id desc)
  where imported_at is null;
create index generations_unfinished on public.generations (user_id, id) where status in ('queued', 'running');
create index generations_waiting on public.generations (user_id, created_at, id) where status = 'queued';
create index generations_running on public.generations (started_at, id) where status = 'running';
create index generations_updated on public.generations (updated_at);
create unique index generations_provider_request on public.generations (provider, provider_request_id)
  where provider_request_id is not null;
comment on index public.generations_provider_request is
  'One job of a provider is one generation''s: a lost one that is looked up is never somebody else''s.';
create index generations_source_media on public.generations (source_media_id) where source_media_id is not null;
create index generations_inputs on public.generations using gin (inputs jsonb_path_ops) where inputs <> '[]';

alter table public.generations enable row level security;
create policy generations_own on public.generations for select to authenticated
  using ((select auth.uid()) = user_id and (select private.session_is_live()));
grant select on public.generations to authenticated, service_role;

create table private.generation_transitions (
  id bigint generated always as identity,
  generation_id uuid not null,
  from_status public.generation_status not null,
  to_status public.generation_status not null,
  changed_at timestamptz not null default clock_timestamp(),
  constraint generation_transitions_pkey primary key (id),
  constraint generation_transitions_generation_id_fkey foreign key (generation_id) references public.generations (id)
);
comment on table private.generation_transitions is
  'Every change of a status, so that a broken rule can be seen afterwards.';
create index generation_transitions_generation on private.generation_transitions (generation_id, id);
alter table private.generation_transitions enable row level security;

create function private.guard_generation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.status is distinct from old.status then
    if not (old.status = 'queued' and new.status in ('running', 'failed', 'canceled')
      or old.status = 'running' and new.status in ('succeeded', 'failed', 'canceled')) then
      raise exception 'A generation cannot go from % to %', old.status, new.status using errcode = 'check_violation';
    end if;
    insert into private.generation_transitions (generation_id, from_status, to_status)
    values (new.id, old.status, new.status);
  end if;
  new.revision := old.revision + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
comment on function private.guard_generation is
  'Allows only the declared changes of status, logs them, and counts revisions.';
create trigger guard_generation before update on public.generations
  for each row execute function private.guard_generation();

create function private.start_queued()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'A generation starts as queued' using errcode = 'check_violation';
end
$$;
comment on function private.start_queued is
  'Refuses a generation that is born in any other status, unless it has long ended in another Easel.';
create trigger start_queued before insert on public.generations
  for each row when (new.status <> 'queued' and new.imported_at is null) execute function private.start_queued();

create table private.generation_jobs (
  generation_id uuid not null,
  message_id bigint not null,
  lease_token uuid,
  lease_expires_at timestamptz,
  worker text,
  lost_lease_count integer not null default 0,
  provider text,
  route text,
  submit_intent_at timestamptz,
  submit_is_free boolean not null default false,
  provider_job jsonb,
  ended_request_ids text[] not null default '{}',
  constraint generation_jobs_pkey primary key (generation_id),
  constraint generation_jobs_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint generation_jobs_provider_job check (octet_length(provider_job::text) <= 65536)
);
comment on table private.generation_jobs is
  'What workers know of a generation: its queue message, the lease, the provider''s job.';
comment on column private.generation_jobs.lease_token is
  'Fence: a worker''s writes must show it. Kept after the end, so that a repeated last write is known.';
comment on column private.generation_jobs.lease_expires_at is
  'Null when nobody holds it. In the past when whoever held it has not been heard of since.';
comment on column private.generation_jobs.worker is
  'The process that holds or held the lease last; no two ever have the same name.';
comment on column private.generation_jobs.lost_lease_count is
  'How many claims ended without a word before the last one: the worker was killed, or cut off.';
comment on column private.generation_jobs.route is
  'The provider and its own name of the model, as the registry names them together.';
comment on column private.generation_jobs.submit_is_free is 'That submit costs us no money, whatever becomes of it.';
comment on column private.generation_jobs.submit_intent_at is
  'Set before a provider is asked; with no provider_job beside it, the outcome is not known.';
comment on column private.generation_jobs.provider_job is 'What the provider needs to find the work again.';
comment on column private.generation_jobs.ended_request_ids is
  'The providers'' ids of its earlier jobs, of which none has cost anything: a lost submit that is looked up is none '
  'of them.';
create index generation_jobs_survivors on private.generation_jobs (worker) where lost_lease_count > 0;
alter table private.generation_jobs enable row level security;
