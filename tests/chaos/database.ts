import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { findClusterPaths, defaultStageRoot } from "../../app/.server/embedded/cluster-paths.ts";
import { findRunning } from "../../app/.server/embedded/postgres.ts";
import { readPostmaster } from "../../app/.server/embedded/postmaster.ts";
import { readSecrets } from "../../app/.server/embedded/secrets.ts";

/** The cluster's database from outside, as superuser, also while it goes up and down. */
export interface Database {
  /** Tries again until PostgreSQL answers. */
  ask<T>(query: (sql: postgres.Sql) => Promise<T>): Promise<T>;
  /** Sends PostgreSQL itself a signal. False when it does not run. */
  signal(signal: NodeJS.Signals): Promise<boolean>;
  /** Cuts up to so many connections of the app. Returns how many. */
  dropConnections(most: number): Promise<number>;
  isRunning(): Promise<boolean>;
}

const patienceMs = 600_000;

export async function openDatabase(dataDir: string): Promise<Database> {
  const secrets = await readSecrets(dataDir);
  if (secrets === null) throw new Error(`${dataDir} has no secrets`);
  const { cluster } = await findClusterPaths(dataDir, secrets.clusterId, defaultStageRoot);

  const ask = async <T>(query: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const url = await findRunning(dataDir, secrets);
      try {
        if (url === null) throw new Error("PostgreSQL does not run");
        const sql = postgres(url, {
          max: 1,
          connect_timeout: 5,
          onnotice: () => undefined,
          connection: { application_name: "chaos" },
        });
        return await query(sql).finally(() => sql.end({ timeout: 0 }));
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await wait(100);
      }
    }
  };

  return {
    ask,
    async signal(signal) {
      const postmaster = await readPostmaster(cluster);
      if (postmaster === null) return false;
      try {
        return process.kill(postmaster.pid, signal);
      } catch {
        // Gone since its file was read.
        return false;
      }
    },
    async dropConnections(most) {
      const [row] = await ask(
        (sql) => sql<{ dropped: number }[]>`
          select count(pg_terminate_backend(pid))::int as dropped from (
            select pid from pg_stat_activity
            where backend_type = 'client backend' and application_name <> 'chaos' and pid <> pg_backend_pid()
            order by random() limit ${most}
          ) victim`,
      );
      return row?.dropped ?? 0;
    },
    isRunning: async () => (await findRunning(dataDir, secrets)) !== null,
  };
}
