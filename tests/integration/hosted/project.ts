import { randomBytes } from "node:crypto";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { attach, type EmbeddedBackend } from "../../../app/.server/embedded/backend.ts";
import { findPackage, prepareBinaries } from "../../../app/.server/embedded/binaries.ts";
import { makeCluster } from "../../../app/.server/embedded/initdb.ts";
import { startLite } from "../../../app/.server/embedded/lite.ts";
import { findOwner, type ClusterPaths } from "../../../app/.server/embedded/cluster-paths.ts";
import {
  findFreePort,
  spawnPostmaster,
  stopPostmaster,
} from "../../../app/.server/embedded/postmaster.ts";
import { preludeSql } from "../../../app/.server/embedded/prelude.ts";
import type { Secrets } from "../../../app/.server/embedded/secrets.ts";
import { offerPgmq, type PgmqVersion } from "./pgmq-extension.ts";
import { runSupabase } from "./supabase-cli.ts";

const migrationsDir = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));
const publicOrigin = "http://localhost:5000";
const quiet = { onnotice: () => undefined };

/** A database as a Supabase project has it before the first migration, with `postgres` in the place of its owner. */
export interface HostedProject {
  /** As `postgres`: what migrations run as. */
  owner: postgres.Sql;
  /** As `supabase_admin`, the superuser that nobody but Supabase is. */
  admin: postgres.Sql;
  /** Has Supabase's own program apply the migrations. Rejects with what it said. */
  push(): Promise<void>;
  /** Supabase's interface over it. Everything must have been pushed. */
  serve(): Promise<Pick<EmbeddedBackend, "fetch" | "url"> & Secrets>;
}

/**
 * What `postgres` is on a hosted project: its owner, and no superuser. It may use what Auth owns, and make nothing
 * there.
 */
const roles = (password: string): string => `
create role postgres login nosuperuser createdb createrole bypassrls password '${password}';
create role supabase_auth_admin login noinherit password '${password}';
`;
const project = (name: string): string => `
create type auth.factor_type as enum ('totp', 'webauthn', 'phone');
create type auth.factor_status as enum ('unverified', 'verified');
create table auth.mfa_factors (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  friendly_name text,
  factor_type auth.factor_type not null,
  status auth.factor_status not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  secret text
);
grant all on database ${name} to postgres;
grant create, usage on schema public to postgres;
grant all on schema extensions to postgres;
grant anon, authenticated, service_role to postgres with admin option;
alter role postgres set statement_timeout = '2min';
alter default privileges for role postgres in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on functions to anon, authenticated, service_role;
grant all on schema supabase_migrations to postgres;
grant all on all tables in schema supabase_migrations to postgres;
grant all on schema auth to supabase_auth_admin;
do $$
declare t record;
begin
  for t in select c.relname from pg_class c where c.relnamespace = 'auth'::regnamespace and c.relkind = 'r' loop
    execute format('alter table auth.%I owner to supabase_auth_admin', t.relname);
    execute format('alter table auth.%I enable row level security', t.relname);
    execute format('grant all on auth.%I to postgres', t.relname);
  end loop;
end $$;
grant usage on schema auth to postgres;
grant all on all routines in schema auth to postgres;
`;

/**
 * Supabase lets `postgres` install the extensions of a list: a superuser does it in its stead, and then hands over what
 * the extension has made, but not a schema that was made along the way.
 */
const extensions = (version: PgmqVersion): string => `
create schema hooks;
create function hooks.install_pgmq() returns event_trigger language plpgsql security definer set search_path = '' as $$
declare
  member record;
begin
  if current_setting('hooks.busy', true) = 'on' or exists (select from pg_extension where extname = 'pgmq') then
    return;
  end if;
  perform set_config('hooks.busy', 'on', true);
  create extension pgmq version '${version}';
  update pg_extension set extowner = 'postgres'::regrole where extname = 'pgmq';
  for member in
    select o.type, o.identity from pg_depend d
    cross join pg_identify_object(d.classid, d.objid, d.objsubid) o
    where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' and o.identity like 'pgmq.%' and o.identity not like '%[]'
      and (o.type <> 'type' or not exists (select from pg_class c where c.reltype = d.objid and c.relkind <> 'c'))
      and d.refobjid = (select e.oid from pg_extension e where e.extname = 'pgmq')
  loop
    execute format('alter %s %s owner to postgres', replace(member.type, 'composite ', ''), member.identity);
  end loop;
end $$;
create event trigger install_pgmq on ddl_command_start when tag in ('CREATE EXTENSION') execute function hooks.install_pgmq();
`;

/** A PostgreSQL of its own for a test file, with pgmq among its extensions and `supabase_admin` as its superuser. */
export async function startHostedServer(): Promise<{
  project(name: string, version: PgmqVersion): Promise<HostedProject>;
}> {
  const root = await mkdtemp(join(tmpdir(), "easel-hosted-"));
  await chmod(root, 0o711);
  const places: ClusterPaths = {
    dataDir: root,
    cluster: join(root, "pg17"),
    owner: await findOwner(),
    stageRoot: join(root, "stage"),
  };
  const home = join(root, "postgresql");
  await cp(findPackage(), home, { recursive: true, verbatimSymlinks: true });
  await offerPgmq(join(home, "native", "share", "postgresql"));
  const binaries = await prepareBinaries(places, () => undefined, home);
  const password = randomBytes(24).toString("base64url");
  await makeCluster(binaries, places, password);
  const port = await findFreePort();
  const started = await spawnPostmaster(binaries, places, port);
  const closers: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
    await stopPostmaster(places.cluster);
    await rm(root, { recursive: true, force: true });
  });
  if (!started) throw new Error("PostgreSQL did not start.");
  const urlOf = (role: string, name: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${name}`;
  const connect = (role: string, name: string): postgres.Sql => {
    const sql = postgres(urlOf(role, name), { max: 1, ...quiet });
    closers.push(() => sql.end({ timeout: 1 }));
    return sql;
  };

  await renameSuperuser(urlOf, password);
  const server = connect("supabase_admin", "postgres");
  await server.unsafe(roles(password));

  const secrets: Secrets = { ...inject("cluster").secrets, databasePassword: password };
  return {
    async project(name, version) {
      await server.unsafe(`create database ${name}`);
      const admin = connect("supabase_admin", name);
      const url = urlOf("supabase_admin", name);
      const sendMail = async () => {};
      const sessionLife = { idleDays: 30, maxDays: 90 };
      const options = {
        url,
        publicOrigin,
        emailConfirmation: false,
        sessionLife,
        secrets,
        sendMail,
      };
      const templatesDir = join(root, name, "templates");
      const lite = await startLite({ ...options, templatesDir, log: () => undefined });
      await lite.ensureSystemSchema();
      await lite.close();
      await admin.unsafe(preludeSql(password));
      await admin.unsafe(project(name));
      await admin.unsafe(extensions(version));
      const owner = connect("postgres", name);
      return {
        owner,
        admin,
        async push() {
          await runSupabase([
            "db",
            "push",
            "--yes",
            `--remote=${urlOf("postgres", name)}?sslmode=disable`,
          ]);
        },
        async serve() {
          const attached = await attach({
            ...options,
            migrationsDir,
            databaseUrl: url,
            templatesDir,
            log: () => undefined,
          });
          closers.push(attached.close);
          return { ...secrets, url: publicOrigin, fetch: attached.fetch };
        },
      };
    },
  };
}

/** The first superuser keeps its rights for ever, and initdb has called it `postgres`. */
async function renameSuperuser(
  urlOf: (role: string, name: string) => string,
  password: string,
): Promise<void> {
  const first = postgres(urlOf("postgres", "postgres"), { max: 1, ...quiet });
  await first.unsafe(`create role renamer login superuser password '${password}'`);
  await first.end();
  const renamer = postgres(urlOf("renamer", "postgres"), { max: 1, ...quiet });
  await renamer`alter role postgres rename to supabase_admin`;
  await renamer.end();
}
