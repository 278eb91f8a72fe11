import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { listMigrations, type Migration } from "./migrations.ts";
import { readPgmqScript } from "./pgmq.ts";
import { preludeRevision, preludeSql } from "./prelude.ts";
import { errorCode, StartError } from "./start-error.ts";

/** One migration at a time per database. */
const migrationLock = 823_071_941;
const timeoutMs = 30_000;
const retryMs = 250;
const notThereYet = new Set(["42P01", "3F000"]);

export interface MigrateOptions {
  /** Connection string of a superuser, for the database to migrate. */
  url: string;
  /** Folder of `<version>_<name>.sql`. */
  migrationsDir: string;
  authenticatorPassword: string;
  /** Makes Supabase's own tables (schema auth, migration history). Called only when they may be missing or old. */
  ensureSystemSchema(): Promise<void>;
  log: (message: string, facts?: Record<string, unknown>) => void;
}

interface Applied {
  current: boolean;
  versions: ReadonlySet<string>;
}

async function readApplied(sql: postgres.Sql): Promise<Applied> {
  try {
    const [row] = await sql<{ revision: string; versions: string[] | null }[]>`
      select revision, (select array_agg(version) from supabase_migrations.schema_migrations) as versions
      from easel_embedded.state`;
    return { current: row?.revision === preludeRevision, versions: new Set(row?.versions ?? []) };
  } catch (cause) {
    if (notThereYet.has(errorCode(cause))) return { current: false, versions: new Set() };
    throw cause;
  }
}

async function installPgmq(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ needed: boolean }[]>`
    select to_regnamespace('pgmq') is null
      and not exists (select from pg_available_extensions where name = 'pgmq') as needed`;
  if (row?.needed !== true) return;
  const script = await readPgmqScript();
  await sql.begin((tx) => tx.unsafe(script).simple());
}

/** Runs one file and its history row in one transaction; settings that the file makes do not outlive it. */
async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
  const text = await readFile(migration.file, "utf8");
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text).simple();
      await tx`insert into supabase_migrations.schema_migrations (version, name, statements)
        values (${migration.version}, ${migration.name}, ${[text]})`;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `The migration ${migration.version}_${migration.name} does not apply: ${reason}. Nothing of it was kept.`,
      { cause },
    );
  }
  await sql.unsafe("reset all").simple();
}

/** Whether PostgreSQL was going down, coming up or away, rather than refusing something. */
function isOutage(cause: unknown): boolean {
  const code = errorCode(cause instanceof StartError ? cause.cause : cause);
  return /^(57P0[123]|08...|CONNECTION_\w+|CONNECT_TIMEOUT|ECONN\w+|EPIPE)$/.test(code);
}

/**
 * Brings the database up to the newest migration; one query when it is there already. Waits for a PostgreSQL that
 * restarts just now. Throws StartError.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await migrateNow(options);
    } catch (cause) {
      if (!isOutage(cause) || Date.now() > deadline) throw cause;
      await delay(retryMs);
    }
  }
}

/** Throws StartError when the database lacks a migration of this Easel. Changes nothing. */
export async function requireMigrations({
  url,
  migrationsDir,
}: Pick<MigrateOptions, "url" | "migrationsDir">): Promise<void> {
  const sql = connectTo(url);
  try {
    const { current, versions } = await readApplied(sql);
    const pending = (await listMigrations(migrationsDir)).filter(
      (each) => !versions.has(each.version),
    );
    if (current && pending.length === 0) return;
    throw new StartError(
      "The database is not that of this version of Easel yet: start Easel once, which brings it up to date.",
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function connectTo(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { client_min_messages: "error" },
  });
}

async function migrateNow(options: MigrateOptions): Promise<void> {
  const sql = connectTo(options.url);
  try {
    const migrations = await listMigrations(options.migrationsDir);
    const pending = ({ versions }: Applied): Migration[] =>
      migrations.filter(({ version }) => !versions.has(version));
    const before = await readApplied(sql);
    if (before.current && pending(before).length === 0) return;

    await sql`select pg_advisory_lock(${migrationLock})`;
    const locked = await readApplied(sql);
    if (!locked.current) {
      await options.ensureSystemSchema();
      await installPgmq(sql);
      await sql.begin((tx) => tx.unsafe(preludeSql(options.authenticatorPassword)).simple());
      await sql.unsafe("reset all").simple();
    }
    for (const migration of pending(locked)) await apply(sql, migration);
    options.log("The database is up to date.", { migrations: pending(locked).length });
  } finally {
    await sql.end({ timeout: 1 });
  }
}
