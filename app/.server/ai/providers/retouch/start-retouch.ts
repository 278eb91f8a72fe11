import type { Retouched, RetouchRequest } from "~/.server/retouch/retouch-messages";
import { createSubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createRetouchProvider } from "./provider";

/** What changes pictures, with its subprocesses, which start when there is something to change. */
export function startRetouch({ workerUrlOf, turns }: EngineOptions): RunningEngine {
  const workerUrl = workerUrlOf("retouch");
  const pool = createSubprocessPool<RetouchRequest, Retouched>({
    workerUrl,
    name: "retouch",
    turns,
  });
  return { provider: createRetouchProvider(pool), close: () => pool.close() };
}
