import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../e2e/server.ts";

export interface BenchServer {
  origin: string;
  /** From starting the process to its first page, in milliseconds. */
  coldStartMs: number;
  stop(): Promise<void>;
}

const limitMs = 60_000;

/** Starts `node ARGS` in production mode with a free PORT and waits for the first page. Its output is thrown away. */
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
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", PORT: String(port), ...env },
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
  return { origin, coldStartMs: performance.now() - began, stop };
}

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
