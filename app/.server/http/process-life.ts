import type { Log } from "../log";

interface Stoppable {
  stop(): Promise<void>;
}

const defaultStopMs = 9_000;

/**
 * Ties a running part of Easel to this process: SIGTERM and SIGINT stop it and end the process with code 0, or with 1
 * when that takes longer than `maxStopMs`; a second signal ends it at once. A part that is still starting is stopped
 * once it has started, so that nothing it began, such as a database, is left behind. What nobody caught is logged and
 * ends it with code 1 after the same stop.
 */
export function stopWithProcess(
  running: Stoppable | Promise<Stoppable>,
  log: Log,
  maxStopMs = defaultStopMs,
): void {
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) process.exit(code || 130);
    isStopping = true;
    // After a fault that nobody caught, nothing is known to be worth a longer wait.
    const limitMs = code === 0 ? maxStopMs : Math.min(maxStopMs, defaultStopMs);
    setTimeout(() => {
      log.error("stopping took too long");
      process.exit(1);
    }, limitMs).unref();
    try {
      await (await running).stop();
      process.exit(code);
    } catch (error) {
      log.error({ err: error }, "stopping failed");
      process.exit(1);
    }
  };
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGINT", () => void stop(0));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    if (!isStopping) void stop(1);
  });
  process.on("unhandledRejection", (error) => {
    log.fatal({ err: error }, "unhandled rejection");
    if (!isStopping) void stop(1);
  });
}

/** Ends a process that could not start: expected reasons as one plain sentence, everything else with its stack. */
export function exitAfterFailedStart(error: unknown): never {
  const isExpected =
    error instanceof Error && (error.name === "EnvError" || error.name === "StartError");
  process.stderr.write(
    `${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}
