import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { attach } from "./backend.ts";
import { defaultStageRoot, findClusterPaths } from "./cluster-paths.ts";
import type { Migration } from "./migrations.ts";
import { startPostgres } from "./postgres.ts";
import { keepSecrets, makeDataDir, newClusterId, parseSecrets } from "./secrets.ts";
import { errorCode, StartError, toStartError } from "./start-error.ts";

export interface RestoredOptions {
  dataDir: string;
  /** What was in secrets.json. */
  secrets: string;
  /** What made the database that is to be filled, in order. */
  migrations: readonly (Omit<Migration, "file"> & { sql: string })[];
}

/** What a new volume may have in it. */
const harmless = new Set(["lost+found"]);

async function findEntries(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir).catch((cause: unknown) => {
    if (errorCode(cause) === "ENOENT") return [];
    throw toStartError(cause, `use the data folder ${dataDir}`);
  });
  return names.filter((name) => !harmless.has(name));
}

/** Refuses a data folder that has anything in it. Error: StartError. */
export async function requireEmptyPlace(dataDir: string): Promise<void> {
  const [first] = await findEntries(dataDir);
  if (first === undefined) return;
  throw new StartError(
    `${dataDir} is not empty (${first} is there): a backup is restored into an empty or new folder. Move the old one away, or name another with DATA_DIR. Nothing was changed.`,
  );
}

/**
 * Makes a database in an empty data folder and has `fill` fill it; `url` is its superuser's. The secrets come last:
 * without them nothing starts there, so nobody meets half of it. When it fails, everything is removed again. Errors:
 * StartError, those of `fill`.
 */
export async function makeRestored(
  options: RestoredOptions,
  fill: (url: string) => Promise<void>,
): Promise<void> {
  const { dataDir } = options;
  await requireEmptyPlace(dataDir);
  const kept = parseSecrets(options.secrets);
  if (!kept) throw new StartError("The secrets in this backup are not those of Easel.");
  // A cluster of the old name may still be somewhere for a folder that was at this path before.
  const secrets = { ...kept, clusterId: newClusterId() };
  const isNew = !existsSync(dataDir);
  makeDataDir(dataDir);
  try {
    const database = await startPostgres({ dataDir, secrets, log: () => undefined });
    try {
      await migrateAsThen(options, database.url, secrets);
      await fill(database.url);
    } finally {
      await database.stop();
    }
    if (await keepSecrets(dataDir, secrets)) return;
    throw new StartError(`Easel was started on ${dataDir} meanwhile: stop it, and restore anew.`);
  } catch (cause) {
    await empty(dataDir, secrets.clusterId, isNew);
    throw cause;
  }
}

/** Brings the database to where the backup's was, with the very statements that did it there. */
async function migrateAsThen(
  { dataDir, migrations }: RestoredOptions,
  databaseUrl: string,
  secrets: Parameters<typeof attach>[0]["secrets"],
): Promise<void> {
  const migrationsDir = await mkdtemp(join(tmpdir(), "easel-restore-"));
  try {
    for (const { version, name, sql } of migrations)
      await writeFile(join(migrationsDir, `${version}_${name}.sql`), sql);
    const attached = await attach({
      secrets,
      databaseUrl,
      migrationsDir,
      templatesDir: join(dataDir, "mail", "templates"),
      publicOrigin: "http://localhost",
      emailConfirmation: false,
      sessionLife: { idleDays: 1, maxDays: 1 },
      sendMail: async () => {},
      log: () => undefined,
    });
    await attached.close();
  } finally {
    await rm(migrationsDir, { recursive: true, force: true });
  }
}

async function empty(dataDir: string, clusterId: string, isNew: boolean): Promise<void> {
  const { cluster } = await findClusterPaths(dataDir, clusterId, defaultStageRoot);
  const isElsewhere = !cluster.startsWith(dataDir);
  if (isElsewhere) await rm(dirname(cluster), { recursive: true, force: true });
  for (const name of await findEntries(dataDir))
    await rm(join(dataDir, name), { recursive: true, force: true });
  if (isNew) await rm(dataDir, { recursive: true, force: true });
}
