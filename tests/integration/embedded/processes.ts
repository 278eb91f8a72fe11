import { type ChildProcess, execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { isAlive } from "../../../app/.server/embedded/postmaster.ts";

const holderFile = fileURLToPath(new URL("holder.ts", import.meta.url));

export interface Holder {
  child: ChildProcess;
  /** Connection string, once it is ready. */
  ready: Promise<string>;
  output: () => string;
  /** Ends it as a service manager would, and waits until it is gone. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

async function makeRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "easel-embedded-"));
  // PostgreSQL runs as another user when the tests run as root, and must be able to pass.
  await chmod(root, 0o711);
  return root;
}

async function removeRoot(root: string): Promise<void> {
  const pid = await serverPid(join(root, "data"));
  if (pid !== null && isAlive(pid)) process.kill(pid, "SIGKILL");
  await rm(root, { recursive: true, force: true });
}

/** An empty data folder; whatever database still runs on it after the test is ended. */
export async function makeTestDir(): Promise<string> {
  const root = await makeRoot();
  onTestFinished(() => removeRoot(root));
  return join(root, "data");
}

/** Of this worker: the files that it runs share this module. */
let prepared: Promise<string> | null = null;

/** One that keeps its data when PostgreSQL is killed, unlike what `makeFreshData` copies. */
async function prepare(): Promise<string> {
  const root = await makeRoot();
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  const dataDir = join(root, "data");
  const holder = spawnHolder(dataDir, {});
  await holder.ready;
  await holder.stop();
  return dataDir;
}

/** A data folder with a migrated, empty database that is not running: a copy, which is quicker than making one. */
export async function makePreparedDir(): Promise<string> {
  const dataDir = await makeTestDir();
  await promisify(execFile)("cp", ["-a", await (prepared ??= prepare()), dataDir]);
  return dataDir;
}

/** The process number in the database's postmaster.pid. */
export async function serverPid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, "pg17", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  return pid > 0 ? pid : null;
}

/** Waits until `check` gives something. */
export async function until<T>(check: () => Promise<T | null | false>): Promise<T> {
  for (;;) {
    const found = await check();
    if (found !== null && found !== false) return found;
    await delay(20);
  }
}

/** Starts a process that uses the data folder; it is gone after the test. */
export function startHolder(dataDir: string, options: { uid?: number; gid?: number } = {}): Holder {
  const holder = spawnHolder(dataDir, options);
  onTestFinished(() => holder.kill());
  return holder;
}

function spawnHolder(dataDir: string, options: { uid?: number; gid?: number }): Holder {
  const child = spawn(process.execPath, [holderFile, dataDir], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>();
  ready.catch(() => undefined);
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    const url = /^ready (.+)$/m.exec(output)?.[1];
    if (url !== undefined) resolve(url);
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  const gone = new Promise<void>((done) => {
    child.once("close", () => {
      reject(new Error(output));
      done();
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return {
    child,
    ready,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}
