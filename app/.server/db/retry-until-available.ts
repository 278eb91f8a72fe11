import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "../errors";

const timeoutMs = 30_000;
const pauseMs = 250;

/**
 * Does `work`, and does it again for up to half a minute while the database is not available: it may be restarting just
 * when this process starts. Rejects with the last error.
 */
export async function retryUntilAvailable<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isOutage = error instanceof AppError && error.code === "unavailable";
      if (!isOutage || performance.now() > deadline) throw error;
      await wait(pauseMs);
    }
  }
}
