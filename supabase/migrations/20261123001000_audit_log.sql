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
comment on column public.admin_audit_log.action is 'The SQL function that made the change.';
comment on column public.admin_audit_log.subject is 'What was changed: a user id, or the name of a setting.';
create index admin_audit_log_subject on public.admin_audit_log (subject, id desc);

create trigger append_only before update or delete on public.admin_audit_log
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.admin_audit_log
  for each statement execute function private.refuse_change();

alter table public.admin_audit_log enable row level security;
grant select on public.admin_audit_log to service_role;
