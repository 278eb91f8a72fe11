create function private.second_factor_since(p_user uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_since timestamptz;
begin
  if private.may_use('auth.mfa_factors', 'select') then
    execute 'select min(f.created_at) from auth.mfa_factors f
      where f.user_id = $1 and f.factor_type::text = ''totp'' and f.status::text = ''verified'''
    into v_since using p_user;
  end if;
  return v_since;
end
$$;
comment on function private.second_factor_since is
  'Since when an authenticator app''s codes are asked for at this person''s sign-in; null: they are not.';

create function public.second_factor(p_user_id uuid, p_session_id uuid)
returns table (is_offered boolean, since timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return query select private.may_use('auth.mfa_factors', 'select'), private.second_factor_since(p_user_id);
end
$$;
comment on function public.second_factor is
  'Whether authenticator apps can be seen in this Auth, and since when their codes are asked for at the person''s sign-in; null: '
  'they are not. Error: signed_out.';
grant execute on function public.second_factor to service_role;

create function public.pass_code(
  p_user_id uuid, p_session_id uuid, p_code text, p_idle_days integer, p_max_days integer
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session public.user_sessions;
  v_is_new boolean;
begin
  select s.* into v_session from public.user_sessions s
  where s.id = p_session_id and s.user_id = p_user_id and private.may_go_on(s) for no key update;
  if not found then
    perform private.refuse('signed_out');
  end if;
  -- Longer than any code is good for.
  select t.allowed into v_is_new
  from public.take_rate_limit('used-code:' || p_user_id || ':' || p_code, 1, 300) t;
  -- Where an answer was lost, or the form came twice, it is live already.
  if v_session.awaits_code and v_is_new then
    update public.user_sessions s
    set awaits_code = false, last_seen_at = now(),
      live_until = now() + least(make_interval(days => p_idle_days), make_interval(days => p_max_days))
    where s.id = p_session_id;
  end if;
  return v_is_new or not v_session.awaits_code;
end
$$;
comment on function public.pass_code is
  'Auth has found the code good: it is used up, and the session that awaited it is live from now on. One that is live '
  'already stays so, whatever the code. False: that code was used before. signed_out: the session has ended.';
grant execute on function public.pass_code to service_role;
