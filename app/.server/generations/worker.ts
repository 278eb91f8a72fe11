import { setTimeout as wait } from "node:timers/promises";
import { backoffMs } from "./backoff";
import type { GenerationStore, QueueMessage } from "./port";

export interface WorkerOptions {
  store: Pick<GenerationStore, "readQueue" | "sweep">;
  run(message: QueueMessage, stopping: AbortSignal): Promise<void>;
  /** Requests worked on at the same time. */
  concurrency: number;
  /** How long a delivered message stays hidden from other workers unless a heartbeat extends it. */
  leaseSeconds: number;
  /** Pause between looks at an empty queue. */
  idleMs: number;
  sweepMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface Worker {
  /** Looks at the queue now instead of at the end of the pause. */
  wake(): void;
  /** Takes no more messages, gives running work back, and resolves when it has let go of everything. */
  stop(): Promise<void>;
}

/**
 * Reads the queue and runs what it delivers, a bounded number at a time; sweeps every minute. When the database does
 * not answer it tries again after a pause that doubles up to half a minute, give or take some.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let bell = new AbortController();

  /** Ends early when the bell rings, also when it rang before the pause began. */
  const pause = async (ms: number) => {
    await wait(ms, undefined, { signal: bell.signal }).catch(() => {});
    if (bell.signal.aborted) bell = new AbortController();
  };

  const start = (message: QueueMessage) => {
    const task = options
      .run(message, stopping.signal)
      .catch((error: unknown) => {
        options.log("A worker task broke off", { generationId: message.generationId, err: error });
      })
      .finally(() => {
        running.delete(task);
        bell.abort();
      });
    running.add(task);
  };

  const loop = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const free = options.concurrency - running.size;
      try {
        const messages = free > 0 ? await options.store.readQueue(free, options.leaseSeconds) : [];
        failures = 0;
        messages.forEach(start);
        if (messages.length === 0 && !stopping.signal.aborted) await pause(options.idleMs);
      } catch (error) {
        failures += 1;
        options.log("The queue cannot be read", { err: error, failures });
        if (!stopping.signal.aborted) await pause(backoffMs(options.idleMs, failures));
      }
    }
  };

  const sweep = () =>
    options.store.sweep().catch((error: unknown) => options.log("A sweep failed", { err: error }));
  const sweeper = setInterval(sweep, options.sweepMs);
  const looping = loop();

  return {
    wake: () => bell.abort(),
    async stop() {
      stopping.abort(new Error("The worker is stopping"));
      clearInterval(sweeper);
      bell.abort();
      await looping;
      await Promise.all(running);
    },
  };
}
