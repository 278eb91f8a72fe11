create table private.provider_orphans (
  id bigint generated always as identity,
  generation_id uuid not null,
  provider text not null,
  provider_job jsonb,
  price_credits bigint not null,
  is_free boolean not null default false,
  cause text not null,
  noticed_at timestamptz not null default clock_timestamp(),
  constraint provider_orphans_pkey primary key (id),
  constraint provider_orphans_generation_id_fkey foreign key (generation_id) references public.generations (id),
  constraint provider_orphans_once unique (generation_id)
);
comment on table private.provider_orphans is
  'Provider requests that may have been worked on, and cost us money unless they are free, while the user got the '
  'credits back: the outcome was not awaited or is not known.';
comment on column private.provider_orphans.is_free is
  'The provider costs us no money: work was wasted, and nothing else.';
comment on column private.provider_orphans.price_credits is
  'What the user would have paid; the provider''s own bill is not known here.';
alter table private.provider_orphans enable row level security;

create table private.dead_letters (
  message_id bigint not null,
  generation_id uuid,
  message jsonb,
  deliveries integer not null,
  cause text not null,
  kept_at timestamptz not null default clock_timestamp(),
  constraint dead_letters_pkey primary key (message_id)
);
comment on table private.dead_letters is 'Messages that the queue gave up on, for a person to look at.';
alter table private.dead_letters enable row level security;

create function private.keep_dead_letter(p_message bigint, p_generation uuid, p_deliveries integer, p_cause text, p_body jsonb default null)
returns void
language sql
set search_path = ''
as $$
  insert into private.dead_letters (message_id, generation_id, deliveries, cause, message)
  values (p_message, p_generation, p_deliveries, p_cause, p_body)
  on conflict do nothing
$$;
comment on function private.keep_dead_letter is
  'Keeps a message that will not be tried again. Archiving it is the caller''s business.';

create function private.close_job(p_generation uuid)
returns private.generation_jobs
language plpgsql
set search_path = ''
as $$
declare
  v_job private.generation_jobs;
begin
  update private.generation_jobs j set lease_expires_at = null where j.generation_id = p_generation returning j.* into v_job;
  perform pgmq.archive('generations', v_job.message_id);
  return v_job;
end
$$;
comment on function private.close_job is 'Nobody works on it any more: the lease is let go, the message archived.';

create function private.refund_generation(
  p_generation public.generations,
  p_status public.generation_status,
  p_code public.failure_code default null,
  p_words text default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_job private.generation_jobs;
begin
  update public.generations g
  set status = p_status, failure_code = p_code, failure_words = left(p_words, 1000), finished_at = clock_timestamp()
  where g.id = p_generation.id;
  if p_generation.price_credits > 0 then
    perform private.move_credits(p_generation.user_id, p_generation.price_credits, 'refund', p_generation.id);
  end if;
  v_job := private.close_job(p_generation.id);
  if v_job.submit_intent_at is not null then
    insert into private.provider_orphans (generation_id, provider, provider_job, price_credits, is_free, cause)
    values (p_generation.id, v_job.provider, v_job.provider_job, p_generation.price_credits, v_job.submit_is_free,
      coalesce(p_code::text, 'canceled'));
  end if;
end
$$;
comment on function private.refund_generation is
  'Ends an unfinished generation as failed or canceled: refund, message archived, a provider''s unawaited work noted. '
  'Needs the generation''s row locked and seen unfinished.';

create function private.lock_leased(p_generation_id uuid, p_lease_token uuid)
returns public.generations
language plpgsql
set search_path = ''
as $$
declare
  v_generation public.generations;
begin
  select g.* into v_generation from public.generations g
  where g.id = p_generation_id for no key update;
  if v_generation.id is null or not exists (
    select from private.generation_jobs j
    where j.generation_id = v_generation.id and j.lease_token = p_lease_token
  ) then
    perform private.refuse('stale_lease');
  end if;
  return v_generation;
end
$$;
comment on function private.lock_leased is
  'Locks a generation; stale_lease when a later claim has another token. A token that has run out is good until '
  'somebody else claims.';

create function private.refund_missing(p_generation public.generations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_missing uuid;
begin
  for v_missing in
    select f.id from unnest(p_generation.media_ids) with ordinality as f (id, place)
    where p_generation.price_credits_each > 0
      and not exists (select from public.media m where m.generation_id = p_generation.id and m.id = f.id)
    order by f.place
  loop
    perform private.move_credits(
      p_generation.user_id, p_generation.price_credits_each, 'refund', p_generation.id, p_media => v_missing
    );
  end loop;
end
$$;
comment on function private.refund_missing is
  'Refunds the price of each file that did not come. Needs the generation''s row locked and its files inserted in the '
  'same transaction.';

create function public.complete_generation(
  p_generation_id uuid,
  p_lease_token uuid,
  p_media jsonb,
  p_note text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_leased(p_generation_id, p_lease_token);
  v_made integer;
begin
  if v_generation.status = 'succeeded' then
    return;
  elsif v_generation.status <> 'running' then
    perform private.refuse('stale_lease');
  end if;
  insert into public.media
    (id, kind, user_id, generation_id, position, width, height, duration_seconds, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, expires_at, digital_source, has_frame)
  select f.id, v_generation.kind, v_generation.user_id, v_generation.id,
    array_position(v_generation.media_ids, f.id), f.width, f.height, f."durationSeconds", f."contentType",
    f."sizeBytes", f.sha256, f.thumbhash, f.store, f.path, f."thumbPath", now() + make_interval(days => s.recent_days),
    coalesce(f."digitalSource", 'trainedAlgorithmicMedia'), coalesce(f."hasFrame", true)
  from jsonb_to_recordset(p_media) as f (
    id uuid, width integer, height integer, "durationSeconds" real, "contentType" text, "sizeBytes" bigint,
    sha256 text, thumbhash text, store text, path text, "thumbPath" text, "digitalSource" text, "hasFrame" boolean
  ) cross join public.app_settings s;
  get diagnostics v_made = row_count;
  if v_made = 0 then
    perform private.refuse('invalid_input');
  end if;
  update public.generations g
  set status = 'succeeded', progress = 1, made_count = v_made, finished_at = clock_timestamp(),
    provider_note = left(p_note, 1000)
  where g.id = v_generation.id;
  perform private.refund_missing(v_generation);
  perform private.close_job(v_generation.id);
end
$$;
comment on function public.complete_generation is
  'p_media: [{id, width, height, durationSeconds, contentType, sizeBytes, sha256, thumbhash, store, path, '
  'thumbPath, digitalSource, hasFrame}]. Makes the files visible, keeps the charge for them and refunds that of each file that did not come. A '
  'repeat changes nothing. A file whose id was not given out is refused by media''s constraints.';
grant execute on function public.complete_generation to service_role;

create function public.fail_generation(
  p_generation_id uuid,
  p_lease_token uuid,
  p_code public.failure_code,
  p_words text
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_leased(p_generation_id, p_lease_token);
begin
  if v_generation.status = 'failed' then
    return;
  elsif v_generation.status <> 'running' then
    perform private.refuse('stale_lease');
  end if;
  perform private.refund_generation(v_generation, 'failed', p_code, p_words);
end
$$;
comment on function public.fail_generation is 'Ends it and refunds once. A repeat changes nothing.';
grant execute on function public.fail_generation to service_role;

create function public.cancel_generation(p_user_id uuid, p_session_id uuid, p_generation_id text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations;
begin
  perform private.require_session(p_user_id, p_session_id);
  select g.* into v_generation from public.generations g
  where g.id = private.as_uuid(p_generation_id) and g.user_id = p_user_id for no key update;
  if not found then
    perform private.refuse('not_found');
  elsif v_generation.status not in ('queued', 'running') then
    perform private.refuse('already_finished');
  end if;
  perform private.refund_generation(v_generation, 'canceled');
end
$$;
comment on function public.cancel_generation is
  'Ends the user''s own generation and refunds once; a worker that holds it hears at its next heartbeat.';
grant execute on function public.cancel_generation to service_role;
