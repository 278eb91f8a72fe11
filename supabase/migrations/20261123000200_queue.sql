-- A hosted project installs pgmq as an extension; the embedded backend has run its SQL before the migrations.
do $$
begin
  if exists (select from pg_catalog.pg_available_extensions where name = 'pgmq') then
    create extension if not exists pgmq;
  end if;
end
$$;

select pgmq.create('generations');
