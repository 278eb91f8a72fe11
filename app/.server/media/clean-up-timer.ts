import { setTimeout as wait } from "node:timers/promises";

const usualLookMs = 5 * 60_000;
const longestPauseMs = 60 * 60_000;
const usualFinishMs = 2000;

interface Cleaned {
  expiredFiles: number;
  deletedObjects: number;
}

export interface CleanUpTimerOptions {
  /** Cleans up if it is time, and begins no batch once `isOver` says so. */
  cleanUp(isOver: () => boolean): Promise<Cleaned>;
  /** Pause between two looks at whether it is time. */
  lookMs?: number;
  /** How long a stop waits for the batch that is under way. One that is cut off is handed out again. */
  finishMs?: number;
  /** Hears of trouble. */
  log(message: string, facts: Record<string, unknown>): void;
  /** Hears of files that were deleted. */
  tell(message: string, facts: Record<string, unknown>): void;
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
  lookMs = usualLookMs,
  finishMs = usualFinishMs,
  log,
  tell,
}: CleanUpTimerOptions): CleanUpTimer {
  const closing = new AbortController();
  const isOver = () => closing.signal.aborted;

  const look = async (): Promise<boolean> => {
    try {
      const { expiredFiles, deletedObjects } = await cleanUp(isOver);
      if (expiredFiles > 0 || deletedObjects > 0)
        tell("Expired files were deleted", { expiredFiles, deletedObjects });
      return true;
    } catch (error) {
      if (!isOver()) log("A clean-up failed", { err: error });
      return false;
    }
  };
  const loop = async () => {
    let failures = 0;
    while (!isOver()) {
      failures = (await look()) ? 0 : failures + 1;
      const pauseMs = Math.min(longestPauseMs, lookMs * 2 ** failures);
      await wait(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  };
  const looping = loop();

  return {
    async stop() {
      closing.abort();
      await Promise.race([looping, wait(finishMs, undefined, { ref: false })]);
    },
  };
}
