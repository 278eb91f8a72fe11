import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import postgres from "postgres";
import { startEmbeddedBackend } from "../app/.server/embedded/backend.ts";

const variable = "EASEL_TEST_FRESH_DATA";

/** A folder that the account PostgreSQL runs under may enter, also when the tests run as root. */
export async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "easel-e2e-"));
  await chmod(folder, 0o755);
  return folder;
}

/**
 * A data folder with a database that nobody has used yet, as a first start makes it: for servers whose first start is
 * not what is tested. A copy of the one that `prepareFreshData` has made, or empty without one.
 */
export async function makeFreshData(): Promise<string> {
  const folder = await makeDataDir();
  const prepared = process.env[variable];
  if (prepared) await promisify(execFile)("cp", ["-a", `${prepared}/.`, folder]);
  return folder;
}

/** Makes what servers of this test run begin with, once. It need not wait for the disk. Answers what removes it. */
export async function prepareFreshData(): Promise<() => Promise<void>> {
  const dataDir = await makeDataDir();
  const backend = await startEmbeddedBackend({
    dataDir,
    publicOrigin: "http://localhost:5000",
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir: fileURLToPath(new URL("../supabase/migrations", import.meta.url)),
    log: () => undefined,
  });
  const sql = postgres(backend.databaseUrl, { max: 1 });
  await sql`alter system set fsync = off`;
  await sql`alter system set synchronous_commit = off`;
  await sql.end();
  await backend.stop();
  process.env[variable] = dataDir;
  return async () => await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
