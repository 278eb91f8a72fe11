import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../e2e/server.ts";

export interface BenchServer {
  origin: string;
  /** From starting the process to its first page, in milliseconds. */
  coldStartMs: number;
  pid: number;
  /** Processor time so far of all threads of its process, in milliseconds. Linux alone tells it. */
  processorMs(): number;
  stop(): Promise<void>;
}

const limitMs = 60_000;

/** Starts `node ARGS` as `pnpm start` does with a free PORT and waits for the first page. Its output is thrown away. */
export async function startNode(
  args: string[],
  env: Record<string, string>,
  cwd = process.cwd(),
): Promise<BenchServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      NODE_ENV: "production",
      MALLOC_ARENA_MAX: "2",
      PORT: String(port),
      ...env,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  };
  while (!(await answers(origin))) {
    if (child.exitCode !== null || performance.now() - began > limitMs) {
      await stop();
      throw new Error(`node ${args.join(" ")} shows no page`);
    }
    await wait(5);
  }
  const coldStartMs = performance.now() - began;
  const pid = child.pid ?? 0;
  return { origin, coldStartMs, pid, processorMs: () => processorMs(pid), stop };
}

function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // What follows the name, which may hold anything itself. In hundredths of a second.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** One React Router page without anything. */
export const startBare = (): Promise<BenchServer> => startNode(["tests/bench/bare/server.ts"], {});

export const startEasel = (dataDir: string): Promise<BenchServer> =>
  startNode(["build/main.js"], { DATA_DIR: dataDir, HOST: "127.0.0.1" });

async function answers(origin: string): Promise<boolean> {
  try {
    const page = await fetch(origin);
    await page.arrayBuffer();
    return page.ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
