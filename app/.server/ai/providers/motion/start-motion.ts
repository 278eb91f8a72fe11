import { createMotionPool } from "~/.server/motion/motion-pool";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createMotionProvider } from "./provider";

/** The built-in maker of films with its thread, which starts when there is something to film. */
export function startMotion({ threadUrl, turns }: EngineOptions): RunningEngine {
  const pool = createMotionPool({ workerUrl: threadUrl("motion"), turns });
  return { provider: createMotionProvider(pool), close: () => pool.close() };
}
