create table public.security_log (
  id bigint generated always as identity,
  event text not null,
  outcome text not null,
  user_id uuid,
  address text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint security_log_pkey primary key (id),
  constraint security_log_event check (event ~ '^[a-z_]{1,40}$'),
  constraint security_log_outcome check (outcome ~ '^[a-z_]{1,40}$'),
  constraint security_log_address check (char_length(address) <= 100)
);
comment on table public.security_log is
  'Who came in, who did not, and what was refused, for 90 days. Without e-mail addresses, passwords or links.';
comment on column public.security_log.event is
  'What was tried: sign_in, sign_up, sign_out, reset_mail, confirm, password_change, email_change, google, google_unlink, code, '
  'second_factor_on, second_factor_off, or form for '
  'any other.';
comment on column public.security_log.outcome is 'done, or the code of the refusal.';
comment on column public.security_log.user_id is
  'Whose account it was about, where there is one. No foreign key: the line outlives the account.';
comment on column public.security_log.address is 'Coarse: a /24 or /48 block.';
create index security_log_user on public.security_log (user_id, id desc) where user_id is not null;
create index security_log_created on public.security_log (created_at);
alter table public.security_log enable row level security;
grant select on public.security_log to service_role;

create function public.log_security_event(
  p_event text,
  p_outcome text,
  p_address text,
  p_user_id uuid default null,
  p_email text default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.security_log (event, outcome, user_id, address)
  values (
    p_event, p_outcome,
    coalesce(p_user_id, (select a.id from auth.users a where a.email = lower(btrim(p_email)) limit 1)),
    left(coalesce(p_address, ''), 100)
  );
end
$$;
comment on function public.log_security_event is
  'Adds a line to the security log. p_email stands for the account that has it, where no p_user_id does.';
grant execute on function public.log_security_event to service_role;

create function private.purge_security_log(p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  delete from public.security_log l where l.id in (
    select o.id from public.security_log o where o.created_at < now() - interval '90 days'
    order by o.created_at limit p_limit for update skip locked);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function private.purge_security_log is
  'Deletes lines older than 90 days, up to a number of them. Returns how many.';
