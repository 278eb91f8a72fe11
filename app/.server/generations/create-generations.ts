import type { Database } from "../db/clients";
import { createLiveEvents, type LiveEvents } from "./live-events";
import type { GenerationStore, PromptRules } from "./port";
import { createSupabaseGenerationStore } from "./supabase-generation-store";
import { createSupabasePromptRules } from "./supabase-prompt-rules";
import { type QueueWork, workQueue } from "./work-queue";
import { startWorker, type Worker, type WorkerOptions } from "./worker";

export interface GenerationsOptions extends Pick<
  WorkerOptions,
  "concurrency" | "leaseSeconds" | "sweepMs" | "finishMs" | "log"
> {
  database: Database;
  /** Stands in front of the store. */
  decorate?: ((store: GenerationStore) => GenerationStore) | undefined;
}

export interface Generations {
  generations: GenerationStore;
  promptRules: PromptRules;
  liveEvents: LiveEvents;
  /** Starts this process's worker, once. */
  startWorker(run: WorkerOptions["run"]): void;
  /**
   * Works the queue until it is empty, `until` aborts or the worker is stopped: once at a time in this process.
   */
  workQueue(run: WorkerOptions["run"], until: AbortSignal): Promise<QueueWork>;
  /** Tells it that there is something to do. */
  wakeWorker(): void;
  /** Takes no more work, and resolves when the worker has let go of what it has in hand. */
  stopWorker(): Promise<void>;
}

/** The pipeline of generations: its store, what live pages hear of it, and the worker of this process. */
export function createGenerations(options: GenerationsOptions): Generations {
  const { database, decorate = (store: GenerationStore) => store, log } = options;
  const generations = decorate(createSupabaseGenerationStore(database));
  const liveEvents = createLiveEvents({ store: generations, tickMs: 400, log });
  let worker: Worker | null = null;
  let working: Promise<QueueWork> | null = null;
  const stopping = new AbortController();
  const workerOptions = (run: WorkerOptions["run"]): WorkerOptions => {
    const runAndTell: typeof run = (message, signals) =>
      run(message, signals).finally(liveEvents.lookNow);
    return { ...options, store: generations, run: runAndTell, idleMs: 500 };
  };
  return {
    generations,
    promptRules: createSupabasePromptRules(database),
    liveEvents,
    startWorker: (run) => void (worker ??= startWorker(workerOptions(run))),
    async workQueue(run, until) {
      if (working) return { worked: 0, more: true, skipped: true };
      working = workQueue(workerOptions(run), AbortSignal.any([until, stopping.signal]));
      return await working.finally(() => (working = null));
    },
    wakeWorker: () => worker?.wake(),
    async stopWorker() {
      stopping.abort();
      await Promise.all([worker?.stop(), working?.catch(() => undefined)]);
    },
  };
}
