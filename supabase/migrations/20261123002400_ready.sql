create function public.ready()
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform from public.app_settings;
  if not found then
    raise exception 'The settings are missing';
  end if;
  perform from pgmq.q_generations limit 1;
end
$$;
comment on function public.ready is 'Answers when schema and queue are there, and fails otherwise.';
grant execute on function public.ready to service_role;

create function public.applied_migrations()
returns text[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if to_regclass('supabase_migrations.schema_migrations') is null then
    return null;
  end if;
  return array(select m.version from supabase_migrations.schema_migrations m order by m.version);
end
$$;
comment on function public.applied_migrations is
  'The versions that Supabase''s own record has, in order; null where there is no such record, because they were '
  'applied by hand.';
grant execute on function public.applied_migrations to service_role;
