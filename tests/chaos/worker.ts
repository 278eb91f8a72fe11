import { createContainer } from "~/.server/container";
import { readEnv } from "~/.server/env";
import { exitAfterFailedStart, stopWithProcess } from "~/.server/http/process-life";
import { createLog } from "~/.server/log";
import type { Crash } from "./crash-points";
import {
  createGuard,
  fillMediaStore,
  guardGenerations,
  guardMediaStore,
  guardProvider,
} from "./dying";
import { createPaidProvider } from "./paid-provider";

/** The worker of production with another provider and short leases, in a process that dies at the given point. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const { CHAOS_CRASHES = "[]", CHAOS_NOTES = "", CHAOS_BOOKS = "" } = process.env;
  const guard = createGuard(JSON.parse(CHAOS_CRASHES) as Crash[], CHAOS_NOTES);
  const starting = createContainer(env, log, () => new URL("file:///dev/null"), {
    leaseSeconds: Number(process.env["CHAOS_LEASE_SECONDS"]),
    sweepMs: Number(process.env["CHAOS_SWEEP_MS"]),
    lookupDelaysSeconds: () => [],
    decorate: {
      generations: (store) => guardGenerations(guard, store),
      mediaStore: (store) => fillMediaStore(guardMediaStore(guard, store)),
      provider: () => guardProvider(guard, createPaidProvider(CHAOS_BOOKS)),
    },
  });
  stopWithProcess(starting, log);
  const container = await starting;
  container.startWorker();
  log.info("The worker is ready");
}

main().catch(exitAfterFailedStart);
