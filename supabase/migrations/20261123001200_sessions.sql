create function public.register_session(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.user_sessions as s (id, user_id, agent, address)
  values (
    (p->>'sessionId')::uuid, (p->>'userId')::uuid,
    left(coalesce(p->>'agent', ''), 500), left(coalesce(p->>'address', ''), 100)
  )
  on conflict (id) do update
    set last_seen_at = now(), agent = excluded.agent, address = excluded.address
    where s.user_id = excluded.user_id;
  return '{}';
end
$$;
comment on function public.register_session is
  '{userId, sessionId, agent, address} → {}. Puts a device on record. A revoked session stays revoked.';
grant execute on function public.register_session to service_role;

create function public.revoke_session(p jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.user_sessions as s (id, user_id, revoked_at)
  values ((p->>'sessionId')::uuid, (p->>'userId')::uuid, now())
  on conflict (id) do update
    set revoked_at = coalesce(s.revoked_at, now())
    where s.user_id = excluded.user_id;
  return '{}';
end
$$;
comment on function public.revoke_session is
  '{userId, sessionId} → {}. From now on the database refuses the session, also one that was never put on record.';
grant execute on function public.revoke_session to service_role;
