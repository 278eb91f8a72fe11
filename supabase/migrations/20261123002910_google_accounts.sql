create function public.google_accounts(p_user_id uuid, p_session_id uuid)
returns table (email text, linked_at timestamptz, has_password boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_session_to_read(p_user_id, p_session_id);
  return query
  select coalesce(i.identity_data->>'email', ''), i.created_at, coalesce(a.encrypted_password, '') <> ''
  from auth.identities i join auth.users a on a.id = i.user_id
  where i.user_id = p_user_id and i.provider = 'google'
  order by i.created_at, i.provider_id;
end
$$;
comment on function public.google_accounts is
  'The Google accounts that sign in to the person''s own: mostly none or one. has_password: there is another way in. '
  'Error: signed_out.';
grant execute on function public.google_accounts to service_role;

create function public.unlink_google(p_user_id uuid, p_session_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- As end_other_sessions does.
  perform from public.user_sessions s
  where s.user_id = p_user_id and s.revoked_at is null order by s.id for no key update;
  perform private.require_session(p_user_id, p_session_id);
  perform from auth.users a where a.id = p_user_id and coalesce(a.encrypted_password, '') <> '' for no key update;
  if not found then
    return false;
  end if;
  delete from auth.identities i where i.user_id = p_user_id and i.provider = 'google';
  if not found then
    return false;
  end if;
  perform private.end_sessions(p_user_id, array(
    select s.id from public.user_sessions s where s.user_id = p_user_id and s.id <> p_session_id
    union select a.id from auth.sessions a where a.user_id = p_user_id and a.id <> p_session_id));
  return true;
end
$$;
comment on function public.unlink_google is
  'No Google account signs in to the person''s own any more, and every other session has ended. False: none did, or they '
  'have no password, and so no other way in; nothing changes. Error: signed_out.';
grant execute on function public.unlink_google to service_role;
