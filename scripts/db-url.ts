import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedBackend } from "../app/.server/embedded/backend.ts";
import { findRunning, startPostgres } from "../app/.server/embedded/postgres.ts";
import { readSecrets } from "../app/.server/embedded/secrets.ts";
import { StartError } from "../app/.server/embedded/start-error.ts";

// Prints the connection string of the embedded database of DATA_DIR, and nothing else, on standard output.
// With --stop: stops it, unless a process uses it.

const dataDir = resolve(process.env["DATA_DIR"] ?? ".data");
const migrationsDir = fileURLToPath(new URL("../supabase/migrations", import.meta.url));
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function startAndLeave(): Promise<string> {
  const publicOrigin = "http://localhost:5000";
  const backend = await startEmbeddedBackend({
    dataDir,
    publicOrigin,
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir,
    log: say,
  });
  await backend.stop({ keepRunning: true });
  say(
    `PostgreSQL was not running on ${dataDir}, so it was started. It stays up until the next Easel process on this`,
  );
  say('folder ends; "pnpm db:url --stop" stops it now.');
  return backend.databaseUrl;
}

async function printUrl(): Promise<void> {
  const secrets = await readSecrets(dataDir);
  const running = secrets === null ? null : await findRunning(dataDir, secrets);
  process.stdout.write(`${running ?? (await startAndLeave())}\n`);
}

async function stopUnused(): Promise<void> {
  const secrets = await readSecrets(dataDir);
  if (secrets === null || (await findRunning(dataDir, secrets)) === null)
    return say("PostgreSQL is not running.");
  const joined = await startPostgres({ dataDir, secrets, log: say });
  await joined.stop();
  const left = await findRunning(dataDir, secrets);
  say(left === null ? "PostgreSQL is stopped." : "PostgreSQL stays up: an Easel process uses it.");
}

try {
  await (process.argv.includes("--stop") ? stopUnused() : printUrl());
} catch (cause) {
  if (!(cause instanceof StartError)) throw cause;
  say(cause.message);
  process.exitCode = 1;
}
