create function private.forget_if_there(p_table text, p_user uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if private.may_use(p_table, 'delete') then
    execute format('delete from %s where user_id = $1', to_regclass(p_table)) using p_user;
  end if;
end
$$;
comment on function private.forget_if_there is
  'Deletes a person''s rows of such a table of Auth, where private.may_use says so.';

create function private.claim_account(p_user uuid, p_session uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_had_password boolean;
begin
  select coalesce(a.encrypted_password, '') <> '' into v_had_password
  from auth.users a where a.id = p_user for no key update;
  perform set_config('easel.kept_session', p_session::text, true);
  -- Whoever asked for another address or a second factor did not prove to have this one.
  update auth.users a set encrypted_password = null, email_change = '', email_change_token_new = '',
    email_change_token_current = ''
  where a.id = p_user and (v_had_password or a.email_change <> '');
  perform set_config('easel.kept_session', '', true);
  perform private.forget_if_there('auth.one_time_tokens', p_user);
  perform private.forget_if_there('auth.mfa_factors', p_user);
  perform private.end_sessions(p_user, array(
    select s.id from public.user_sessions s where s.user_id = p_user and s.id <> p_session
    union select a.id from auth.sessions a where a.user_id = p_user and a.id <> p_session));
  return v_had_password;
end
$$;
comment on function private.claim_account is
  'Gives an account to whoever has just proven to have its address: the password, the sessions, the mailed links and the '
  'second factors of whoever made it without that proof are gone. The session named stays. True when there was a password.';

create function private.note_proof(p_user uuid)
returns void
language sql
set search_path = ''
as $$
  update public.users u set proven_email_hash = encode(sha256(convert_to(lower(a.email), 'UTF8')), 'hex')
  from auth.users a where a.id = p_user and u.id = p_user and a.email <> ''
    and u.proven_email_hash is distinct from encode(sha256(convert_to(lower(a.email), 'UTF8')), 'hex')
$$;
comment on function private.note_proof is 'Whoever has the account has shown to have its address, the one of now.';

create function private.prove_email(p_user uuid, p_session uuid, p_opened_by public.session_opening)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_email text;
  v_hash text;
  v_google_email text;
  v_was_proven boolean;
  v_lost_password boolean := false;
begin
  select nullif(lower(a.email), '') into v_email from auth.users a where a.id = p_user;
  v_hash := encode(sha256(convert_to(v_email, 'UTF8')), 'hex');
  if p_opened_by = 'google' then
    -- Whoever came is the one that Auth wrote down last, and another's proof does not help them.
    select case when i.identity_data->>'email_verified' = 'true' then lower(i.identity_data->>'email') end
    into v_google_email from auth.identities i
    where i.user_id = p_user and i.provider = 'google'
    order by greatest(i.last_sign_in_at, i.updated_at) desc nulls last,
      i.identity_data->>'email_verified' is not distinct from 'true'
    limit 1;
    if v_email is null or v_google_email is null then
      perform private.refuse('email_unverified');
    end if;
  end if;
  -- A Google account that only claims the address is no way in.
  delete from auth.identities i
  where i.user_id = p_user and i.provider = 'google' and i.identity_data->>'email_verified' is distinct from 'true';
  -- Whoever only replaces a password has not replaced it yet; and the account may have another address than Google's.
  if p_opened_by = 'recovery' or v_google_email <> v_email then
    return false;
  end if;
  v_was_proven := exists (select from public.users u where u.id = p_user and u.proven_email_hash = v_hash);
  if p_opened_by = 'google' and not v_was_proven then
    v_lost_password := private.claim_account(p_user, p_session);
  end if;
  perform private.note_proof(p_user);
  return v_lost_password;
end
$$;
comment on function private.prove_email is
  'Notes that a mailed link or Google has proven whose address it is. email_unverified, when Google has not. The first '
  'proof that comes by Google claims the account; a mailed link leads to a password by itself. True when a password was '
  'removed.';
