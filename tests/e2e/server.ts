import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { makeFreshData } from "../fresh-data.ts";

export interface TestServer {
  origin: string;
  dataDir: string;
  /** Everything the server has printed. */
  output(): string;
  /**
   * SIGTERM, and waits until the process is gone. The data directory stays. Returns its exit code; null when it was
   * killed.
   */
  stop(): Promise<number | null>;
  /** Ends it at once, as a machine that is switched off. */
  kill(): Promise<void>;
}

/** The one that all of them share (see global-setup.ts). */
export const sharedServer = {
  origin: process.env["EASEL_TEST_ORIGIN"] ?? "",
  dataDir: process.env["EASEL_TEST_DATA_DIR"] ?? "",
};

export interface ServerOptions {
  /** Fresh when left out: see `makeFreshData`. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** The built server when left out. */
  program?: string;
}

/** Of the admin pages of every server here that is given no other. */
export const adminPassword = "lantern-harbour-49";

const startSeconds = 300;
const stopSeconds = 120;

/** Starts a server on a free port of the loopback, and waits until it is ready to serve. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await makeFreshData());
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [options.program ?? "build/main.js"], {
    env: { ...environment(), ...options.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  }
  const output = (): string => printed.join("");
  const origin = `http://localhost:${port}`;
  try {
    await ready(child, origin);
  } catch (error) {
    await stopProcess(child);
    throw new Error(`The server did not start.\n${output()}`, { cause: error });
  }
  const kill = async (): Promise<void> => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { origin, dataDir, output, stop: () => stopProcess(child), kill };
}

export interface TestWorker {
  output(): string;
  signal(name: NodeJS.Signals): void;
  isRunning(): boolean;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Starts a process that only makes pictures, beside a running server, and waits until it is ready. */
export async function startWorker(
  dataDir: string,
  env: Record<string, string>,
): Promise<TestWorker> {
  const child = spawn(process.execPath, ["build/worker.js"], {
    env: { ...environment(), ...env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const output = (): string => printed.join("");
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = once(child, "exit").then(([code]) => code as number | null);
  while (!output().includes("The worker is ready")) {
    if (!isRunning()) throw new Error(`The worker did not start.\n${output()}`);
    await wait(50);
  }
  return { output, signal: (name) => void child.kill(name), isRunning, ended };
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return address.port;
}

/** The caller's environment without Easel's own settings, so that a developer's keys change no test. */
function environment(): Record<string, string> {
  const own =
    /^(SUPABASE_|EASEL_|ADMIN_|CRON_SECRET|PUBLIC_ORIGIN|NODE_OPTIONS|WORKER|HF_|WAVESPEED_|FAL_|GRADIO_|DEFAULT_MODEL|BLOB_|VERCEL_|MEDIA_STORE|PROVIDER_|SMTP_|MAIL_|GOOGLE_|METRICS_|OTEL_|CLEANUP_|HOSTING)/;
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !own.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOG_LEVEL: "info",
    ADMIN_PASSWORD: adminPassword,
    // Every test speaks from an address of its own, so that no limit per address joins them.
    TRUST_PROXY: "last-hop",
  };
}

async function ready(child: ChildProcess, origin: string): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`It ended with ${child.exitCode ?? child.signalCode}`);
    }
    if (Date.now() > deadline) throw new Error(`Not ready after ${startSeconds} seconds`);
    if (await answers(`${origin}/readyz`)) return;
    await wait(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}

async function stopProcess(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), stopSeconds * 1000);
  await gone;
  clearTimeout(late);
  return child.exitCode;
}
