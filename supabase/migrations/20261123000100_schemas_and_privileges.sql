-- Nothing is open unless a later statement grants it: what API roles may do is listed beside each table and function.
create schema if not exists private;
comment on schema private is 'Tables and functions that no API exposes.';

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
-- Execute for PUBLIC is a built-in default that can only be taken away for all schemas at once.
alter default privileges revoke execute on functions from public;

-- Page functions run as the person who asks and call helpers of this schema, each granted by name.
grant usage on schema private to authenticated, service_role;

-- Page functions name auth.uid() and auth.jwt() as that person. A hosted project has granted this already.
do $$
begin
  if not has_schema_privilege('authenticated', 'auth', 'usage') then
    grant usage on schema auth to anon, authenticated, service_role;
  end if;
end
$$;
