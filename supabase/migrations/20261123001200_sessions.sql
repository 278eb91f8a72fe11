create function public.register_session(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.user_sessions (id, user_id, agent, address, live_until)
  values (
    (p->>'sessionId')::uuid, (p->>'userId')::uuid,
    left(coalesce(p->>'agent', ''), 500), left(coalesce(p->>'address', ''), 100),
    now() + least(make_interval(days => (p->>'idleDays')::integer), make_interval(days => (p->>'maxDays')::integer))
  )
  on conflict (id) do nothing;
  return '{}';
end
$$;
comment on function public.register_session is
  '{userId, sessionId, agent, address, idleDays, maxDays} → {}. Puts a new session on record: from now on it is live. One that has '
  'ended stays so.';
grant execute on function public.register_session to service_role;

create function public.touch_session(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.user_sessions s
  set last_seen_at = now(), live_until = least(
    now() + make_interval(days => (p->>'idleDays')::integer),
    s.created_at + make_interval(days => (p->>'maxDays')::integer)
  )
  where s.id = (p->>'sessionId')::uuid and s.user_id = (p->>'userId')::uuid
    and s.revoked_at is null and s.live_until > now();
  return '{}';
end
$$;
comment on function public.touch_session is
  '{userId, sessionId, idleDays, maxDays} → {}. The session is in use. One that has ended stays so.';
grant execute on function public.touch_session to service_role;

create function public.revoke_session(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.user_sessions s set revoked_at = now()
  where s.id = (p->>'sessionId')::uuid and s.user_id = (p->>'userId')::uuid and s.revoked_at is null;
  return '{}';
end
$$;
comment on function public.revoke_session is '{userId, sessionId} → {}. From now on the database refuses the session.';
grant execute on function public.revoke_session to service_role;
