create function private.setting_value(p_app jsonb, p_name text, p_key text)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select nullif(case when p_key is null then p_app->p_name else p_app->p_name->p_key end, 'null')
$$;
comment on function private.setting_value is
  'What a setting is in app_settings as JSON, or one key of it; null where nobody has chosen.';

create function private.put_setting(
  p_actor text, p_action text, p_name text, p_key text, p_value jsonb, p_seen jsonb, p_reason text
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_app jsonb;
  v_old jsonb;
  v_new jsonb := nullif(p_value, 'null');
  v_whole jsonb;
begin
  select to_jsonb(s) - 'only_row' - 'updated_at' into v_app from public.app_settings s for update;
  if not v_app ? p_name or (p_key is null) = (jsonb_typeof(v_app->p_name) = 'object')
    or p_key = '' or char_length(p_key) > 200 then
    perform private.refuse('invalid_input');
  end if;
  v_old := private.setting_value(v_app, p_name, p_key);
  if v_old is distinct from nullif(p_seen, 'null') then
    perform private.refuse('changed_meanwhile');
  end if;
  if v_new is not distinct from v_old then
    return null;
  end if;
  v_whole := case
    when p_key is null then v_new
    when v_new is null then (v_app->p_name) - p_key
    else (v_app->p_name) || jsonb_build_object(p_key, v_new)
  end;
  begin
    execute format(
      'update public.app_settings set %1$I = (jsonb_populate_record(null::public.app_settings, $1)).%1$I, '
      'updated_at = now() where only_row', p_name
    ) using jsonb_build_object(p_name, v_whole);
  exception when check_violation or not_null_violation or data_exception then
    perform private.refuse('invalid_input');
  end;
  return private.write_audit(
    p_actor, p_action, p_name || coalesce('.' || p_key, ''), v_old, v_new, p_reason
  );
end
$$;
comment on function private.put_setting is
  'Sets one setting, or one key of one that has keys, with its line in the audit log, whose number it returns; null: it '
  'is that already. changed_meanwhile unless it still is what the admin saw; invalid_input for what it cannot be.';

create function public.change_setting(
  p_admin_session text,
  p_name text,
  p_reason text,
  p_key text default null,
  p_value jsonb default null,
  p_seen jsonb default null
)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
begin
  return private.put_setting(v_actor, 'change_setting', p_name, p_key, p_value, p_seen, p_reason);
end
$$;
comment on function public.change_setting is
  'An admin sets a column of app_settings, or one key of one that has keys; p_value null: nobody has chosen, as at '
  'first. p_seen is what the admin saw. Returns the number of the line in the audit log; null: it is that already.';
grant execute on function public.change_setting to service_role;

create function public.undo_setting(p_admin_session text, p_audit_id bigint, p_reason text)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor text := private.acting_admin(p_admin_session);
  v_line public.admin_audit_log;
begin
  select l.* into v_line from public.admin_audit_log l
  where l.id = p_audit_id and l.action in ('change_setting', 'undo_setting');
  if not found then
    perform private.refuse('not_found');
  end if;
  return private.put_setting(
    v_actor, 'undo_setting', split_part(v_line.subject, '.', 1),
    nullif(substr(v_line.subject, char_length(split_part(v_line.subject, '.', 1)) + 2), ''),
    v_line.old_value, v_line.new_value, p_reason
  );
end
$$;
comment on function public.undo_setting is
  'Puts back what a setting was before a change, unless it has been changed since: changed_meanwhile. Returns as '
  'change_setting.';
grant execute on function public.undo_setting to service_role;

create function public.admin_settings(p_admin_session text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.acting_admin(p_admin_session);
  return (select to_jsonb(s) - 'only_row' - 'updated_at' from public.app_settings s);
end
$$;
comment on function public.admin_settings is
  'Every setting as it is now, by the name of its column; null where nobody has chosen.';
grant execute on function public.admin_settings to service_role;
