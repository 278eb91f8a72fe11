import { existsSync } from "node:fs";
import { asAuthenticator } from "./backend.ts";
import { createFetch } from "./fetch.ts";
import { requireMigrations } from "./migrate.ts";
import { defaultStageRoot, findClusterPaths } from "./cluster-paths.ts";
import { startPostgres } from "./postgres.ts";
import { createRpc } from "./rpc.ts";
import { readSecrets, type Secrets } from "./secrets.ts";
import { StartError } from "./start-error.ts";

export interface ReadOnlyOptions {
  dataDir: string;
  migrationsDir: string;
  log: (message: string, facts?: Record<string, unknown>) => void;
}

/** A database to look at: its functions can be called, and there is no Auth. */
export interface ReadOnlyBackend extends Pick<
  Secrets,
  "publishableKey" | "secretKey" | "jwtSecret"
> {
  fetch: typeof globalThis.fetch;
  /** As of the whole backend. Idempotent. */
  stop(): Promise<void>;
}

const noLite = { fetch: async () => new Response(null, { status: 404 }) };

/**
 * Joins the database of a data folder, or starts it for as long as nobody else does, to look at what is there: makes
 * nothing and migrates nothing. Throws StartError where nothing has been made yet, or the migrations are not those of
 * this Easel.
 */
export async function openReadOnlyBackend(options: ReadOnlyOptions): Promise<ReadOnlyBackend> {
  const { dataDir, log } = options;
  const secrets = await readSecrets(dataDir);
  const places = secrets && (await findClusterPaths(dataDir, secrets.clusterId, defaultStageRoot));
  if (!secrets || !places || !existsSync(places.cluster))
    throw new StartError(`There is no database in ${dataDir} yet: start Easel first.`);
  const database = await startPostgres({ dataDir, secrets, log });
  try {
    await requireMigrations({ url: database.url, migrationsDir: options.migrationsDir });
  } catch (cause) {
    await database.stop();
    throw cause;
  }
  const rpc = createRpc({ url: asAuthenticator(database.url), secrets });
  const { publishableKey, secretKey, jwtSecret } = secrets;
  let stopped: Promise<void> | null = null;
  return {
    publishableKey,
    secretKey,
    jwtSecret,
    fetch: createFetch(rpc, noLite),
    stop: () => (stopped ??= rpc.close().finally(() => database.stop())),
  };
}
