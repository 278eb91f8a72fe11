import { availableParallelism } from "node:os";
import type { AiProvider } from "~/.server/ai/port";
import { createTurns } from "~/.server/subprocesses/turns";
import type { EngineOptions, RunningEngine, WorkerUrlOf } from "./running-engine";

/**
 * All that Easel makes itself, in subprocesses that start when there is something to make. Each engine works on one
 * file at a time; all together on no more than there are cores, and on two at least, so that a short work does not wait
 * for a long one.
 */
export function startBuiltIn(
  starts: readonly ((options: EngineOptions) => RunningEngine)[],
  workerUrlOf: WorkerUrlOf,
): {
  providers: AiProvider[];
  /** Ends all subprocesses. */
  close(): Promise<void>;
} {
  const turns = createTurns(Math.max(2, availableParallelism()));
  const engines = starts.map((start) => start({ workerUrlOf, turns }));
  return {
    providers: engines.map(({ provider }) => provider),
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}
