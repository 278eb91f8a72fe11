/**
 * Writes app/.server/db/database.types.ts from the migrations, on a database of its own that is thrown away afterwards.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedBackend } from "../app/.server/embedded/backend.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "easel-types-"));
const backend = await startEmbeddedBackend({
  dataDir: join(home, "data"),
  publicOrigin: "http://localhost:5000",
  emailConfirmation: false,
  sessionLife: { idleDays: 30, maxDays: 90 },
  sendMail: async () => {},
  migrationsDir: join(root, "supabase", "migrations"),
  log: () => undefined,
});
try {
  const types = execFileSync(
    join(root, "node_modules", ".bin", "supabase"),
    [
      "gen",
      "types",
      "typescript",
      `--remote=${backend.databaseUrl}?sslmode=disable`,
      "--schema=public",
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  writeFileSync(join(root, "app", ".server", "db", "database.types.ts"), types);
} finally {
  await backend.stop();
  rmSync(home, { recursive: true, force: true });
}
