import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../e2e/server.ts";
import type { Programs } from "./bundle.ts";
import { runCheck } from "./check.ts";
import type { Crash } from "./crash-points.ts";
import type { Database } from "./database.ts";
import { type Member, startMember } from "./member.ts";
import { type Fault, leaseSeconds, type Schedule } from "./schedule.ts";
import type { Violation } from "./verdict.ts";

export interface Cluster {
  origins: readonly string[];
  /** Lets a fault happen; resolves when it is over. Returns whether it struck anything. */
  strike(fault: Fault, database: Database): Promise<boolean>;
  /** From now on workers die only of faults. */
  calm(): Promise<void>;
  /** Crash points that a worker died at, in order. */
  crashes(): string[];
  /** What ended without anybody wanting it. */
  surprises: readonly string[];
  /** Runs Easel's own check over the data. */
  check(): Promise<Violation[]>;
  /** Ends every process. Returns the names of those that had to be forced. */
  leave(): Promise<string[]>;
}

const leaveMs = 120_000;

export interface ClusterOptions {
  folder: string;
  dataDir: string;
  programs: Programs;
  schedule: Schedule;
}

/** Two web processes and two workers over one data folder, each started again whenever it ends. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, dataDir, programs, schedule } = options;
  const notes = join(folder, "crashes.txt");
  appendFileSync(notes, "");
  const ports = [await freePort(), await freePort()];
  const surprises: string[] = [];
  const crashes = () => readFileSync(notes, "utf8").split("\n").filter(Boolean);
  const { common, rare } = schedule.crashes;
  const piles = [takeTurns(common, crashes), takeTurns(rare, crashes)];
  let isCalm = false;

  const start = (name: string, program: string, env: () => Record<string, string>): Member =>
    startMember({
      name,
      program,
      logFile: join(folder, `${name}.log`),
      env: () => ({ ...commonEnv(dataDir), ...env() }),
      onEnd({ code, signal, wanted }) {
        if (!wanted) surprises.push(`${name} ended by itself with ${signal ?? code}`);
      },
    });
  const webs = ports.map((port, index) =>
    start(`web-${index}`, programs.web, () => ({ PORT: `${port}`, WORKER: "off" })),
  );
  const workers = [0, 1].map((index) =>
    start(`worker-${index}`, programs.worker, () =>
      workerEnv(folder, notes, isCalm ? [] : piles.flatMap((take) => take(index))),
    ),
  );

  return {
    origins: ports.map((port) => `http://localhost:${port}`),
    surprises,
    crashes,
    strike: (fault, database) => strike(fault, { workers, webs, database }),
    check: () => runCheck(programs.check, commonEnv(dataDir)),
    async calm() {
      isCalm = true;
      await Promise.all(workers.map((worker) => worker.restart()));
    },
    async leave() {
      const all = [...webs, ...workers];
      const went = await Promise.all(all.map((member) => member.leave(leaveMs)));
      return all.filter((_, index) => !went[index]).map(({ name }) => name);
    },
  };
}

/** Deals the crash points out to the workers that start. One that nobody died at is dealt again before new ones. */
function takeTurns(crashes: readonly Crash[], happened: () => string[]) {
  const waiting = [...crashes];
  const held: (Crash | undefined)[] = [];
  let seen = 0;
  return (index: number): Crash[] => {
    const news = happened().slice(seen);
    seen += news.length;
    for (const point of news) {
      const holder = held.findIndex((crash) => crash?.point === point);
      if (holder !== -1) held[holder] = undefined;
    }
    const mine = held[index];
    if (mine) waiting.splice(2, 0, { ...mine, nth: 1 });
    const next = (held[index] = waiting.shift());
    return next ? [next] : [];
  };
}

interface Targets {
  workers: readonly Member[];
  webs: readonly Member[];
  database: Database;
}

async function strike({ kind, member, amount }: Fault, targets: Targets): Promise<boolean> {
  const [worker, web] = [targets.workers[member]!, targets.webs[member]!];
  switch (kind) {
    case "SIGKILL PostgreSQL":
      return await targets.database.signal("SIGKILL");
    case "restart PostgreSQL":
      return await targets.database.signal("SIGINT");
    case "drop connections":
      return (await targets.database.dropConnections(amount)) > 0;
    case "SIGSTOP a worker":
      return await standStill(worker, amount);
    case "SIGSTOP a web process":
      return await standStill(web, amount);
    default: {
      const signal = kind.startsWith("SIGKILL") ? "SIGKILL" : "SIGTERM";
      return (kind.endsWith("worker") ? worker : web).signal(signal);
    }
  }
}

async function standStill(member: Member, ms: number): Promise<boolean> {
  const isStopped = member.signal("SIGSTOP");
  await wait(ms);
  member.signal("SIGCONT");
  return isStopped;
}

function workerEnv(
  folder: string,
  notes: string,
  crashes: readonly Crash[],
): Record<string, string> {
  return {
    CHAOS_CRASHES: JSON.stringify(crashes),
    CHAOS_NOTES: notes,
    CHAOS_BOOKS: join(folder, "books"),
    CHAOS_LEASE_SECONDS: `${leaseSeconds}`,
    CHAOS_SWEEP_MS: "2000",
    // Several requests are in the hands of each worker that dies.
    WORKER_CONCURRENCY: "4",
  };
}

/** Nothing of the machine's own settings but what programs need to be found. */
export function commonEnv(dataDir: string): Record<string, string> {
  const { PATH = "", TMPDIR = "" } = process.env;
  return {
    PATH,
    ...(TMPDIR ? { TMPDIR } : {}),
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    TRUST_PROXY: "last-hop",
    DATA_DIR: dataDir,
    LOG_LEVEL: "info",
    SIGNUP_CREDITS: "500000",
  };
}
