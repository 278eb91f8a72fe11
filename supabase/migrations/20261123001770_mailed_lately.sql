create function public.mailed_lately(p jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select to_jsonb(exists (
    select from auth.users u
    where u.email = lower(p->>'email') and not u.is_sso_user
      and greatest(u.confirmation_sent_at, u.recovery_sent_at) > now() - make_interval(secs => (p->>'seconds')::numeric)
  ))
$$;
comment on function public.mailed_lately is
  '{email, seconds} → whether Supabase Auth has sent that address a link within this time. It says the same of an address that '
  'has had its mail and of a project that may send no more.';
grant execute on function public.mailed_lately to service_role;
