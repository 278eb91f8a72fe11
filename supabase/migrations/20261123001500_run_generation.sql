create function private.take_remaining(p_limit integer, p_seconds integer)
returns bigint[]
language plpgsql
set search_path = ''
as $$
declare
  v_messages bigint[] := '{}';
  v_message record;
begin
  for v_message in
    select q.msg_id, q.read_ct, q.message from pgmq.read('generations', p_seconds, p_limit) q order by q.msg_id
  loop
    if v_message.message->'version' is distinct from '1'::jsonb then
      -- Newer code knows this version; old workers look away for an hour.
      perform pgmq.set_vt('generations', v_message.msg_id, 3600);
    elsif private.as_uuid(v_message.message->>'generationId') is null then
      perform private.keep_dead_letter(v_message.msg_id, null, v_message.read_ct, 'unreadable', v_message.message);
      perform pgmq.archive('generations', v_message.msg_id);
    else
      v_messages := v_messages || v_message.msg_id;
    end if;
  end loop;
  return v_messages;
end
$$;
comment on function private.take_remaining is
  'Hands out what is on the queue for any other reason, and puts aside what cannot be read. Returns so many messages '
  'at most.';

create function public.queue_read(p_limit integer, p_visibility_seconds integer)
returns table (message_id bigint, generation_id uuid, deliveries integer)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seconds integer := greatest(1, p_visibility_seconds);
  v_messages bigint[] := '{}';
begin
  if p_limit > 0 then
    -- One reader at a time, so that no reader takes a person's second request before another one has taken somebody's
    -- first.
    perform pg_advisory_xact_lock(hashtextextended('queue_read', 0));
    v_messages := private.take_resumable(p_limit, v_seconds);
    v_messages := v_messages || private.take_turns(p_limit - cardinality(v_messages), v_seconds);
    v_messages := v_messages || private.take_remaining(p_limit - cardinality(v_messages), v_seconds);
  end if;
  return query
  select q.msg_id, (q.message->>'generationId')::uuid, q.read_ct
  from unnest(v_messages) with ordinality as m (id, place) join pgmq.q_generations q on q.msg_id = m.id
  order by m.place;
end
$$;
comment on function public.queue_read is
  'What was begun first, then what waits, person by person in turn. Hides what it delivers for p_visibility_seconds, '
  'for a second at least.';
grant execute on function public.queue_read to service_role;

create function private.claimed_view(p_generation public.generations, p_job private.generation_jobs)
returns jsonb
language sql
volatile
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_generation.id,
    'userId', p_generation.user_id,
    'leaseToken', p_job.lease_token,
    'attempt', p_generation.attempts,
    'maxAttempts', p_generation.max_attempts,
    'kind', p_generation.kind,
    'model', p_generation.model,
    'prompt', p_generation.prompt,
    'isPrompted', p_generation.is_prompted,
    'negativePrompt', p_generation.negative_prompt,
    'settings', p_generation.settings,
    'mediaIds', to_jsonb(p_generation.media_ids),
    'sourceMediaId', p_generation.source_media_id,
    'inputs', p_generation.inputs,
    'routeOrder', coalesce((select s.models->p_generation.model->'routes' from public.app_settings s), '[]'),
    'providersOff', array(
      select o.key from public.app_settings s, jsonb_each(s.providers) as o where o.value->>'enabled' = 'false' order by o.key
    ),
    'submitted', case when p_job.submit_intent_at is not null then
      jsonb_build_object(
        'provider', p_job.provider, 'route', p_job.route, 'job', p_job.provider_job,
        'intendedAt', p_job.submit_intent_at, 'endedRequestIds', to_jsonb(p_job.ended_request_ids)
      )
    end,
    'upstream', p_generation.upstream,
    'secondsToDeadline', extract(epoch from p_generation.deadline_at - clock_timestamp())
  )
$$;
comment on function private.claimed_view is 'A claim as workers get it: ClaimedGeneration.';

create function public.claim_generation(
  p_message_id bigint,
  p_generation_id uuid,
  p_deliveries integer,
  p_worker text,
  p_lease_seconds integer
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_worker text := left(p_worker, 200);
  v_generation public.generations;
  v_job private.generation_jobs;
  v_lost integer;
begin
  select g.* into v_generation from public.generations g
  where g.id = p_generation_id for no key update;
  if not found then
    perform private.keep_dead_letter(p_message_id, p_generation_id, p_deliveries, 'unknown generation');
    perform pgmq.archive('generations', p_message_id);
    return null;
  end if;
  select j.* into v_job from private.generation_jobs j where j.generation_id = v_generation.id;
  if v_generation.status not in ('queued', 'running') or v_job.message_id <> p_message_id then
    perform pgmq.archive('generations', p_message_id);
    return null;
  elsif v_job.lease_expires_at > clock_timestamp() then
    perform pgmq.set_vt('generations', p_message_id,
      greatest(1, ceil(extract(epoch from v_job.lease_expires_at - clock_timestamp())))::integer);
    return null;
  elsif private.fail_exhausted(v_generation, v_job, p_deliveries) then
    return null;
  end if;
  v_lost := (v_job.lease_expires_at is not null)::integer;
  if not private.has_capacity(v_worker, v_job.lost_lease_count + v_lost) then
    perform pgmq.set_vt('generations', p_message_id, 2);
    return null;
  end if;
  update public.generations g
  set status = 'running', attempts = g.attempts + 1 - v_lost, started_at = coalesce(g.started_at, clock_timestamp()),
    deadline_at = case when g.started_at is null
      then clock_timestamp() + make_interval(secs => g.work_seconds) else g.deadline_at end
  where g.id = v_generation.id returning g.* into v_generation;
  update private.generation_jobs j
  set lease_token = gen_random_uuid(), worker = v_worker, lost_lease_count = j.lost_lease_count + v_lost,
    lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
  where j.generation_id = v_generation.id returning j.* into v_job;
  return private.claimed_view(v_generation, v_job);
end
$$;
comment on function public.claim_generation is
  'ClaimedGeneration, or null when it is finished, when another worker''s lease is live, or when the worker has no '
  'room for it. The first claim begins the work, and its time. Gives up, with a refund, what is past its deadline or '
  'exhausted.';
grant execute on function public.claim_generation to service_role;

create function private.fail_exhausted(p_generation public.generations, p_job private.generation_jobs, p_deliveries integer)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_generation.deadline_at <= clock_timestamp() then
    perform private.refund_generation(p_generation, 'failed', 'deadline', case
      when p_generation.status = 'queued' or p_generation.upstream is not null
      then 'Its turn didn''t come in time.' else 'It didn''t finish in time.' end);
    return true;
  elsif private.is_exhausted(p_generation, p_job) then
    perform private.keep_dead_letter(p_job.message_id, p_generation.id, p_deliveries,
      case when p_job.lease_expires_at is null then 'attempts exhausted' else 'workers died' end);
    perform private.refund_generation(p_generation, 'failed', 'attempts_exhausted', 'It failed every time it was tried.');
    return true;
  end if;
  return false;
end
$$;
comment on function private.fail_exhausted is
  'Fails and refunds an unfinished generation that nobody works on, if it is past its deadline or exhausted. Needs '
  'its row locked. True when it did.';

create function public.heartbeat_generation(p_generation_id uuid, p_lease_token uuid, p_lease_seconds integer)
returns public.lease_state
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message bigint;
  v_is_refunded boolean;
begin
  -- Whoever claims or sweeps looks at the lease with this row locked, so none of them decides on a lease that is being
  -- extended.
  perform from public.generations g
  where g.id = p_generation_id and g.status = 'running' for no key update;
  if found then
    update private.generation_jobs j
    set lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where j.generation_id = p_generation_id and j.lease_token = p_lease_token
    returning j.message_id into v_message;
  end if;
  if v_message is not null then
    perform pgmq.set_vt('generations', v_message, p_lease_seconds);
    return 'held';
  end if;
  select g.status in ('failed', 'canceled') into v_is_refunded
  from public.generations g where g.id = p_generation_id;
  return case when v_is_refunded then 'refunded' else 'taken' end;
end
$$;
comment on function public.heartbeat_generation is
  'Extends a lease that is held and keeps the message hidden as long. Says what has become of the lease.';
grant execute on function public.heartbeat_generation to service_role;

create function public.lost_leases(p_leases jsonb)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select l."leaseToken"
  from jsonb_to_recordset(p_leases) as l ("generationId" uuid, "leaseToken" uuid)
  where not exists (
    select from public.generations g join private.generation_jobs j on j.generation_id = g.id
    where g.id = l."generationId" and g.status = 'running' and j.lease_token = l."leaseToken"
  )
$$;
comment on function public.lost_leases is
  'p_leases: [{generationId, leaseToken}]. The lease tokens of those whose work has ended, was canceled, or is '
  'another worker''s.';
grant execute on function public.lost_leases to service_role;

create function private.lock_running(p_generation_id uuid, p_lease_token uuid)
returns public.generations
language plpgsql
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_leased(p_generation_id, p_lease_token);
begin
  if v_generation.status <> 'running' then
    perform private.refuse('stale_lease');
  end if;
  return v_generation;
end
$$;
comment on function private.lock_running is 'As private.lock_leased, for generations that are still running.';
