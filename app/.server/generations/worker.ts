import { setTimeout as wait } from "node:timers/promises";
import { backoffMs } from "./backoff";
import type { GenerationStore, QueueMessage } from "./port";

/** What one transaction of a sweep may take on. */
const sweepLimit = 500;

export interface WorkerOptions {
  store: Pick<GenerationStore, "readQueue" | "sweep">;
  /** `handOver` aborts when the worker stops, `now` when the work has no time left either. */
  run(message: QueueMessage, stopping: { handOver: AbortSignal; now: AbortSignal }): Promise<void>;
  /** Requests worked on at the same time. */
  concurrency: number;
  /** How long a delivered message stays hidden from other workers unless a heartbeat extends it. */
  leaseSeconds: number;
  /** How long work that no other process can go on with may still end by itself when the worker stops. */
  finishMs: number;
  /** Pause between looks at an empty queue. */
  idleMs: number;
  sweepMs: number;
  log(message: string, facts: Record<string, unknown>): void;
  /** Hears at each look at the queue that nothing waits and nothing is under way. */
  onIdle?: () => void;
}

export interface Worker {
  /** Looks at the queue now instead of at the end of the pause. */
  wake(): void;
  /**
   * Takes no more messages, hands over at once what others can go on with, lets the rest end for a while, gives back
   * what has not, and resolves when it has let go of everything. However often it is called, it stops once.
   */
  stop(): Promise<void>;
}

/**
 * Reads the queue and runs what it delivers, a bounded number at a time; sweeps every minute, until nothing is left to
 * sweep. When the database does not answer it tries again after a pause that doubles up to half a minute, give or take
 * some.
 */
export function startWorker(options: WorkerOptions): Worker {
  const closing = new AbortController();
  const handOver = new AbortController();
  const now = new AbortController();
  const running = new Set<Promise<void>>();
  let wakeUp = new AbortController();

  /** Ends early when the worker is woken, also when that was before the pause began. */
  const pause = async (ms: number) => {
    await wait(ms, undefined, { signal: wakeUp.signal }).catch(() => {});
    if (wakeUp.signal.aborted) wakeUp = new AbortController();
  };

  const start = (message: QueueMessage) => {
    const task = options
      .run(message, { handOver: handOver.signal, now: now.signal })
      .catch((error: unknown) => {
        options.log("A worker task broke off", { generationId: message.generationId, err: error });
      })
      .finally(() => {
        running.delete(task);
        wakeUp.abort();
      });
    running.add(task);
  };

  const loop = async () => {
    let failures = 0;
    while (!closing.signal.aborted) {
      const free = options.concurrency - running.size;
      try {
        const messages = free > 0 ? await options.store.readQueue(free, options.leaseSeconds) : [];
        failures = 0;
        messages.forEach(start);
        if (messages.length === 0 && running.size === 0) options.onIdle?.();
        if (messages.length === 0 && !closing.signal.aborted) await pause(options.idleMs);
      } catch (error) {
        failures += 1;
        options.log("The queue cannot be read", { err: error, failures });
        if (!closing.signal.aborted) await pause(backoffMs(options.idleMs, failures));
      }
    }
  };

  const sweeper = startSweeper(options, closing.signal);
  const looping = loop();

  const stop = async () => {
    closing.abort();
    handOver.abort();
    wakeUp.abort();
    await looping;
    const ended = Promise.all([...running, sweeper.ended()]);
    await Promise.race([ended, wait(options.finishMs, undefined, { ref: false })]);
    now.abort(new Error("The worker is stopping"));
    await ended;
  };
  let stopped: Promise<void> | null = null;

  return { wake: () => wakeUp.abort(), stop: () => (stopped ??= stop()) };
}

/** Sweeps until nothing is left to sweep or `closing` aborts. What fails is logged. */
export async function sweepAll(
  { store, log }: Pick<WorkerOptions, "log"> & { store: Pick<GenerationStore, "sweep"> },
  closing: AbortSignal,
): Promise<void> {
  try {
    let swept = sweepLimit;
    while (swept === sweepLimit && !closing.aborted) {
      const { failed, requeued } = await store.sweep(sweepLimit);
      swept = failed + requeued;
    }
  } catch (error) {
    log("A sweep failed", { err: error });
  }
}

/** Sweeps every minute, until nothing is left to sweep or `closing` aborts. */
function startSweeper({ store, sweepMs, log }: WorkerOptions, closing: AbortSignal) {
  let sweeping: Promise<void> | null = null;
  const sweep = () => sweepAll({ store, log }, closing);
  const timer = setInterval(() => {
    sweeping ??= sweep().finally(() => (sweeping = null));
  }, sweepMs);
  closing.addEventListener("abort", () => clearInterval(timer), { once: true });
  return {
    /** Resolves when no sweep is under way. */
    ended: async () => sweeping,
  };
}
