create table public.admin_audit_log (
  id bigint generated always as identity,
  actor text not null,
  action text not null,
  subject text not null,
  old_value jsonb,
  new_value jsonb,
  reason text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint admin_audit_log_pkey primary key (id),
  constraint admin_audit_log_reason check (char_length(reason) between 1 and 1000)
);
comment on table public.admin_audit_log is 'Who changed what, from what, to what, why. Append-only.';
comment on column public.admin_audit_log.actor is 'The name that the admin gave when signing in.';
comment on column public.admin_audit_log.action is 'The SQL function that made the change.';
comment on column public.admin_audit_log.subject is
  'What was changed: a user id, or the name of a setting. Of a sign-in: where it came from, coarse.';
comment on column public.admin_audit_log.new_value is
  'Where files were taken down or shown again, mediaIds are all of them: each can be looked for like a subject.';
create index admin_audit_log_subject on public.admin_audit_log (subject, id desc);
create index admin_audit_log_media on public.admin_audit_log using gin ((new_value->'mediaIds'));
create index admin_audit_log_actor on public.admin_audit_log (actor, id desc);

create trigger append_only before update or delete on public.admin_audit_log
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.admin_audit_log
  for each statement execute function private.refuse_change();

alter table public.admin_audit_log enable row level security;
grant select on public.admin_audit_log to service_role;

create function private.write_audit(
  p_actor text, p_action text, p_subject text, p_old jsonb, p_new jsonb, p_reason text
)
returns bigint
language plpgsql
set search_path = ''
as $$
declare
  v_reason text := nullif(btrim(p_reason), '');
  v_id bigint;
begin
  if v_reason is null or char_length(v_reason) > 1000 then
    perform private.refuse('invalid_input', jsonb_build_object('what', 'reason'));
  end if;
  insert into public.admin_audit_log (actor, action, subject, old_value, new_value, reason)
  values (p_actor, p_action, p_subject, p_old, p_new, v_reason) returning id into v_id;
  return v_id;
end
$$;
comment on function private.write_audit is
  'Puts one change into the audit log, and returns the line''s number. invalid_input without a reason of 1 to 1,000 '
  'characters. Nothing else writes there, and every function of an admin that changes something calls it once.';
