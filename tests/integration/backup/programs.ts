import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Ran {
  exitCode: number | null;
  printed: string;
  complaints: string;
}

/** Runs a built program on a data folder. `limit`: the largest file that it may write, in blocks of 512 bytes. */
export async function run(
  program: "backup" | "restore" | "check",
  dataDir: string,
  args: string[] = [],
  limit: number | "unlimited" = "unlimited",
): Promise<Ran> {
  const words = [`ulimit -f ${limit}`, `exec "$0" "build/${program}.js" "$@"`];
  const child = spawn("sh", ["-c", words.join("; "), process.execPath, ...args], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[exitCode], printed, complaints] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode: exitCode as number | null, printed, complaints };
}

/** A folder for backups and for what is restored, gone after the test. */
export async function makePlace(): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), "easel-backup-"));
  // PostgreSQL runs as another user when the tests run as root, and must be able to pass.
  await chmod(place, 0o711);
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  return place;
}
