create function public.begin_admin_sign_in(p_address text, p_devices text[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_device text;
  v_bucket text;
  v_result record;
begin
  select k.place into v_device from private.known_places k
  where k.account = 'admin' and k.place in (select 'device:' || d.id from unnest(p_devices) as d (id))
  limit 1;
  v_bucket := 'admin:' || coalesce(v_device, 'address:' || p_address);
  v_result := private.count_attempt(v_bucket, null, 5, 900);
  return jsonb_build_object(
    'allowed', v_result.o_attempts is not null, 'retryAfterSeconds', coalesce(v_result.o_wait_seconds, 0), 'bucket', v_bucket,
    'device', substr(v_device, 8)
  );
end
$$;
comment on function public.begin_admin_sign_in is
  '{allowed, retryAfterSeconds, bucket, device}. Counts one try before its password is looked at. Each network address '
  'has its own five free tries, and so has each browser that an admin has come by before: strangers slow nobody else.';
grant execute on function public.begin_admin_sign_in to service_role;

create function public.refuse_admin_sign_in(p_name text, p_address text, p_outcome text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.write_audit(
    coalesce(nullif(left(btrim(p_name), 100), ''), '?'), 'admin_sign_in', p_address, null,
    jsonb_build_object('outcome', p_outcome), 'Tried to sign in'
  );
end
$$;
comment on function public.refuse_admin_sign_in is
  'Puts a try that was refused into the audit log: p_outcome is wrong_password or wrong_code.';
grant execute on function public.refuse_admin_sign_in to service_role;

create function public.open_admin_session(
  p_token_hash text,
  p_name text,
  p_address text,
  p_password_mark text,
  p_bucket text,
  p_device text,
  p_code_step bigint default null,
  p_replaced text default null
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into private.admin_sessions (token_hash, name, address, password_mark, code_step)
  values (p_token_hash, btrim(p_name), p_address, p_password_mark, p_code_step)
  on conflict on constraint admin_sessions_one_per_code do nothing;
  if not found then
    return false;
  end if;
  update private.admin_sessions s set ended_at = now() where s.token_hash = p_replaced and s.ended_at is null;
  delete from private.sign_in_attempts t where t.bucket = p_bucket;
  insert into private.known_places as k (account, place) values ('admin', 'device:' || p_device)
  on conflict (account, place) do update set seen_at = now();
  delete from private.known_places k where k.account = 'admin' and k.place in (
    select o.place from private.known_places o where o.account = 'admin' order by o.seen_at desc offset 50);
  perform private.write_audit(
    btrim(p_name), 'admin_sign_in', p_address, null, jsonb_build_object('outcome', 'done'), 'Signed in');
  return true;
end
$$;
comment on function public.open_admin_session is
  'Lets an admin in, in place of the session that the browser had, and remembers the browser. False for a one-time '
  'code that has opened a session before.';
grant execute on function public.open_admin_session to service_role;

create function public.admin_name(p_admin_session text, p_password_mark text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := private.acting_admin(p_admin_session);
begin
  perform from private.admin_sessions s where s.token_hash = p_admin_session and s.password_mark = p_password_mark;
  if not found then
    perform private.refuse('signed_out');
  end if;
  -- Once a minute is enough, and most pages then write nothing.
  update private.admin_sessions s set last_seen_at = now()
  where s.token_hash = p_admin_session and s.last_seen_at < now() - interval '1 minute';
  return v_name;
end
$$;
comment on function public.admin_name is
  'Who the live admin session belongs to, which is in use now; signed_out also when the password has been changed '
  'since.';
grant execute on function public.admin_name to service_role;

create function public.end_admin_session(p_admin_session text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session private.admin_sessions;
begin
  update private.admin_sessions s set ended_at = now() where s.token_hash = p_admin_session and s.ended_at is null
  returning s.* into v_session;
  if found then
    perform private.write_audit(v_session.name, 'admin_sign_out', v_session.address, null, null, 'Signed out');
  end if;
end
$$;
comment on function public.end_admin_session is 'Signs an admin out. One that has ended already stays so.';
grant execute on function public.end_admin_session to service_role;
