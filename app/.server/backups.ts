import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readEntries, verifyBackup, writeBackupFile } from "./backup/backup-file";
import { openRefill } from "./backup/database-refill";
import { withSnapshot } from "./backup/database-snapshot";
import { BackupError, type BackupEnd, type VerifiedBackup } from "./backup/port";
import { existsSync } from "node:fs";
import { defaultStageRoot, findClusterPaths } from "./embedded/cluster-paths";
import { listMigrations } from "./embedded/migrations";
import { startPostgres } from "./embedded/postgres";
import { makeRestored, requireEmptyPlace } from "./embedded/restored-backend";
import { readSecrets, secretsFile } from "./embedded/secrets";
import type { Env } from "./env";
import { createLocalDiskStore } from "./media/stores/local-disk";
import { requireKnownMigrations, restoreBackup } from "./use-cases/restore-backup";
import { type BackupReport, writeBackup } from "./use-cases/write-backup";

type BackupEnv = Pick<Env, "dataDir" | "supabase">;

const storeOf = ({ dataDir }: BackupEnv) => createLocalDiskStore(resolve(dataDir, "media"));

function requireEmbedded({ supabase }: BackupEnv): void {
  if (supabase)
    throw new BackupError(
      "SUPABASE_URL is set: this is for the built-in database, and a Supabase project has backups of its own.",
    );
}

/**
 * Writes everything of the embedded default into one file: database, secrets, and the objects in DATA_DIR. Beside a
 * working Easel, or on one that is stopped. Errors: BackupError, StartError, unavailable, the reason of `signal`.
 */
export async function makeBackup(
  env: BackupEnv,
  file: string,
  signal: AbortSignal,
): Promise<BackupReport> {
  requireEmbedded(env);
  const { dataDir } = env;
  const secrets = await readSecrets(dataDir);
  const places = secrets && (await findClusterPaths(dataDir, secrets.clusterId, defaultStageRoot));
  if (!secrets || !places || !existsSync(places.cluster))
    throw new BackupError(`There is no database in ${dataDir}: there is nothing to back up.`);
  const text = await readFile(join(dataDir, secretsFile), "utf8");
  const database = await startPostgres({ dataDir, secrets, log: () => undefined });
  const report = await withSnapshot(database.url, async (snapshot) => {
    const deps = { snapshot, secrets: text, store: storeOf(env), now: () => new Date() };
    const done = Promise.withResolvers<BackupReport>();
    await writeBackupFile(file, signal, async (writer): Promise<Omit<BackupEnd, "sha256">> => {
      const made = await writeBackup(deps, writer);
      done.resolve(made);
      return { objects: made.objects, gone: made.gone };
    });
    return await done.promise;
  }).catch(async (cause: unknown) => {
    // What went wrong is told, and not what giving the database up came to after that.
    await database.stop().catch(() => undefined);
    throw cause;
  });
  await database.stop();
  return report;
}

/**
 * Puts a backup into an empty data folder, all of it or nothing. Errors: BackupError (damaged, foreign, newer),
 * StartError, unavailable.
 */
export async function restoreFrom(env: BackupEnv, file: string): Promise<VerifiedBackup> {
  requireEmbedded(env);
  const { dataDir } = env;
  await requireEmptyPlace(dataDir);
  const backup = await verifyBackup(file);
  const known = await listMigrations(resolve("supabase/migrations"));
  requireKnownMigrations(backup, new Set(known.map(({ version }) => version)));
  const { secrets, shape } = backup;
  await makeRestored({ dataDir, secrets, migrations: shape.migrations }, async (url) => {
    const refill = await openRefill(url, shape.tables);
    try {
      await restoreBackup({ entries: readEntries(file), refill, store: storeOf(env) }, backup);
    } finally {
      await refill.close();
    }
  });
  return backup;
}
