import { once } from "node:events";
import { startWorker, sweepAll, type WorkerOptions } from "./worker";

export interface QueueWork {
  /** Deliveries that were worked on, whatever came of them. */
  worked: number;
  /** Its time was over before the queue was empty. */
  more: boolean;
  /** Nothing was done: this process is at it already. */
  skipped: boolean;
}

/**
 * Works the queue as a worker does, for as long as something waits in it and `until` does not abort. What is under way
 * then is handed over, or finishes for a while (`finishMs`). What is delivered later, such as a retry, is left.
 */
export async function workQueue(
  options: Omit<WorkerOptions, "onIdle">,
  until: AbortSignal,
): Promise<QueueWork> {
  const isEmpty = Promise.withResolvers<void>();
  let worked = 0;
  await sweepAll(options, until);
  const worker = startWorker({
    ...options,
    run: (message, stopping) => options.run(message, stopping).finally(() => (worked += 1)),
    onIdle: isEmpty.resolve,
  });
  if (!until.aborted) await Promise.race([isEmpty.promise, once(until, "abort")]);
  await worker.stop();
  return { worked, more: until.aborted, skipped: false };
}
