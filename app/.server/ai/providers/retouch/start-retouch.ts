import type { Retouched, RetouchRequest } from "~/.server/retouch/retouch-messages";
import { createThreadPool } from "~/.server/threads/thread-pool";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createRetouchProvider } from "./provider";

/** What changes pictures, with its threads, which start when there is something to change. */
export function startRetouch({ threadUrl, turns }: EngineOptions): RunningEngine {
  const workerUrl = threadUrl("retouch");
  const pool = createThreadPool<RetouchRequest, Retouched>({ workerUrl, name: "retouch", turns });
  return { provider: createRetouchProvider(pool), close: () => pool.close() };
}
