import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";

export interface Program {
  /** Name of a program in node_modules/.bin. */
  command: string;
  args: string[];
  env: Record<string, string>;
  /** Killed, with all that it started, when it takes longer. */
  limitSeconds: number;
}

export interface Outcome {
  /** Null when it was killed. */
  exitCode: number | null;
  /** What it printed, without colors. */
  output: string;
  isLate: boolean;
}

const running = new Set<number>();
const graceMs = 60_000;

/**
 * Runs one program in a process group of its own and waits for its end. Never throws: a program that cannot start has
 * exit code 127.
 */
export async function runProgram(program: Program): Promise<Outcome> {
  const printed: string[] = [];
  const child = spawn(`node_modules/.bin/${program.command}`, program.args, {
    env: program.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  }
  const output = () => stripVTControlCharacters(printed.join(""));
  const ended = once(child, "close").then(
    ([code]) => code as number | null,
    (error: unknown) => {
      printed.push(String(error));
      return 127;
    },
  );
  if (child.pid === undefined) return { exitCode: await ended, output: output(), isLate: false };
  const group = child.pid;
  running.add(group);
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void stopGroup(group);
  }, program.limitSeconds * 1000);
  const exitCode = await ended;
  clearTimeout(late);
  running.delete(group);
  signalGroup(group, "SIGKILL");
  return { exitCode, output: output(), isLate };
}

/** Asks every running program to end, and ends those that do not. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stopGroup));
}

async function stopGroup(group: number): Promise<void> {
  signalGroup(group, "SIGTERM");
  const deadline = Date.now() + graceMs;
  while (signalGroup(group, 0) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  signalGroup(group, "SIGKILL");
}

/** False when no process of the group is left. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
