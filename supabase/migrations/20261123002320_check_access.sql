create function private.check_access()
returns table (rule text, subject text, sentence text)
language sql
stable
set search_path = ''
as $$
  with relation as (
    select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relrowsecurity, c.reloptions, n.nspname = 'public' as exposed
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private')
  ), routine as (
    select f.oid, f.oid::regprocedure::text as name, f.proname, f.prosecdef, f.proconfig, n.nspname
    from pg_catalog.pg_proc f join pg_catalog.pg_namespace n on n.oid = f.pronamespace
    where n.nspname in ('public', 'private')
      -- Of others: nobody but PostgreSQL can call an event trigger's function (hosted projects have rls_auto_enable),
      -- and what an extension brings is its own affair.
      and f.prorettype <> 'event_trigger'::regtype
      and not exists (
        select from pg_catalog.pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e'
      )
  ), role as (
    select unnest(array['anon', 'authenticated', 'service_role']) as name
  )
  select 'L4', r.name, 'An append-only table can be changed: one of its guards is missing or switched off.'
  from relation r
  where r.name in ('public.credit_ledger', 'public.admin_audit_log') and (
    select count(*) from pg_catalog.pg_trigger t
    where t.tgrelid = r.oid and t.tgfoid = 'private.refuse_change'::regproc and t.tgenabled in ('O', 'A')
  ) <> 2
  union all
  select 'A1', r.name, o.name || ' may write to it.'
  from relation r cross join role o
  where r.relkind in ('r', 'p') and (
    has_table_privilege(o.name, r.oid, 'delete, truncate') or has_any_column_privilege(o.name, r.oid, 'insert, update')
  )
  union all
  select 'A1', r.name, 'Visitors may read it.'
  from relation r where r.relkind in ('r', 'p', 'v', 'm', 'f') and has_any_column_privilege('anon', r.oid, 'select')
  union all
  select 'A1', r.name, 'Its policy ' || y.polname || ' is for more than reading.'
  from relation r join pg_catalog.pg_policy y on y.polrelid = r.oid where y.polcmd <> 'r'
  union all
  select 'A1', r.name, 'Its policy ' || y.polname || ' does not ask who reads, or whether the session is live.'
  from relation r join pg_catalog.pg_policy y on y.polrelid = r.oid
  where not (pg_get_expr(y.polqual, r.oid) like '%auth.uid()%' and pg_get_expr(y.polqual, r.oid) like '%session_is_live()%')
  union all
  select 'A2', f.name, 'Visitors may call it.' from routine f where has_function_privilege('anon', f.oid, 'execute')
  union all
  select 'A2', f.name, 'It runs with its owner''s rights, and everybody who is signed in may call it.'
  from routine f
  where f.prosecdef and has_function_privilege('authenticated', f.oid, 'execute')
    -- Each of these tells nobody more than their own rows do.
    and not (f.nspname = 'private' and f.proname in (
      'session_is_live', 'settings_view', 'own_queue_positions', 'own_generation_ids', 'own_neighbours', 'own_gallery',
      'own_source_ids', 'own_made_into', 'own_unfinished', 'own_matches', 'own_place', 'own_choices', 'own_months',
      'own_recent_prompts', 'own_prompts', 'own_spending', 'own_allowance', 'own_going'
    ))
  union all
  select 'A2', f.name, 'Its search_path is not fixed.'
  from routine f where not coalesce(f.proconfig @> array['search_path=""'], false)
  union all
  select 'A3', r.name, 'Row-level security is off.' from relation r where r.relkind in ('r', 'p') and not r.relrowsecurity
  union all
  select 'A3', r.name, 'The view shows rows with its owner''s rights.'
  from relation r where r.relkind = 'v' and not coalesce(r.reloptions @> array['security_invoker=true'], false)
  union all
  select 'A3', r.name, 'A materialised view or foreign table is exposed.'
  from relation r where r.relkind in ('m', 'f') and r.exposed
$$;
comment on function private.check_access is 'Violations of what must hold for privileges and row-level security.';
