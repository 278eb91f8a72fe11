import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { defaultStageRoot, findClusterPaths } from "./cluster-paths.ts";
import { startPostgres } from "./postgres.ts";
import { isRunning, readPostmaster } from "./postmaster.ts";
import { readSecrets, type Secrets, secretsFile } from "./secrets.ts";
import { StartError, toStartError } from "./start-error.ts";

export interface ResetOptions {
  dataDir: string;
  stageRoot?: string;
}

/** Stops a server that nobody uses any more. Throws StartError when a process still does. */
async function stopUnused(
  options: ResetOptions,
  cluster: string,
  secrets: Secrets | null,
): Promise<void> {
  const running = async (): Promise<number | null> => {
    const server = await readPostmaster(cluster);
    return server !== null && (await isRunning(cluster, server.pid)) ? server.pid : null;
  };
  if ((await running()) !== null && secrets !== null) {
    const joined = await startPostgres({ ...options, secrets, log: () => undefined });
    await joined.stop();
  }
  const pid = await running();
  if (pid === null) return;
  throw new StartError(
    `Easel is running on ${options.dataDir} (PostgreSQL is process ${pid}): stop it first. Nothing was removed.`,
  );
}

/** The secrets, or why they cannot be used. */
async function trySecrets(dataDir: string): Promise<{ secrets: Secrets | null; damaged: boolean }> {
  try {
    return { secrets: await readSecrets(dataDir), damaged: false };
  } catch (cause) {
    if (cause instanceof StartError) return { secrets: null, damaged: true };
    throw cause;
  }
}

/** Moves first, so that what is removed is gone at once even when removing it takes long or fails. */
async function remove(path: string): Promise<void> {
  const doomed = `${path}.old-${randomBytes(4).toString("hex")}`;
  await rename(path, doomed);
  await rm(doomed, { recursive: true, force: true });
}

/**
 * Removes the database cluster, pictures and mails that Easel made in this DATA_DIR; keeps the secrets and everything
 * else. Resolves to what was removed. Throws StartError, with nothing removed, while a process uses it.
 */
export async function resetData(options: ResetOptions): Promise<string[]> {
  const { dataDir } = options;
  if (!existsSync(dataDir)) return [];
  const { secrets, damaged } = await trySecrets(dataDir);
  const { cluster } = await findClusterPaths(
    dataDir,
    secrets?.clusterId ?? "",
    options.stageRoot ?? defaultStageRoot,
  );
  await stopUnused(options, cluster, secrets);
  const inside = ["media", "mail", "postgres.log", "postgres.log.old"].map((name) =>
    join(dataDir, name),
  );
  const present = [cluster, ...inside].filter((path) => existsSync(path));
  try {
    for (const path of present) await remove(path);
    if (!damaged) return present;
    const file = join(dataDir, secretsFile);
    await rename(file, `${file}.damaged`);
    return [...present, `${file} (moved to ${file}.damaged)`];
  } catch (cause) {
    throw toStartError(cause, `empty ${dataDir}`);
  }
}
