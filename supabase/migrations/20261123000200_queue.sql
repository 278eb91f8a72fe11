-- A hosted project installs pgmq as an extension; the embedded backend has run its SQL before the migrations. The
-- schema comes first: one that the extension made would belong to Supabase's superuser, and no queue could be made in
-- it.
do $$
begin
  if exists (select from pg_catalog.pg_available_extensions where name = 'pgmq') then
    create schema if not exists pgmq;
    create extension if not exists pgmq with schema pgmq;
  end if;
  if not has_schema_privilege('pgmq', 'create') then
    raise exception 'The schema pgmq belongs to % and lets % make no queue in it.',
      (select nspowner::regrole from pg_catalog.pg_namespace where nspname = 'pgmq'), current_user
      using hint = 'Drop the extension and the schema pgmq, or have its owner grant "all on schema pgmq" to this role. Then run this again.';
  end if;
end
$$;

-- Hosted projects have pgmq from 1.4.4 on: nothing newer is used.
select pgmq.create('generations');
