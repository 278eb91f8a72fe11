import { createContainer } from "./container";
import { readEnv } from "./env";
import { exitAfterFailedStart, stopWithProcess } from "./http/process-life";
import { createLog } from "./log";

/** A process that only makes pictures: built to `build/server/worker.js`. Joins the database of the web process. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const starting = createContainer(
    env,
    log,
    (engine) => new URL(`./${engine}-worker.js`, import.meta.url),
  );
  stopWithProcess(starting, log, env.stopping.allMs);
  const container = await starting;
  container.startMail();
  container.startCleanUp();
  container.startWorker();
  log.info("The worker is ready");
}

main().catch(exitAfterFailedStart);
