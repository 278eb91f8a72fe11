create function private.second_factor_since(p_user uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_since timestamptz;
begin
  -- Not every Auth has this table.
  if to_regclass('auth.mfa_factors') is not null then
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
  return query select to_regclass('auth.mfa_factors') is not null, private.second_factor_since(p_user_id);
end
$$;
comment on function public.second_factor is
  'Whether this Auth knows authenticator apps, and since when their codes are asked for at the person''s sign-in; null: '
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
begin
  -- Longer than any code is good for.
  if not (select t.allowed from public.take_rate_limit('used-code:' || p_user_id || ':' || p_code, 1, 300) t) then
    return false;
  end if;
  update public.user_sessions s
  set awaits_code = false, last_seen_at = now(),
    live_until = now() + least(make_interval(days => p_idle_days), make_interval(days => p_max_days))
  where s.id = p_session_id and s.user_id = p_user_id and s.awaits_code and s.revoked_at is null
    and s.created_at > now() - interval '10 minutes';
  if not found then
    perform private.refuse('signed_out');
  end if;
  return true;
end
$$;
comment on function public.pass_code is
  'Auth has found the code good: the session that awaited it is live from now on. False: that code has let somebody in '
  'before. signed_out: there is none that awaits one, or no longer.';
grant execute on function public.pass_code to service_role;
