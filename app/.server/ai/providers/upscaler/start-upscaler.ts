import { createSubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import type { Upscaled, UpscaleRequest } from "~/.server/upscaler/upscaler-messages";
import type { EngineOptions, RunningEngine } from "../built-in/running-engine";
import { createUpscalerProvider } from "./provider";

/** What enlarges pictures, with its subprocess, which starts when there is something to enlarge. */
export function startUpscaler({ workerUrlOf, turns }: EngineOptions): RunningEngine {
  const workerUrl = workerUrlOf("upscaler");
  const pool = createSubprocessPool<UpscaleRequest, Upscaled>({
    workerUrl,
    name: "upscaler",
    turns,
  });
  return { provider: createUpscalerProvider(pool), close: () => pool.close() };
}
