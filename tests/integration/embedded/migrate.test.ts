import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "../../../app/.server/embedded/migrate.ts";
import { startTestBackend } from "../backend";

const fixtures = fileURLToPath(new URL("migrations", import.meta.url));
const { backend, sql } = await startTestBackend({ migrationsDir: fixtures });

/** The fixtures' migrations and more, in a folder of their own. */
async function withMore(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "easel-migrations-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  await cp(fixtures, dir, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

async function run(migrationsDir: string): Promise<{ systemSchemas: number }> {
  let systemSchemas = 0;
  await migrate({
    url: backend.databaseUrl,
    migrationsDir,
    authenticatorPassword: "not used",
    ensureSystemSchema: () => Promise.resolve(void (systemSchemas += 1)),
    log: () => undefined,
  });
  return { systemSchemas };
}

const versions = async (): Promise<string[]> => {
  const rows = await sql<
    { version: string }[]
  >`select version from supabase_migrations.schema_migrations order by version`;
  return rows.map(({ version }) => version);
};

test("what was applied is in Supabase's own history, once, with its statements", async () => {
  const [row] =
    await sql`select name, statements from supabase_migrations.schema_migrations where version = '20260101000000'`;
  expect(row?.["name"]).toBe("notes");
  expect(String(row?.["statements"])).toContain("create table public.notes");
  expect(await versions()).toEqual(["20260101000000", "20260102000000"]);
});

test("a database that is up to date is left alone", async () => {
  expect(await run(fixtures)).toEqual({ systemSchemas: 0 });
});

test("a connection that is lost while migrating is made again, and everything is applied", async () => {
  await sql`create sequence public.tries`;
  const dir = await withMore({
    "20260103000000_cut_off.sql": `
      do $$ begin
        if nextval('public.tries') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
      end $$;
      create table public.kept (id int);`,
  });
  await run(dir);
  expect(await sql`select to_regclass('public.kept')::text as kept`).toEqual([{ kept: "kept" }]);
  expect(await versions()).toContain("20260103000000");
  await sql`drop table public.kept`;
  await sql`drop sequence public.tries`;
  await sql`delete from supabase_migrations.schema_migrations where version = '20260103000000'`;
});

test("a migration that fails leaves nothing behind, and says which one and why", async () => {
  const dir = await withMore({
    "20260103000000_broken.sql": "create table public.half (id int); select no_such_column;",
  });
  await expect(run(dir)).rejects.toThrow(
    'The migration 20260103000000_broken does not apply: column "no_such_column" does not exist',
  );
  expect(await sql`select to_regclass('public.half') as half`).toEqual([{ half: null }]);
  expect(await versions()).not.toContain("20260103000000");
});

test("processes that migrate at once apply each file once, in order", async () => {
  const dir = await withMore({
    "20260104000000_slow.sql": "create table public.first (id int); select pg_sleep(0.3);",
    "20260105000000_next.sql": "alter table public.first add column name text;",
  });
  await Promise.all([run(dir), run(dir), run(dir)]);
  expect(await versions()).toEqual(expect.arrayContaining(["20260104000000", "20260105000000"]));
});

test("a setting that one migration makes does not reach the next", async () => {
  const dir = await withMore({
    "20260106000000_setting.sql": "set search_path = pg_catalog;",
    "20260107000000_unqualified.sql": "create table lands_in_public (id int);",
  });
  await run(dir);
  expect(await sql`select to_regclass('public.lands_in_public')::text as found`).toEqual([
    { found: "lands_in_public" },
  ]);
});

test("the API roles exist and hold Supabase's default grants before the first migration", async () => {
  const dir = await withMore({ "20260108000000_plain.sql": "create table public.plain (id int);" });
  await run(dir);
  const [row] = await sql`select has_table_privilege('anon', 'public.plain', 'select') as anon,
    has_table_privilege('service_role', 'public.plain', 'insert') as server`;
  expect(row).toEqual({ anon: true, server: true });
});

test("pgmq is there although its extension is not installed", async () => {
  const [row] =
    await sql`select exists (select from pg_available_extensions where name = 'pgmq') as extension,
    to_regproc('pgmq.archive(text, bigint)'::text) is not null or to_regnamespace('pgmq') is not null as present`;
  expect(row).toEqual({ extension: false, present: true });
});
