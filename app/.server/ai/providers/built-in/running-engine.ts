import type { AiProvider } from "~/.server/ai/port";
import type { Turns } from "~/.server/threads/turns";

/** Where the worker of an engine is: that of `painter` is `painter-worker`. */
export type ThreadUrl = (engine: string) => URL;

export interface EngineOptions {
  threadUrl: ThreadUrl;
  /** Shared by all engines of this process. */
  turns: Turns;
}

export interface RunningEngine {
  provider: AiProvider;
  /** Ends its threads. */
  close(): Promise<void>;
}
