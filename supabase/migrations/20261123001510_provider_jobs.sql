create function public.record_submit_intent(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
  v_job private.generation_jobs;
begin
  update private.generation_jobs j
  set provider = p->>'provider', route = p->>'route', submit_intent_at = clock_timestamp(), provider_job = null,
    submit_is_free = coalesce((p->>'isFree')::boolean, false),
    ended_request_ids = array_remove(j.ended_request_ids || v_generation.provider_request_id, null)
  where j.generation_id = v_generation.id returning j.* into v_job;
  update public.generations g set provider = p->>'provider', provider_request_id = null where g.id = v_generation.id;
  return private.intent_view(v_job);
end
$$;
comment on function public.record_submit_intent is
  '{generationId, leaseToken, provider, route, isFree} → RecordedIntent. Must be committed before the provider is asked.';
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
  update private.generation_jobs j set provider = null, route = null, submit_intent_at = null, provider_job = null
  where j.generation_id = v_generation.id;
  return '{}';
end
$$;
comment on function public.withdraw_submit_intent is
  '{generationId, leaseToken} → {}. The submit was turned down, or its job ended, at no cost: another one may be submitted.';
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
  set provider = p->>'provider', route = p->>'route',
    submit_intent_at = coalesce(j.submit_intent_at, clock_timestamp()), provider_job = p->'job'
  where j.generation_id = v_generation.id;
  update public.generations g
  set provider = p->>'provider', provider_request_id = left(p->>'requestId', 500)
  where g.id = v_generation.id;
  return '{}';
end
$$;
comment on function public.record_provider_job is
  '{generationId, leaseToken, provider, route, job, requestId} → {}. From now on any worker can find the work again.';
grant execute on function public.record_provider_job to service_role;

create function public.source_file(p jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'id', m.id, 'store', m.store, 'path', m.path, 'thumbPath', m.thumb_path, 'contentType', m.content_type,
    'sizeBytes', m.size_bytes, 'sha256', m.sha256, 'prompt', g.prompt
  )
  from public.generations g join public.media m on m.id = g.source_media_id and m.user_id = g.user_id
  where g.id = (p->>'generationId')::uuid and (m.expires_at is null or m.expires_at > g.created_at)
$$;
comment on function public.source_file is
  '{generationId} → MediaFile of the picture it is made from, or null. One that expires meanwhile is kept until the work has ended.';
grant execute on function public.source_file to service_role;

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

create function public.report_place(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p);
  v_upstream jsonb := nullif(p->'upstream', 'null');
  v_wait_ends timestamptz := v_generation.created_at + make_interval(secs => v_generation.wait_seconds);
  v_deadline timestamptz := v_generation.deadline_at;
begin
  if v_upstream is not null and v_generation.upstream is null then
    v_deadline := greatest(v_deadline, v_wait_ends);
  elsif v_upstream is null and v_generation.upstream is not null then
    -- What goes back and forth between line and work gets no new time for ever.
    v_deadline := least(clock_timestamp(), v_wait_ends) + make_interval(secs => v_generation.work_seconds);
  end if;
  update public.generations g set upstream = v_upstream, deadline_at = v_deadline where g.id = v_generation.id;
  return jsonb_build_object('secondsToDeadline', extract(epoch from v_deadline - clock_timestamp()));
end
$$;
comment on function public.report_place is
  '{generationId, leaseToken, upstream: {place} | null} → {secondsToDeadline}. Where it waits in the line of the provider that has it; null '
  'when it does not. Its time to work begins when it has waited, at the end of its time to wait at the latest.';
grant execute on function public.report_place to service_role;

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
