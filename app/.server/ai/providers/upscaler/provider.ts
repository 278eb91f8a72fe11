import { z } from "zod";
import type { AiProvider } from "~/.server/ai/port";
import type { SubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";
import type { Upscaled, UpscaleRequest } from "~/.server/upscaler/upscaler-messages";
import { createBuiltInProvider } from "../built-in/built-in-provider";

const settingsOf = z.object({ resolution: z.enum(["2×", "4×"]) });

/** The built-in neural network that enlarges pictures, as a provider. */
export function createUpscalerProvider(pool: SubprocessPool<UpscaleRequest, Upscaled>): AiProvider {
  return createBuiltInProvider({
    name: "upscaler",
    displayName: "The built-in upscaler",
    async make({ settings }, { source, signal, onStart, onProgress }) {
      if (!source) throw new UnusableRequestError("There is no picture to enlarge");
      const factor = settingsOf.parse(settings).resolution === "4×" ? 4 : 2;
      const request: UpscaleRequest = { source: source.bytes, factor };
      const { file } = await pool.run(request, { signal, onStart, onProgress });
      return { bytes: file };
    },
  });
}
