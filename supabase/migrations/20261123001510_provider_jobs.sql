create function public.record_submit_intent(
  p_generation_id uuid,
  p_lease_token uuid,
  p_provider text,
  p_route text,
  p_is_free boolean
)
returns table (intended_at timestamptz, ended_request_ids text[])
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p_generation_id, p_lease_token);
begin
  update public.generations g set provider = p_provider, provider_request_id = null where g.id = p_generation_id;
  return query
  update private.generation_jobs j
  set provider = p_provider, route = p_route, submit_intent_at = clock_timestamp(), provider_job = null,
    submit_is_free = p_is_free,
    ended_request_ids = array_remove(j.ended_request_ids || v_generation.provider_request_id, null)
  where j.generation_id = p_generation_id returning j.submit_intent_at, j.ended_request_ids;
end
$$;
comment on function public.record_submit_intent is
  'Must be committed before the provider is asked. Returns one row: when, and the providers'' ids of every job before '
  'it.';
grant execute on function public.record_submit_intent to service_role;

create function public.withdraw_submit_intent(p_generation_id uuid, p_lease_token uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.lock_running(p_generation_id, p_lease_token);
  update private.generation_jobs j set provider = null, route = null, submit_intent_at = null, provider_job = null
  where j.generation_id = p_generation_id;
end
$$;
comment on function public.withdraw_submit_intent is
  'The submit was turned down, or its job ended, at no cost: another one may be submitted.';
grant execute on function public.withdraw_submit_intent to service_role;

create function public.record_provider_job(
  p_generation_id uuid,
  p_lease_token uuid,
  p_provider text,
  p_route text,
  p_job jsonb,
  p_request_id text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.lock_running(p_generation_id, p_lease_token);
  update private.generation_jobs j
  set provider = p_provider, route = p_route,
    submit_intent_at = coalesce(j.submit_intent_at, clock_timestamp()), provider_job = p_job
  where j.generation_id = p_generation_id;
  update public.generations g
  set provider = p_provider, provider_request_id = left(p_request_id, 500)
  where g.id = p_generation_id;
end
$$;
comment on function public.record_provider_job is 'From now on any worker can find the work again.';
grant execute on function public.record_provider_job to service_role;

create function public.source_file(p_generation_id uuid, p_input_id uuid default null)
returns table (
  id uuid, store text, path text, thumb_path text, content_type text, size_bytes bigint, sha256 text, prompt text
)
language sql
stable
security definer
set search_path = ''
as $$
  with asked as (
    select g.user_id, g.created_at, s.id
    from public.generations g
    cross join lateral (
      select g.source_media_id as id where p_input_id is null
      union all
      select p_input_id where g.inputs @> jsonb_build_array(jsonb_build_object('id', p_input_id))
    ) s
    where g.id = p_generation_id
  )
  select m.id, m.store, m.path, m.thumb_path, m.content_type, m.size_bytes, m.sha256, g.prompt
  from asked a join public.media m on m.id = a.id and m.user_id = a.user_id
  join public.generations g on g.id = m.generation_id
  where m.expires_at is null or m.expires_at > a.created_at
  union all
  select u.id, u.store, u.path, u.thumb_path, u.content_type, u.size_bytes, u.sha256, ''
  from asked a join public.uploads u on u.id = a.id and u.user_id = a.user_id
$$;
comment on function public.source_file is
  'The picture that a generation is made from, or p_input_id of what it was given besides; or no row. One that expires '
  'meanwhile is kept until the work has ended.';
grant execute on function public.source_file to service_role;

create function public.report_progress(p_generation_id uuid, p_lease_token uuid, p_progress real)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p_generation_id, p_lease_token);
  v_progress real := least(1, p_progress);
begin
  if v_progress > v_generation.progress then
    update public.generations g set progress = v_progress where g.id = v_generation.id;
  end if;
end
$$;
comment on function public.report_progress is 'p_progress: share done, 0 to 1; less than before is ignored.';
grant execute on function public.report_progress to service_role;

create function public.report_place(p_generation_id uuid, p_lease_token uuid, p_upstream jsonb default null)
returns double precision
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p_generation_id, p_lease_token);
  v_wait_ends timestamptz := v_generation.created_at + make_interval(secs => v_generation.wait_seconds);
  v_deadline timestamptz := v_generation.deadline_at;
begin
  if p_upstream is not null and v_generation.upstream is null then
    v_deadline := greatest(v_deadline, v_wait_ends);
  elsif p_upstream is null and v_generation.upstream is not null then
    -- What goes back and forth between line and work gets no new time for ever.
    v_deadline := least(clock_timestamp(), v_wait_ends) + make_interval(secs => v_generation.work_seconds);
  end if;
  update public.generations g set upstream = p_upstream, deadline_at = v_deadline where g.id = v_generation.id;
  return extract(epoch from v_deadline - clock_timestamp());
end
$$;
comment on function public.report_place is
  'p_upstream: {place}, where it waits in the line of the provider that has it; null when it does not. Its time to '
  'work begins when it has waited, at the end of its time to wait at the latest. Returns how many seconds are left '
  'until its deadline.';
grant execute on function public.report_place to service_role;

create function public.release_generation(
  p_generation_id uuid,
  p_lease_token uuid,
  p_delay_seconds double precision,
  p_counts_as_attempt boolean
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_generation public.generations := private.lock_running(p_generation_id, p_lease_token);
  v_message bigint;
begin
  if not p_counts_as_attempt then
    update public.generations g set attempts = g.attempts - 1 where g.id = v_generation.id;
  end if;
  update private.generation_jobs j set lease_token = null, lease_expires_at = null, worker = null
  where j.generation_id = v_generation.id returning j.message_id into v_message;
  perform pgmq.set_vt('generations', v_message, greatest(0, ceil(p_delay_seconds))::integer);
end
$$;
comment on function public.release_generation is
  'Gives the work back for another attempt after a pause. Unless p_counts_as_attempt the attempt is given back too. '
  'What is known of a submit stays.';
grant execute on function public.release_generation to service_role;
