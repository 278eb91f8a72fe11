import { createPainterPool } from "~/.server/painter/painter-pool";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createPainterProvider } from "./provider";

/** The built-in painter with its subprocesses, which start when there is something to paint. */
export function startPainter({ workerUrlOf, turns }: EngineOptions): RunningEngine {
  const pool = createPainterPool({ workerUrl: workerUrlOf("painter"), turns });
  return { provider: createPainterProvider(pool), close: () => pool.close() };
}
