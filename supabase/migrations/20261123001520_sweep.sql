create function public.generation_changes(p_since_seconds double precision)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with since as (
    select clock_timestamp() - make_interval(secs => p_since_seconds) as at
  )
  select jsonb_build_object(
    'generations', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'generationId', g.id, 'userId', g.user_id, 'revision', g.revision
      )), '[]')
      from public.generations g where g.updated_at > (select s.at from since s)
    ),
    'endedSessions', (
      select coalesce(jsonb_agg(jsonb_build_object('sessionId', d.id, 'userId', d.user_id)), '[]')
      from public.user_sessions d
      where d.revoked_at > (select s.at from since s)
        or d.live_until between (select s.at from since s) and now()
    )
  )
$$;
comment on function public.generation_changes is
  '{generations: [{generationId, userId, revision}], endedSessions: [{sessionId, userId}]}: what changed, and which '
  'sessions ended, in the last p_since_seconds.';
grant execute on function public.generation_changes to service_role;

create function private.sweep_stuck(p_limit integer)
returns table (failed integer, requeued integer)
language plpgsql
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
        private.is_exhausted(g, j)
        or not exists (select from pgmq.q_generations q where q.msg_id = j.message_id)
      )
    )
    order by g.user_id, g.id limit p_limit for no key update of g skip locked
  loop
    select j.* into v_job from private.generation_jobs j where j.generation_id = v_generation.id;
    if v_generation.deadline_at <= clock_timestamp() or v_job.lease_expires_at is null
      or v_job.lease_expires_at <= clock_timestamp() then
      if private.fail_exhausted(v_generation, v_job, v_generation.attempts + v_job.lost_lease_count) then
        v_failed := v_failed + 1;
      elsif not exists (select from pgmq.q_generations q where q.msg_id = v_job.message_id) then
        update private.generation_jobs j set message_id = private.enqueue(v_generation.id)
        where j.generation_id = v_generation.id;
        v_requeued := v_requeued + 1;
      end if;
    end if;
  end loop;
  perform private.rejoin_fair_queue();
  return query select v_failed, v_requeued;
end
$$;
comment on function private.sweep_stuck is
  'Fails and refunds what is past its deadline or exhausted; enqueues again what lost its message, p_limit in all at '
  'most; brings back into line who fell out of it. It locks generations and then their users: first of all that a '
  'transaction does.';

create function public.sweep_generations(p_limit integer)
returns table (failed integer, requeued integer)
language plpgsql
security definer
set search_path = ''
as $$
begin
  return query select s.failed, s.requeued from private.sweep_stuck(p_limit) s;
  perform private.remove_expired_keys(1000);
end
$$;
comment on function public.sweep_generations is
  'Fails and refunds what is past its deadline or exhausted; enqueues again what lost its message, p_limit in all at '
  'most; brings back into line who fell out of it, and removes idempotency keys that have expired. Any number of '
  'sweeps at once do the same as one. Returns one row of counts.';
grant execute on function public.sweep_generations to service_role;
