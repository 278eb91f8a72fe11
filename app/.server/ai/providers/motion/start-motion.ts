import { createMotionPool } from "~/.server/motion/motion-pool";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createMotionProvider } from "./provider";

/** The built-in maker of films with its subprocess, which starts when there is something to film. */
export function startMotion({ workerUrlOf, turns }: EngineOptions): RunningEngine {
  const pool = createMotionPool({ workerUrl: workerUrlOf("motion"), turns });
  return { provider: createMotionProvider(pool), close: () => pool.close() };
}
