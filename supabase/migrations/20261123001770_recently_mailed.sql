create function public.recently_mailed(p_email text, p_seconds integer)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from auth.users u
    where u.email = lower(p_email) and not u.is_sso_user
      and greatest(u.confirmation_sent_at, u.recovery_sent_at) > now() - make_interval(secs => p_seconds)
  )
$$;
comment on function public.recently_mailed is
  'Whether Supabase Auth has sent that address a link within this time. It says the same of an address that has had '
  'its mail and of a project that may send no more.';
grant execute on function public.recently_mailed to service_role;
