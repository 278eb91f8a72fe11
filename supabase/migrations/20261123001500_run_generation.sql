create function public.queue_read(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message record;
  v_generation uuid;
  v_result jsonb := '[]';
begin
  for v_message in
    select q.msg_id, q.read_ct, q.message
    from pgmq.read('generations', (p->>'visibilitySeconds')::integer, (p->>'limit')::integer) q
    order by q.msg_id
  loop
    v_generation := private.as_uuid(v_message.message->>'generationId');
    if v_message.message->'version' is distinct from '1'::jsonb then
      -- Newer code knows this version; old workers look away for an hour.
      perform pgmq.set_vt('generations', v_message.msg_id, 3600);
    elsif v_generation is null then
      perform private.quarantine(v_message.msg_id, null, v_message.read_ct, 'unreadable', v_message.message);
      perform pgmq.archive('generations', v_message.msg_id);
    else
      v_result := v_result || jsonb_build_object(
        'messageId', v_message.msg_id, 'generationId', v_generation, 'deliveries', v_message.read_ct
      );
    end if;
  end loop;
  return v_result;
end
$$;
comment on function public.queue_read is
  '{limit, visibilitySeconds} → [{messageId, generationId, deliveries}]. Hides what it delivers for that long.';
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
    'negativePrompt', p_generation.negative_prompt,
    'settings', p_generation.settings,
    'mediaIds', to_jsonb(p_generation.media_ids),
    'sourceMediaId', p_generation.source_media_id,
    'submitted', case when p_job.submit_intent_at is not null then
      jsonb_build_object('provider', p_job.provider, 'job', p_job.provider_job)
    end,
    'secondsToDeadline', extract(epoch from p_generation.deadline_at - clock_timestamp())
  )
$$;
comment on function private.claimed_view is 'A claim as workers get it: ClaimedGeneration.';

create function public.claim_generation(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message bigint := (p->>'messageId')::bigint;
  v_lease interval := make_interval(secs => (p->>'leaseSeconds')::numeric);
  v_generation public.generations;
  v_job private.generation_jobs;
begin
  select g.* into v_generation from public.generations g
  where g.id = (p->>'generationId')::uuid for no key update;
  if not found then
    perform private.quarantine(v_message, (p->>'generationId')::uuid, (p->>'deliveries')::integer, 'unknown generation');
    perform pgmq.archive('generations', v_message);
    return null;
  end if;
  select j.* into v_job from private.generation_jobs j where j.generation_id = v_generation.id;
  if v_generation.status not in ('queued', 'running') or v_job.message_id <> v_message then
    perform pgmq.archive('generations', v_message);
    return null;
  elsif v_job.lease_expires_at > clock_timestamp() then
    perform pgmq.set_vt('generations', v_message,
      greatest(1, ceil(extract(epoch from v_job.lease_expires_at - clock_timestamp())))::integer);
    return null;
  elsif private.give_up(v_generation, v_message, (p->>'deliveries')::integer) then
    return null;
  end if;
  update public.generations g
  set status = 'running', attempts = g.attempts + 1, started_at = coalesce(g.started_at, clock_timestamp())
  where g.id = v_generation.id returning g.* into v_generation;
  update private.generation_jobs j
  set lease_token = gen_random_uuid(), lease_expires_at = clock_timestamp() + v_lease, worker = left(p->>'worker', 200)
  where j.generation_id = v_generation.id returning j.* into v_job;
  return private.claimed_view(v_generation, v_job);
end
$$;
comment on function public.claim_generation is
  '{messageId, generationId, deliveries, worker, leaseSeconds} → ClaimedGeneration, or null when it is finished or another '
  'worker''s lease is live. Gives up, with a refund, what is past its deadline or out of attempts.';
grant execute on function public.claim_generation to service_role;

create function private.give_up(p_generation public.generations, p_message bigint, p_deliveries integer)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_generation.deadline_at <= clock_timestamp() then
    perform private.give_back(p_generation, 'failed', 'deadline', 'It did not finish in time.');
    return true;
  elsif p_generation.attempts >= p_generation.max_attempts then
    perform private.quarantine(p_message, p_generation.id, p_deliveries, 'attempts exhausted');
    perform private.give_back(p_generation, 'failed', 'attempts_exhausted', 'It failed every time it was tried.');
    return true;
  end if;
  return false;
end
$$;
comment on function private.give_up is
  'Fails and refunds an unfinished generation that nobody works on, if it is past its deadline or out of attempts. '
  'Needs its row locked. True when it did.';

create function public.heartbeat_generation(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_lease_seconds integer := (p->>'leaseSeconds')::integer;
  v_message bigint;
  v_is_refunded boolean;
begin
  -- Whoever claims or sweeps looks at the lease with this row locked, so none of them decides on a lease that is being extended.
  perform from public.generations g
  where g.id = (p->>'generationId')::uuid and g.status = 'running' for no key update;
  if found then
    update private.generation_jobs j
    set lease_expires_at = clock_timestamp() + make_interval(secs => v_lease_seconds)
    where j.generation_id = (p->>'generationId')::uuid and j.lease_token = (p->>'leaseToken')::uuid
    returning j.message_id into v_message;
  end if;
  if v_message is not null then
    perform pgmq.set_vt('generations', v_message, v_lease_seconds);
    return '{"held": "held"}';
  end if;
  select g.status in ('failed', 'canceled') into v_is_refunded
  from public.generations g where g.id = (p->>'generationId')::uuid;
  return jsonb_build_object('held', case when v_is_refunded then 'refunded' else 'taken' end);
end
$$;
comment on function public.heartbeat_generation is
  '{generationId, leaseToken, leaseSeconds} → {held}: held, taken (by another worker, or finished) or refunded (nobody '
  'wants it any more). Extends a lease that is held and keeps the message hidden as long.';
grant execute on function public.heartbeat_generation to service_role;

create function private.lock_running(p jsonb)
returns public.generations
language plpgsql
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_leased(p);
begin
  if v_generation.status <> 'running' then
    perform private.refuse('stale_lease');
  end if;
  return v_generation;
end
$$;
comment on function private.lock_running is 'As private.lock_leased, for generations that are still running.';

create function public.record_submit_intent(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
begin
  update private.generation_jobs j
  set provider = p->>'provider', submit_intent_at = clock_timestamp(), provider_job = null
  where j.generation_id = v_generation.id;
  update public.generations g set provider = p->>'provider', provider_request_id = null where g.id = v_generation.id;
  return '{}';
end
$$;
comment on function public.record_submit_intent is
  '{generationId, leaseToken, provider} → {}. Must be committed before the provider is asked.';
grant execute on function public.record_submit_intent to service_role;

create function public.withdraw_submit_intent(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
begin
  update private.generation_jobs j set provider = null, submit_intent_at = null
  where j.generation_id = v_generation.id and j.provider_job is null;
  return '{}';
end
$$;
comment on function public.withdraw_submit_intent is
  '{generationId, leaseToken} → {}. The provider turned the submit down at no cost: another attempt may submit again. A '
  'recorded job stays.';
grant execute on function public.withdraw_submit_intent to service_role;

create function public.record_provider_job(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
begin
  update private.generation_jobs j
  set provider = p->>'provider', submit_intent_at = coalesce(j.submit_intent_at, clock_timestamp()), provider_job = p->'job'
  where j.generation_id = v_generation.id;
  update public.generations g
  set provider = p->>'provider', provider_request_id = left(p->>'requestId', 500)
  where g.id = v_generation.id;
  return '{}';
end
$$;
comment on function public.record_provider_job is
  '{generationId, leaseToken, provider, job, requestId} → {}. From now on any worker can find the work again.';
grant execute on function public.record_provider_job to service_role;

create function public.report_progress(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
  v_progress real := least(1, (p->>'progress')::real);
begin
  if v_progress > v_generation.progress then
    update public.generations g set progress = v_progress where g.id = v_generation.id;
  end if;
  return '{}';
end
$$;
comment on function public.report_progress is '{generationId, leaseToken, progress} → {}. Share done, 0 to 1; less than before is ignored.';
grant execute on function public.report_progress to service_role;

create function public.release_generation(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
  v_message bigint;
begin
  if not (p->>'countsAsAttempt')::boolean then
    update public.generations g set attempts = g.attempts - 1 where g.id = v_generation.id;
  end if;
  update private.generation_jobs j set lease_token = null, lease_expires_at = null, worker = null
  where j.generation_id = v_generation.id returning j.message_id into v_message;
  perform pgmq.set_vt('generations', v_message, greatest(0, ceil((p->>'delaySeconds')::numeric))::integer);
  return '{}';
end
$$;
comment on function public.release_generation is
  '{generationId, leaseToken, delaySeconds, countsAsAttempt} → {}. Gives the work back for another attempt after a pause. '
  'False gives the attempt back too. What is known of a submit stays.';
grant execute on function public.release_generation to service_role;

create function public.generation_changes(p jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'generationId', g.id, 'userId', g.user_id, 'revision', g.revision
  )), '[]')
  from public.generations g
  where g.updated_at > clock_timestamp() - make_interval(secs => (p->>'sinceSeconds')::numeric)
$$;
comment on function public.generation_changes is '{sinceSeconds} → [{generationId, userId, revision}] of what changed since then.';
grant execute on function public.generation_changes to service_role;

create function public.sweep_generations(p jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations;
  v_job private.generation_jobs;
  v_failed integer := 0;
  v_requeued integer := 0;
begin
  -- One order for all sweeps, so that two of them never wait for each other in a circle.
  for v_generation in
    select g.* from public.generations g join private.generation_jobs j on j.generation_id = g.id
    where g.status in ('queued', 'running') and (
      g.deadline_at <= clock_timestamp()
      or coalesce(j.lease_expires_at, '-infinity') <= clock_timestamp() and (
        g.attempts >= g.max_attempts
        or not exists (select from pgmq.q_generations q where q.msg_id = j.message_id)
      )
    )
    order by g.user_id, g.id limit 500 for no key update of g skip locked
  loop
    select j.* into v_job from private.generation_jobs j where j.generation_id = v_generation.id;
    if v_generation.deadline_at <= clock_timestamp() or v_job.lease_expires_at is null
      or v_job.lease_expires_at <= clock_timestamp() then
      if private.give_up(v_generation, v_job.message_id, v_generation.attempts) then
        v_failed := v_failed + 1;
      elsif not exists (select from pgmq.q_generations q where q.msg_id = v_job.message_id) then
        update private.generation_jobs j set message_id = private.enqueue(v_generation.id)
        where j.generation_id = v_generation.id;
        v_requeued := v_requeued + 1;
      end if;
    end if;
  end loop;
  return jsonb_build_object('failed', v_failed, 'requeued', v_requeued);
end
$$;
comment on function public.sweep_generations is
  '{} → {failed, requeued}. Fails and refunds what is past its deadline or out of attempts; enqueues again what lost its '
  'message. Any number of sweeps at once do the same as one.';
grant execute on function public.sweep_generations to service_role;
