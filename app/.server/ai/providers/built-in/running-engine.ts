import type { AiProvider } from "~/.server/ai/port";
import type { Turns } from "~/.server/subprocesses/turns";

/** Where the worker of an engine is: that of `painter` is `painter-worker`. */
export type WorkerUrlOf = (engine: string) => URL;

export interface EngineOptions {
  workerUrlOf: WorkerUrlOf;
  /** Shared by all engines of this process. */
  turns: Turns;
}

export interface RunningEngine {
  provider: AiProvider;
  /** Ends its subprocesses. */
  close(): Promise<void>;
}
