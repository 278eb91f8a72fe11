import { join } from "node:path";
import { createContainer } from "./container";
import { readEnv } from "./env";
import { exitAfterFailedStart, stopWithProcess } from "./http/process-life";
import { startServer } from "./http/start-server";
import { serveFiles } from "./http/static-files";
import { createLog } from "./log";

/** The production server: built to `build/server/main.js`, beside the pages and the subprocesses. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLog({ level: env.logLevel });
  const workerUrlOf = (engine: string) => new URL(`./${engine}-worker.js`, import.meta.url);
  const starting = startServer({
    env,
    log,
    createContainer: () => createContainer(env, log, workerUrlOf),
    loadBuild: () => import("virtual:react-router/server-build"),
    files: serveFiles(join(import.meta.dirname, "../client")),
  });
  stopWithProcess(starting, log, env.stopping.allMs);
  const running = await starting;
  if (env.worker) running.container.startWorker();
  log.info({ url: running.url, worker: env.worker }, "Easel is ready");
}

main().catch(exitAfterFailedStart);
