create function private.end_in_auth(p_sessions uuid[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- A hosted project may one day keep its table to itself; Easel's own record is then what refuses a session.
  if has_table_privilege('auth.sessions', 'delete') then
    delete from auth.sessions a where a.id = any (p_sessions);
  end if;
end
$$;
comment on function private.end_in_auth is 'Deletes sessions from Auth''s own record, and their refresh tokens with them.';

create function private.end_sessions(p_user uuid, p_session uuid default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.user_sessions s
  where s.user_id = p_user and (p_session is null or s.id = p_session) order by s.id for no key update;
  update public.user_sessions s set revoked_at = now()
  where s.user_id = p_user and (p_session is null or s.id = p_session) and s.revoked_at is null;
  perform private.end_in_auth(array(
    select a.id from auth.sessions a where a.user_id = p_user and (p_session is null or a.id = p_session)));
end
$$;
comment on function private.end_sessions is
  'Ends one session of a person, or all of them, here and in Auth. Waits for what they have begun; nothing of theirs is committed afterwards.';

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
  if p->'replaces'->>'sessionId' <> p->>'sessionId' then
    perform private.end_sessions((p->'replaces'->>'userId')::uuid, (p->'replaces'->>'sessionId')::uuid);
  end if;
  perform private.give_first_grant((p->>'userId')::uuid, (p->>'signupCredits')::bigint);
  return '{}';
end
$$;
comment on function public.register_session is
  '{userId, sessionId, agent, address, idleDays, maxDays, replaces: {userId, sessionId}, signupCredits} → {}. Puts a new session on '
  'record: from now on it is live, and the one of the same browser that it replaces has ended. One that has ended stays so. With an '
  'account''s first session come its first credits: signupCredits, unless an admin has chosen.';
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
  perform private.end_sessions((p->>'userId')::uuid, (p->>'sessionId')::uuid);
  return '{}';
end
$$;
comment on function public.revoke_session is '{userId, sessionId} → {}. From now on the database refuses the session, and Auth its refresh tokens.';
grant execute on function public.revoke_session to service_role;
