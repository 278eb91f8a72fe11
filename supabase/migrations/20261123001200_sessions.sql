create function private.delete_auth_sessions(p_sessions uuid[])
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
comment on function private.delete_auth_sessions is
  'Deletes sessions from Auth''s own record, and their refresh tokens with them.';

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
  perform private.delete_auth_sessions(array(
    select a.id from auth.sessions a where a.user_id = p_user and (p_session is null or a.id = p_session)));
end
$$;
comment on function private.end_sessions is
  'Ends one session of a person, or all of them, here and in Auth. Waits for what they have begun; nothing of theirs '
  'is committed afterwards.';

create function private.handle_new_password()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.end_sessions(new.id);
  return null;
end
$$;
comment on function private.handle_new_password is
  'A new password ends every session of its account, in the transaction that changes it, whoever does that.';
create trigger on_auth_user_password after update of encrypted_password on auth.users
  for each row when (old.encrypted_password is distinct from new.encrypted_password)
  execute function private.handle_new_password();

create function private.password_mark(p_hash text)
returns text
language sql
immutable
set search_path = ''
as $$
  select encode(sha256(convert_to(p_hash, 'UTF8')), 'hex')
$$;
comment on function private.password_mark is 'Tells whether a password is still the same, and nothing about it.';

create function public.password_mark(p_email text)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select private.password_mark(u.encrypted_password)
  from auth.users u where u.email = lower(p_email) and not u.is_sso_user
$$;
comment on function public.password_mark is
  'A mark of the account''s password, or null. Taken before a password is checked and shown to register_session.';
grant execute on function public.password_mark to service_role;

create function private.require_same_password(p_user uuid, p_mark text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_now text;
begin
  -- The lock waits for a change that is under way, and makes a later one wait: that one then ends this session too.
  select private.password_mark(u.encrypted_password) into v_now from auth.users u where u.id = p_user for share;
  if v_now is distinct from p_mark then
    perform private.refuse('signed_out');
  end if;
end
$$;
comment on function private.require_same_password is
  'signed_out when the account''s password is another one now than when the mark was taken.';

create function public.register_session(
  p_user_id uuid,
  p_session_id uuid,
  p_opened_by public.session_opening,
  p_agent text,
  p_address text,
  p_idle_days integer,
  p_max_days integer,
  p_signup_credits bigint,
  p_max_grants_per_day integer,
  p_max_grants_per_address integer default null,
  p_password_mark text default null,
  p_replaced_user_id uuid default null,
  p_replaced_session_id uuid default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if p_password_mark is not null then
    perform private.require_same_password(p_user_id, p_password_mark);
  end if;
  insert into public.user_sessions (id, user_id, opened_by, agent, address, live_until)
  values (
    p_session_id, p_user_id, p_opened_by, left(coalesce(p_agent, ''), 500), left(coalesce(p_address, ''), 100),
    now() + least(make_interval(days => p_idle_days), make_interval(days => p_max_days))
  )
  on conflict (id) do nothing;
  if p_replaced_session_id <> p_session_id then
    perform private.end_sessions(p_replaced_user_id, p_replaced_session_id);
  end if;
  perform private.grant_first_credits(
    p_user_id, p_address, p_signup_credits, p_max_grants_per_day, p_max_grants_per_address
  );
end
$$;
comment on function public.register_session is
  'Puts a new session on record: from now on it is live, and the one of the same browser that it replaces has ended. '
  'One that has ended stays so; signed_out when the password that opened it is no longer the account''s. With an '
  'account''s first session come its first credits: p_signup_credits, unless an admin has chosen, while no more than '
  'p_max_grants_per_day, and of one address p_max_grants_per_address (null: any number), were given within a day.';
grant execute on function public.register_session to service_role;

create function public.touch_session(p_user_id uuid, p_session_id uuid, p_idle_days integer, p_max_days integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.user_sessions s
  set last_seen_at = now(), live_until = least(
    now() + make_interval(days => p_idle_days),
    s.created_at + make_interval(days => p_max_days)
  )
  where s.id = p_session_id and s.user_id = p_user_id
    and s.revoked_at is null and s.live_until > now();
end
$$;
comment on function public.touch_session is 'The session is in use. One that has ended stays so.';
grant execute on function public.touch_session to service_role;

create function public.revoke_session(p_user_id uuid, p_session_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.end_sessions(p_user_id, p_session_id);
end
$$;
comment on function public.revoke_session is
  'From now on the database refuses the session, and Auth its refresh tokens.';
grant execute on function public.revoke_session to service_role;

create function public.revoke_sessions(p_user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.end_sessions(p_user_id);
end
$$;
comment on function public.revoke_sessions is 'Ends every session of a person.';
grant execute on function public.revoke_sessions to service_role;

create function public.recent_link(p_user_id uuid, p_session_id uuid)
returns public.session_opening
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  return (
    select s.opened_by from public.user_sessions s
    where s.id = p_session_id and s.user_id = p_user_id and s.opened_by <> 'password'
      and s.created_at > now() - interval '15 minutes'
  );
end
$$;
comment on function public.recent_link is
  'signup, recovery or null: the link from a mail by which that person came within the last 15 minutes. Whoever did '
  'may choose a password without showing the one before.';
grant execute on function public.recent_link to service_role;
