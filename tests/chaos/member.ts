import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

export interface MemberOptions {
  name: string;
  program: string;
  logFile: string;
  /** Asked at each start. */
  env(): Record<string, string>;
  /** Hears of every end: `wanted` when a signal of ours or the process's own hand caused it. */
  onEnd(end: { code: number | null; signal: NodeJS.Signals | null; wanted: boolean }): void;
}

/** One process of the cluster, started again whenever it ends, until it is told to leave. */
export interface Member {
  readonly name: string;
  /** False when it is not running at this moment. */
  signal(signal: NodeJS.Signals): boolean;
  /** The next start asks for its environment again. Ends the process with SIGTERM. */
  restart(): Promise<void>;
  /** SIGTERM; SIGKILL after `patienceMs`. True when it went by itself. */
  leave(patienceMs: number): Promise<boolean>;
}

export function startMember(options: MemberOptions): Member {
  let child: ChildProcess | null = null;
  let isLeaving = false;
  let wanted = false;
  const log = createWriteStream(options.logFile, { flags: "a" });

  const start = (): void => {
    wanted = false;
    const next = spawn(process.execPath, [options.program], {
      env: options.env(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    next.stdout.pipe(log, { end: false });
    next.stderr.pipe(log, { end: false });
    next.once("exit", (code, signal) => {
      options.onEnd({ code, signal, wanted: wanted || signal === "SIGKILL" });
      child = null;
      if (!isLeaving) void wait(100).then(() => void (isLeaving || start()));
    });
    child = next;
  };
  const send = (signal: NodeJS.Signals): boolean => {
    if (signal === "SIGTERM" || signal === "SIGKILL") wanted = true;
    return child?.kill(signal) ?? false;
  };
  start();

  return {
    name: options.name,
    signal: send,
    async restart() {
      if (child === null) return;
      const gone = once(child, "exit");
      send("SIGTERM");
      await gone;
    },
    async leave(patienceMs) {
      isLeaving = true;
      if (child === null) return true;
      const gone = once(child, "exit");
      send("SIGCONT");
      send("SIGTERM");
      const late = setTimeout(() => child?.kill("SIGKILL"), patienceMs);
      const [, signal] = (await gone) as [number | null, NodeJS.Signals | null];
      clearTimeout(late);
      log.end();
      return signal !== "SIGKILL";
    },
  };
}
