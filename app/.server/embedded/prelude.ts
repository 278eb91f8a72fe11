/** Changes whenever the prelude does; a database with another revision gets it again. */
export const preludeRevision = "3 lite-0.10.0";

const escapeLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * What every Supabase project has before its first migration: API roles and their default grants, Supabase's
 * definitions of auth.uid() and its like, the schema `extensions`. Safe to run again. Roles belong to the whole server,
 * grants to one database.
 */
export function preludeSql(authenticatorPassword: string): string {
  return `${roles(authenticatorPassword)}\n${grants}\n${authFunctions}\n${state}`;
}

const roles = (password: string): string => `
do $$
declare wanted record;
begin
  for wanted in select * from (values
    ('anon', 'nologin noinherit'),
    ('authenticated', 'nologin noinherit'),
    ('service_role', 'nologin noinherit bypassrls'),
    ('authenticator', 'login noinherit')) as list (name, attributes)
  loop
    begin
      execute format('create role %I %s', wanted.name, wanted.attributes);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end $$;
alter role authenticator password ${escapeLiteral(password)};
grant anon, authenticated, service_role to authenticator;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
`;

const grants = `
create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
grant usage on schema public, extensions, auth to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
`;

const authFunctions = `
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
$$;
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;
create or replace function auth.email() returns text language sql stable as $$
  select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
$$;
`;

const state = `
create schema if not exists easel_embedded;
create table if not exists easel_embedded.state (singleton boolean primary key default true check (singleton), revision text not null);
insert into easel_embedded.state (revision) values (${escapeLiteral(preludeRevision)})
on conflict (singleton) do update set revision = excluded.revision;
`;
