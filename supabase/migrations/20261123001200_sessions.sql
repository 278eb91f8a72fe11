create function private.may_use(p_table text, p_privilege text)
returns boolean
language sql
stable
set search_path = ''
as $$
  select coalesce(has_table_privilege(to_regclass(p_table), p_privilege), false)
$$;
comment on function private.may_use is
  'Whether there is this table of Auth, and Easel may do that with it: not every Auth has each, and a hosted project may '
  'one day keep its own to itself.';

create function private.delete_auth_sessions(p_sessions uuid[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Where it may not, Easel's own record is what refuses a session.
  if private.may_use('auth.sessions', 'delete') then
    delete from auth.sessions a where a.id = any (p_sessions);
  end if;
end
$$;
comment on function private.delete_auth_sessions is
  'Deletes sessions from Auth''s own record, and their refresh tokens with them.';

create function private.may_go_on(p_session public.user_sessions)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_session.revoked_at is null and (p_session.live_until > now()
    or p_session.awaits_code and p_session.created_at > now() - interval '10 minutes')
$$;
comment on function private.may_go_on is 'Whether a session is live, or may still become so by a code.';

create function private.end_sessions(p_user uuid, p_sessions uuid[] default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.user_sessions s
  where s.user_id = p_user and (p_sessions is null or s.id = any (p_sessions)) order by s.id for no key update;
  update public.user_sessions s set revoked_at = now()
  where s.user_id = p_user and (p_sessions is null or s.id = any (p_sessions)) and s.revoked_at is null;
  perform private.delete_auth_sessions(array(
    select a.id from auth.sessions a where a.user_id = p_user and (p_sessions is null or a.id = any (p_sessions))));
end
$$;
comment on function private.end_sessions is
  'Ends these sessions of a person, or all of them, here and in Auth. Waits for what they have begun; nothing of '
  'theirs is committed afterwards.';

create function private.handle_new_password()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_kept uuid := nullif(current_setting('easel.kept_session', true), '')::uuid;
begin
  perform private.end_sessions(new.id, case when v_kept is not null then array(
    select s.id from public.user_sessions s where s.user_id = new.id and s.id <> v_kept
    union select a.id from auth.sessions a where a.user_id = new.id and a.id <> v_kept) end);
  return null;
end
$$;
comment on function private.handle_new_password is
  'A new password ends every session of its account, in the transaction that changes it, whoever does that: all but the '
  'one that private.claim_account spares.';
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
  p_shown_code boolean,
  p_agent text,
  p_address text,
  p_idle_days integer,
  p_max_days integer,
  p_signup_credits bigint,
  p_max_grants_per_day integer,
  p_max_grants_per_address integer default null,
  p_password_mark text default null,
  p_replaced_user_id uuid default null,
  p_replaced_session_id uuid default null,
  p_throwaway_email boolean default null
)
returns table (lost_password boolean, awaits_code boolean)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_lost_password boolean := false;
  v_awaits_code boolean;
begin
  if p_password_mark is not null then
    perform private.require_same_password(p_user_id, p_password_mark);
  end if;
  if p_opened_by <> 'password' then
    v_lost_password := private.prove_email(p_user_id, p_session_id, p_opened_by);
  end if;
  v_awaits_code := not p_shown_code and private.second_factor_since(p_user_id) is not null;
  insert into public.user_sessions (id, user_id, opened_by, agent, address, awaits_code, live_until)
  values (
    p_session_id, p_user_id, p_opened_by, left(coalesce(p_agent, ''), 500), left(coalesce(p_address, ''), 100),
    v_awaits_code, case when v_awaits_code then now()
      else now() + least(make_interval(days => p_idle_days), make_interval(days => p_max_days)) end
  )
  on conflict (id) do nothing;
  if p_replaced_session_id <> p_session_id then
    perform private.end_sessions(p_replaced_user_id, array[p_replaced_session_id]);
  end if;
  -- Whoever came by a link that replaces a password, and now by a password, has both.
  if p_opened_by = 'password' and exists (
    select from public.user_sessions s
    where s.id = p_replaced_session_id and s.user_id = p_user_id and s.opened_by = 'recovery'
      and s.created_at > now() - interval '15 minutes'
  ) then
    perform private.note_proof(p_user_id);
  end if;
  perform private.grant_first_credits(
    p_user_id, p_address, p_signup_credits, p_max_grants_per_day, p_max_grants_per_address, p_throwaway_email
  );
  return query select v_lost_password, v_awaits_code;
end
$$;
comment on function public.register_session is
  'Puts a new session on record: from now on it is live, and the one of the same browser that it replaces has ended. '
  'One that has ended stays so; signed_out when the password that opened it is no longer the account''s. With an '
  'account''s first session come its first credits: p_signup_credits, unless an admin has chosen, while no more than '
  'p_max_grants_per_day, and of one address p_max_grants_per_address (null: any number), were given within a day, and '
  'unless its email is a throwaway one. lost_password: the account lost one that somebody had chosen who never proved to '
  'have its address. awaits_code: the person has a second factor and has shown no code of it in this session, which is '
  'dead until pass_code.';
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
  perform private.end_sessions(p_user_id, array[p_session_id]);
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

create function public.end_other_sessions(p_user_id uuid, p_session_id uuid, p_ids uuid[] default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  -- All of them in one order, so that two devices that end each other wait for each other and no longer.
  perform from public.user_sessions s
  where s.user_id = p_user_id and s.revoked_at is null order by s.id for no key update;
  perform private.require_session(p_user_id, p_session_id);
  v_ids := array(
    select s.id from public.user_sessions s
    where s.user_id = p_user_id and s.id <> p_session_id and private.may_go_on(s)
      and (p_ids is null or s.id = any (p_ids))
  );
  perform private.end_sessions(p_user_id, v_ids);
  return cardinality(v_ids);
end
$$;
comment on function public.end_other_sessions is
  'Ends these sessions of the person who asks, or all, save the one that asks. Returns how many could go on until now.';
grant execute on function public.end_other_sessions to service_role;

create function public.owner_proof(p_user_id uuid, p_session_id uuid)
returns table (needs text, opened_by public.session_opening)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session public.user_sessions;
  v_has_password boolean;
  v_is_fresh boolean;
begin
  perform private.require_session(p_user_id, p_session_id);
  select s.* into v_session from public.user_sessions s where s.id = p_session_id and s.user_id = p_user_id;
  v_is_fresh := v_session.created_at > now() - interval '15 minutes';
  select coalesce(a.encrypted_password, '') <> '' into v_has_password from auth.users a where a.id = p_user_id;
  return query select
    case
      when v_is_fresh and v_session.opened_by <> 'password' then 'nothing'
      when v_has_password then 'password'
      when v_is_fresh then 'nothing'
      else 'sign_in'
    end,
    case when v_is_fresh then v_session.opened_by else 'password' end;
end
$$;
comment on function public.owner_proof is
  'What the person has still to show before the account itself is changed: nothing, where they came within the last 15 '
  'minutes by a link from a mail or by another way than a password; the password; or, where they have none, a fresh '
  'sign-in (sign_in). opened_by: that way; password for any other.';
grant execute on function public.owner_proof to service_role;
