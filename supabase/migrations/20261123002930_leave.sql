create function public.leave(p_user_id uuid, p_session_id uuid, p_days integer)
returns table (goes_at timestamptz, is_news boolean)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before timestamptz;
begin
  perform private.require_session(p_user_id, p_session_id);
  select u.deletes_at into v_before from public.users u
  where u.id = p_user_id and u.deleted_at is null for no key update;
  if not found then
    perform private.refuse('signed_out');
  end if;
  update public.users u set deletes_at = coalesce(v_before, now() + make_interval(days => p_days)) where u.id = p_user_id;
  return query select u.deletes_at, v_before is null from public.users u where u.id = p_user_id;
end
$$;
comment on function public.leave is
  'The person''s account goes after so many days; a repeat changes nothing. From now on its links are dead and nothing '
  'of it is spent. One row: when it goes, and whether that is new.';
grant execute on function public.leave to service_role;

create function public.stay(p_user_id uuid, p_session_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.require_session(p_user_id, p_session_id);
  update public.users u set deletes_at = null where u.id = p_user_id and u.deletes_at > now();
  if found then
    return true;
  elsif exists (select from public.users u where u.id = p_user_id and u.deletes_at is not null) then
    perform private.refuse('leaving');
  end if;
  return false;
end
$$;
comment on function public.stay is
  'The account stays after all, and its links work again. False: it was not about to go. Error: leaving, where its time '
  'has come.';
grant execute on function public.stay to service_role;

create function private.forget_words_of_requests(p_user uuid, p_limit integer default null)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  update public.generations g
  -- Length, resolution and sound are part of the books: what a provider was paid for depends on them.
  set prompt = '', negative_prompt = '', prompt_reading = null, source_media_id = null, inputs = '[]',
    failure_words = null, settings = jsonb_strip_nulls(jsonb_build_object(
      'durationSeconds', g.settings->'durationSeconds', 'resolution', g.settings->'resolution',
      'sound', g.settings->'sound'))
  where g.id in (
    select o.id from public.generations o
    where o.user_id = p_user and o.status not in ('queued', 'running') and (
      o.prompt <> '' or o.negative_prompt <> '' or o.prompt_reading is not null or o.source_media_id is not null
      or o.inputs <> '[]' or o.failure_words is not null
      or o.settings - array['durationSeconds', 'resolution', 'sound'] <> '{}')
    limit p_limit
  );
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.forget_words_of_requests is
  'Of a person''s requests that have ended only what the books need is left: so many of them (null: all) at most. '
  'Returns how many there were.';

create function private.remove_leaving_account(p_user uuid, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_left integer := p_limit;
  v_rows integer;
begin
  -- Nothing of the person's own comes in between from here on.
  perform private.end_sessions(p_user);
  delete from public.imports i where i.user_id = p_user;
  delete from public.media m where m.id in (
    select o.id from public.media o where o.user_id = p_user limit v_left) and m.user_id = p_user;
  get diagnostics v_rows = row_count;
  v_left := v_left - v_rows;
  delete from public.prompt_history h where h.id in (
    select o.id from public.prompt_history o where o.user_id = p_user limit v_left) and h.user_id = p_user;
  get diagnostics v_rows = row_count;
  v_left := v_left - v_rows;
  v_left := v_left - private.forget_words_of_requests(p_user, v_left);
  v_left := v_left - private.forget_audit_entries(p_user, v_left);
  if v_left > 0 then
    delete from auth.users a where a.id = p_user;
  end if;
  return p_limit - v_left;
end
$$;
comment on function private.remove_leaving_account is
  'A person''s files, prompts, words and Auth''s entries about them: so many rows at most, and the account itself when '
  'fewer are left. Returns how many there were.';

create function private.remove_leaving_accounts(p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_user uuid;
  v_rows integer;
  v_removed integer := 0;
  v_accounts integer := 0;
  v_failed integer := 0;
begin
  -- Any ten of them: those that cannot go do not stand before the others for ever. In one order: nobody waits in a circle.
  for v_user in
    select o.id from (
      select u.id, u.deletes_at from public.users u
      where u.deletes_at <= now() and u.deleted_at is null order by random() limit 10) o
    order by o.deletes_at, o.id
  loop
    exit when v_removed >= p_limit;
    begin
      v_rows := private.remove_leaving_account(v_user, p_limit - v_removed);
      v_accounts := v_accounts + (v_rows < p_limit - v_removed)::integer;
      v_removed := v_removed + v_rows;
    exception when others then
      v_failed := v_failed + 1;
      raise log 'The account % could not be deleted: %', v_user, sqlstate;
    end;
  end loop;
  return jsonb_build_object('accounts', v_accounts, 'rowsOfAccounts', v_removed, 'failedAccounts', v_failed);
end
$$;
comment on function private.remove_leaving_accounts is
  'Accounts whose time has come: their files, prompts and words first, so many rows at most, and the account itself '
  'when few are left, as private.erase_user says. What was cut off goes on with the next call. One that cannot be '
  'deleted is left as it was, counted, and named in the log of the database.';
