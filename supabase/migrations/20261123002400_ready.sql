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

create function public.installation()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_migrations text[];
begin
  if to_regclass('supabase_migrations.schema_migrations') is not null then
    v_migrations := array(select m.version from supabase_migrations.schema_migrations m order by m.version);
  end if;
  return jsonb_build_object(
    'migrations', v_migrations,
    'functions', array(
      select distinct f.proname::text from pg_catalog.pg_proc f
      where f.pronamespace = 'public'::regnamespace and (
        has_function_privilege('service_role', f.oid, 'execute')
        or has_function_privilege('authenticated', f.oid, 'execute'))
      order by 1
    ),
    'hasQueue', to_regclass('pgmq.q_generations') is not null
      and to_regprocedure('pgmq.set_vt(text, bigint, integer)') is not null
  );
end
$$;
comment on function public.installation is
  'What there is of Easel: {migrations, functions, hasQueue}. `migrations`: the versions that Supabase''s own record has, '
  'in order; null where there is no such record, because they were applied by hand. `functions`: what the server or '
  'people may call. `hasQueue`: whether pgmq and the queue are there.';
grant execute on function public.installation to service_role;
