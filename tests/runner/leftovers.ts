import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

export interface Leftover {
  pid: number;
  command: string;
}

const graceMs = 60_000;

/**
 * Processes of this machine, other than this one, that work in the run's own temporary folder or were started for it.
 */
export function findLeftovers(folder: string): Leftover[] {
  const all = process.platform === "linux" ? fromProc() : fromPs();
  return all
    .filter(({ pid, about }) => pid !== process.pid && about.includes(folder))
    .map(({ pid, about }) => ({ pid, command: about.split("\0\0")[0]!.replaceAll("\0", " ") }));
}

/** Those that are still there after a moment in which an orderly stop comes to its end. */
export async function waitForLeftovers(folder: string): Promise<Leftover[]> {
  const deadline = Date.now() + graceMs;
  while (findLeftovers(folder).length > 0 && Date.now() < deadline) await wait(100);
  return findLeftovers(folder);
}

/** Ends them at once. One that has gone meanwhile is fine. */
export function endLeftovers(leftovers: readonly Leftover[]): void {
  for (const { pid } of leftovers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
}

function fromProc(): { pid: number; about: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      about: `${read(`/proc/${name}/cmdline`)}\0\0${read(`/proc/${name}/environ`)}`,
    }));
}

/** Empty when the process has ended meanwhile or belongs to somebody else. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function fromPs(): { pid: number; about: string }[] {
  const lines = execFileSync("ps", ["-axo", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines.map((line) => {
    const [, pid = "0", about = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return { pid: Number(pid), about };
  });
}
