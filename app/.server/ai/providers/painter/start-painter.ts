import { createPainterPool } from "~/.server/painter/painter-pool";
import type { AiProvider } from "~/.server/ai/port";
import { createPainterProvider } from "./provider";

export interface RunningPainter {
  provider: AiProvider;
  /** Ends its threads. */
  close(): Promise<void>;
}

/**
 * The built-in painter with its threads, which start when there is something to paint. `workerUrl`: see
 * `createPainterPool`.
 */
export function startPainter(workerUrl: URL): RunningPainter {
  const pool = createPainterPool({ workerUrl });
  return { provider: createPainterProvider(pool), close: () => pool.close() };
}
