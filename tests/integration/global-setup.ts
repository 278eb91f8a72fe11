import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../app/.server/embedded/postgres.ts";
import { resetData } from "../../app/.server/embedded/reset.ts";
import { prepareFreshData } from "../fresh-data.ts";
import { loadSecrets, makeDataDir, type Secrets } from "../../app/.server/embedded/secrets.ts";

declare module "vitest" {
  interface ProvidedContext {
    cluster: { dataDir: string; url: string; secrets: Secrets };
  }
}

/** One PostgreSQL for all integration tests. Its data is thrown away, so it need not wait for the disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), "easel-tests-"));
  // PostgreSQL runs as another user when the tests run as root, and must be able to pass.
  await chmod(root, 0o711);
  const dataDir = join(root, "data");
  makeDataDir(dataDir);
  const log = (): void => undefined;
  const secrets = await loadSecrets(dataDir, log);
  const server = await startPostgres({ dataDir, secrets, log });
  const sql = postgres(server.url, { max: 1 });
  await sql`alter system set fsync = off`;
  await sql`alter system set synchronous_commit = off`;
  await sql`select pg_reload_conf()`;
  await sql.end();
  const removeFreshData = await prepareFreshData();
  project.provide("cluster", { dataDir, url: server.url, secrets });
  return async () => {
    await server.stop();
    await removeFreshData();
    await resetData({ dataDir });
    await rm(root, { recursive: true, force: true });
  };
}
