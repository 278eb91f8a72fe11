import type { Database } from "../db/clients";
import { createLiveEvents, type LiveEvents } from "./live-events";
import type { GenerationStore } from "./port";
import { createSupabaseGenerationStore } from "./supabase-generation-store";
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
  liveEvents: LiveEvents;
  /** Starts this process's worker, once. */
  startWorker(run: WorkerOptions["run"]): void;
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
  return {
    generations,
    liveEvents,
    startWorker(run) {
      const runAndTell: typeof run = (message, stopping) =>
        run(message, stopping).finally(liveEvents.lookNow);
      worker ??= startWorker({ ...options, store: generations, run: runAndTell, idleMs: 500 });
    },
    wakeWorker: () => worker?.wake(),
    stopWorker: async () => worker?.stop(),
  };
}
