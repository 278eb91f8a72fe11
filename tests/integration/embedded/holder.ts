import { fileURLToPath } from "node:url";
import { startEmbeddedBackend } from "../../../app/.server/embedded/backend.ts";

// A process of its own that uses a data folder until it is told to stop. Says "ready <database url>" once.

const [dataDir = ""] = process.argv.slice(2);
const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const backend = await startEmbeddedBackend({
  dataDir,
  publicOrigin: "http://localhost:5000",
  emailConfirmation: false,
  sessionLife: { idleDays: 30, maxDays: 90 },
  sendMail: async () => {},
  migrationsDir,
  log: (message) => say(`log ${message}`),
});
process.on("SIGTERM", () => void backend.stop());
process.on("SIGINT", () => undefined);
say(`ready ${backend.databaseUrl}`);
