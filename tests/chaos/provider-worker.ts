import { readFileSync } from "node:fs";
import { createContainer } from "~/.server/container";
import { readEnv } from "~/.server/env";
import { exitAfterFailedStart, stopWithProcess } from "~/.server/http/process-life";
import { createLog } from "~/.server/log";
import { guardGenerations, guardMediaStore, guardProvider } from "./dying";
import { createDeaths, type Death } from "./provider-deaths";

/**
 * The worker of production with its own engines and its own providers, which are emulated, and short leases, in a
 * process that dies of some requests.
 */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const { CHAOS_CASES = "", CHAOS_NOTES = "" } = process.env;
  const cases = JSON.parse(readFileSync(CHAOS_CASES, "utf8")) as Death[];
  const { guard, watch, watchWork } = createDeaths(cases, CHAOS_NOTES);
  const workerUrlOf = (engine: string) =>
    new URL(`../build/server/${engine}-worker.js`, import.meta.url);
  const starting = createContainer(env, log, workerUrlOf, {
    leaseSeconds: Number(process.env["CHAOS_LEASE_SECONDS"]),
    sweepMs: Number(process.env["CHAOS_SWEEP_MS"]),
    lookupDelaysSeconds: () => [0.1],
    decorate: {
      generations: (store) => guardGenerations(guard, watch(store)),
      mediaStore: (store) => guardMediaStore(guard, store),
      provider: (provider) => guardProvider(guard, { ...watchWork(provider), pollIntervalMs: 50 }),
    },
  });
  stopWithProcess(starting, log);
  const container = await starting;
  container.startWorker();
  log.info("The worker is ready");
}

main().catch(exitAfterFailedStart);
