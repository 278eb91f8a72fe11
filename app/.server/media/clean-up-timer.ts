import { setTimeout as wait } from "node:timers/promises";

const defaultIntervalMs = 5 * 60_000;
const maxPauseMs = 60 * 60_000;
const defaultStopTimeoutMs = 2000;

interface CleanUpCounts {
  expiredFiles: number;
  deletedObjects: number;
}

export interface CleanUpTimerOptions {
  /** Cleans up if it is time, and begins no batch once `isOver` says so. */
  cleanUp(isOver: () => boolean): Promise<CleanUpCounts>;
  /** Pause between two looks at whether it is time. */
  intervalMs?: number;
  /** How long a stop waits for the batch that is under way. One that is cut off is handed out again. */
  stopTimeoutMs?: number;
  /** Hears of trouble. */
  log(message: string, facts: Record<string, unknown>): void;
  /** Hears of files that were deleted. */
  report(message: string, facts: Record<string, unknown>): void;
}

export interface CleanUpTimer {
  /**
   * Ends a clean-up between two batches, and resolves when this process has let go of it. However often it is called,
   * it stops once.
   */
  stop(): Promise<void>;
}

/**
 * Looks at once and every few minutes whether it is time to clean up; the database knows, so any number of processes
 * may look. A clean-up that fails is logged, never thrown, and the next look comes later with every failure, up to an
 * hour.
 */
export function startCleanUpTimer({
  cleanUp,
  intervalMs = defaultIntervalMs,
  stopTimeoutMs = defaultStopTimeoutMs,
  log,
  report,
}: CleanUpTimerOptions): CleanUpTimer {
  const closing = new AbortController();
  const isOver = () => closing.signal.aborted;

  const runIfDue = async (): Promise<boolean> => {
    try {
      const { expiredFiles, deletedObjects } = await cleanUp(isOver);
      if (expiredFiles > 0 || deletedObjects > 0)
        report("Expired files were deleted", { expiredFiles, deletedObjects });
      return true;
    } catch (error) {
      if (!isOver()) log("A clean-up failed", { err: error });
      return false;
    }
  };
  const loop = async () => {
    let failures = 0;
    while (!isOver()) {
      failures = (await runIfDue()) ? 0 : failures + 1;
      const pauseMs = Math.min(maxPauseMs, intervalMs * 2 ** failures);
      await wait(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  };
  const looping = loop();

  return {
    async stop() {
      closing.abort();
      await Promise.race([looping, wait(stopTimeoutMs, undefined, { ref: false })]);
    },
  };
}
