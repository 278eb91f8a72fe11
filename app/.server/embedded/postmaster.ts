import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, readlink, realpath, rename, stat, unlink } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import type { ClusterPaths } from "./cluster-paths.ts";
import { errorCode, StartError, toStartError } from "./start-error.ts";

const maxLogBytes = 1_000_000;

/** What PostgreSQL writes about itself into postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/** Reads the cluster's postmaster.pid; null when there is none. A stale file is returned like a live one. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch((cause: unknown) => {
    if (errorCode(cause) === "ENOENT") return "";
    throw toStartError(cause, `read the database in ${cluster}`);
  });
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === "ready" } : null;
}

/**
 * The port of the cluster's last server, from what PostgreSQL keeps of its command line also after it has stopped; null
 * when there was none, or when somebody has that port now.
 */
export async function findLastPort(cluster: string): Promise<number | null> {
  const line = await readFile(join(cluster, "postmaster.opts"), "utf8").catch(() => "");
  const port = Number(/"port=(\d+)"/.exec(line)?.[1] ?? 0);
  return port > 0 && (await isFree(port)) ? port : null;
}

/** Whether a process with that number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return errorCode(cause) === "EPERM";
  }
}

/** Whether that process is this cluster's PostgreSQL, not a stranger that got the same number, and not a zombie. */
export async function isRunning(cluster: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const [home, folder] = await Promise.all([
    realpath(cluster),
    readlink(`/proc/${pid}/cwd`).catch(() => ""),
  ]);
  return folder === home;
}

/** A loopback port that is free now, below the range that systems hand out to outgoing connections. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function openLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxLogBytes) await rename(path, `${path}.old`);
  return openSync(path, "a", 0o600);
}

function serverFlags(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    wal_level: "minimal",
    max_wal_senders: 0,
    jit: "off",
    log_checkpoints: "off",
    // Statements, parameters and "Key (email)=(…)" are personal data and stay out of the log.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_parameter_max_length: 0,
  };
  return [
    "-D",
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

async function logTail(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-3).join(" / ");
}

/**
 * Starts PostgreSQL on the cluster in its own process group, so that neither Ctrl-C nor the end of this process stops
 * it. Resolves true when it answers, false when another process's PostgreSQL has the cluster or the port. Throws
 * StartError.
 */
export async function spawnPostmaster(
  binaries: Binaries,
  places: ClusterPaths,
  port: number,
): Promise<boolean> {
  const logFile = join(places.dataDir, "postgres.log");
  const log = await openLog(logFile).catch((cause: unknown) => {
    throw toStartError(cause, `write ${logFile}`);
  });
  const child = spawn(binaries.postgres, serverFlags(places.cluster, port), {
    ...places.owner,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: "/usr/bin:/bin", TZ: "UTC", LC_ALL: "C" },
  });
  closeSync(log);
  child.unref();
  const ended = new Promise<"ended">((resolve, reject) => {
    child.once("exit", () => resolve("ended"));
    child.once("error", (cause) =>
      reject(toStartError(cause, `start PostgreSQL (${binaries.postgres})`)),
    );
  });
  for (let waited = 0; waited < 30_000; waited += 10) {
    const end = await Promise.race([ended, delay(10, "waiting" as const)]);
    const current = await readPostmaster(places.cluster);
    if (end === "ended") return false;
    if (current?.pid === child.pid && current?.ready) return true;
  }
  throw new StartError(
    `PostgreSQL did not start within 30 s; the end of ${logFile}: ${await logTail(logFile)}`,
  );
}

/** The reason for a start that PostgreSQL itself refused. */
export async function startFailure(places: ClusterPaths): Promise<StartError> {
  const logFile = join(places.dataDir, "postgres.log");
  return new StartError(
    `PostgreSQL does not start on ${places.cluster}; the end of ${logFile}: ${await logTail(logFile)}`,
  );
}

/**
 * Removes a postmaster.pid whose process number now belongs to a stranger: PostgreSQL would refuse to start beside it.
 */
export async function removeStalePid(cluster: string, pid: number): Promise<void> {
  if (isAlive(pid) && (await readPostmaster(cluster))?.pid === pid)
    await unlink(join(cluster, "postmaster.pid"));
}

/** Stops PostgreSQL: open transactions are rolled back, committed data is safe. Resolves when it is gone. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const server = await readPostmaster(cluster);
  if (server === null || !(await isRunning(cluster, server.pid))) return;
  process.kill(server.pid, "SIGINT");
  for (let waited = 0; waited < 10_000; waited += 10) {
    if (!(await isRunning(cluster, server.pid))) return;
    await delay(10);
  }
  process.kill(server.pid, "SIGQUIT");
}
