import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../e2e/server.ts";
import {
  emulatedSettings,
  type EveryEmulator,
  startEveryEmulator,
} from "../emulators/every-emulator.ts";
import type { Programs } from "./bundle.ts";
import { runCheck } from "./check.ts";
import { commonEnv } from "./cluster.ts";
import { type Member, startMember } from "./member.ts";
import type { Death } from "./provider-deaths.ts";
import type { Violation } from "./verdict.ts";

/**
 * A web process without a worker, workers that die of some requests, and the providers, which are emulated in this
 * process.
 */
export interface ProviderSite {
  origin: string;
  emulator: EveryEmulator;
  /** `generation id, point` of each death, in order. */
  deaths(): string[];
  /** What ended without anybody wanting it. */
  surprises: readonly string[];
  check(): Promise<Violation[]>;
  /** Ends every process. Returns the names of those that had to be forced. */
  leave(): Promise<string[]>;
}

export interface ProviderSiteOptions {
  folder: string;
  dataDir: string;
  programs: Programs;
  cases: readonly Death[];
}

export const grantCredits = 1_000_000;
const leaveMs = 120_000;
/** A worker that only waits for the processor keeps its lease: here one that lapses counts as a death. */
const leaseSeconds = 10;

export async function startProviderSite(options: ProviderSiteOptions): Promise<ProviderSite> {
  const { folder, dataDir, programs, cases } = options;
  const notes = join(folder, "deaths.txt");
  appendFileSync(notes, "");
  const casesFile = join(folder, "cases.json");
  const told = cases.map(({ model, prompt, isKnownByPrompt, route, point }): Death => ({
    ...{ model, prompt, isKnownByPrompt, route, point },
  }));
  writeFileSync(casesFile, JSON.stringify(told));
  const [port, emulator] = await Promise.all([freePort(), startEveryEmulator()]);
  const env = {
    ...commonEnv(dataDir),
    ...emulatedSettings,
    NODE_ENV: "test",
    PROVIDER_EMULATOR: emulator.origin,
    SIGNUP_CREDITS: `${grantCredits}`,
  };
  const workerEnv = {
    // A worker that dies of one request leaves no other one half done.
    WORKER_CONCURRENCY: "1",
    CHAOS_CASES: casesFile,
    CHAOS_NOTES: notes,
    CHAOS_LEASE_SECONDS: `${leaseSeconds}`,
    CHAOS_SWEEP_MS: "2000",
  };
  const surprises: string[] = [];
  const start = (name: string, program: string, own: Record<string, string>): Member =>
    startMember({
      name,
      program,
      logFile: join(folder, `${name}.log`),
      env: () => ({ ...env, ...own }),
      onEnd({ code, signal, wanted }) {
        if (!wanted) surprises.push(`${name} ended by itself with ${signal ?? code}`);
      },
    });
  const members = [
    start("web", programs.web, { PORT: `${port}`, WORKER: "off" }),
    start("worker-0", programs.worker, workerEnv),
    start("worker-1", programs.worker, workerEnv),
  ];
  return {
    origin: `http://localhost:${port}`,
    emulator,
    surprises,
    deaths: () => readFileSync(notes, "utf8").split("\n").filter(Boolean),
    check: () => runCheck(programs.check, env),
    async leave() {
      const went = await Promise.all(members.map((member) => member.leave(leaveMs)));
      await emulator.close();
      return members.filter((_, index) => !went[index]).map(({ name }) => name);
    },
  };
}
