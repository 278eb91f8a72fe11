create function private.first_media(p_value jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case when jsonb_array_length(p_value->'mediaIds') > 20
    then jsonb_set(p_value, '{mediaIds}', (
      select jsonb_agg(i.id order by i.place)
      from jsonb_array_elements(p_value->'mediaIds') with ordinality as i (id, place) where i.place <= 20
    )) else p_value end
$$;
comment on function private.first_media is 'A value of the audit log with the first 20 of its files; how many there are stands beside them.';

create function private.audit_line(p_line public.admin_audit_log, p_app jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_line.id,
    'actor', p_line.actor,
    'action', p_line.action,
    'subject', p_line.subject,
    'oldValue', p_line.old_value,
    'newValue', private.first_media(p_line.new_value),
    'reason', p_line.reason,
    'createdAt', p_line.created_at,
    'canUndo', p_line.action in ('change_setting', 'undo_setting')
      and p_line.new_value is not distinct from private.setting_value(
        p_app, split_part(p_line.subject, '.', 1),
        nullif(substr(p_line.subject, char_length(split_part(p_line.subject, '.', 1)) + 2), '')
      )
  )
$$;
comment on function private.audit_line is
  'A line of the audit log as auditPage has it. canUndo: the setting is still what this change made it.';

create function private.is_about(p_line public.admin_audit_log, p_subject text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_line.subject = p_subject or coalesce(p_line.new_value->'mediaIds' ? p_subject, false)
$$;
comment on function private.is_about is 'True for a line about that subject, and where that file was taken down or shown again.';

create function public.audit_page(
  p_admin_session text,
  p_limit integer,
  p_actor text default null,
  p_subject text default null,
  p_action text default null,
  p_before bigint default null,
  p_after bigint default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_app jsonb;
  v_ids bigint[];
  v_first bigint;
  v_last bigint;
begin
  perform private.acting_admin(p_admin_session);
  select to_jsonb(s) into v_app from public.app_settings s;
  if p_after is null then
    select array_agg(f.id order by f.id desc) into v_ids from (
      select l.id from public.admin_audit_log l
      where (p_actor is null or l.actor = p_actor) and (p_subject is null or private.is_about(l, p_subject))
        and (p_action is null or l.action = p_action) and (p_before is null or l.id < p_before)
      order by l.id desc limit least(p_limit, 200)
    ) f;
  else
    select array_agg(f.id order by f.id desc) into v_ids from (
      select l.id from public.admin_audit_log l
      where (p_actor is null or l.actor = p_actor) and (p_subject is null or private.is_about(l, p_subject))
        and (p_action is null or l.action = p_action) and l.id > p_after
      order by l.id limit least(p_limit, 200)
    ) f;
  end if;
  v_first := v_ids[1];
  v_last := v_ids[cardinality(v_ids)];
  return jsonb_build_object(
    'lines', coalesce((
      select jsonb_agg(private.audit_line(l, v_app) order by l.id desc)
      from public.admin_audit_log l where l.id = any (v_ids)
    ), '[]'),
    'hasNewer', exists (
      select from public.admin_audit_log l
      where l.id > coalesce(v_first, p_before - 1, p_after) and (p_actor is null or l.actor = p_actor)
        and (p_subject is null or private.is_about(l, p_subject)) and (p_action is null or l.action = p_action)
    ),
    'hasOlder', exists (
      select from public.admin_audit_log l
      where l.id < coalesce(v_last, p_after + 1, p_before) and (p_actor is null or l.actor = p_actor)
        and (p_subject is null or private.is_about(l, p_subject)) and (p_action is null or l.action = p_action)
    )
  );
end
$$;
comment on function public.audit_page is
  'So many lines of the audit log, newest first: the latest, or those before or after a line. p_subject: what was changed, '
  'or one of the files that were taken down or shown again. As auditPage, with the first 20 of such files.';
grant execute on function public.audit_page to service_role;
