import { z } from "zod";
import { shapeIds } from "~/domain/shapes";
import type { AiProvider } from "~/.server/ai/port";
import type { Retouched, RetouchRequest } from "~/.server/retouch/retouch-messages";
import type { ThreadPool } from "~/.server/threads/thread-pool";
import { UnusableRequestError } from "~/.server/threads/unusable-request";
import { createBuiltInProvider } from "../built-in/built-in-provider";

const retouchSettings = z.object({ shape: z.enum(shapeIds).optional() });

/** What changes pictures on this machine, as a provider: the models `retouch` and `reframe`. */
export function createRetouchProvider(pool: ThreadPool<RetouchRequest, Retouched>): AiProvider {
  return createBuiltInProvider({
    name: "retouch",
    displayName: "The built-in retoucher",
    async make({ model, prompt, settings }, { source, mask, signal, onStart, onProgress }) {
      if (!source) throw new UnusableRequestError(`${model} has no picture to change`);
      const { shape } = retouchSettings.parse(settings);
      const [across, down] = (shape ?? "").split(":").map(Number);
      const request: RetouchRequest = {
        tool: model === "reframe" ? "reframe" : "retouch",
        prompt,
        source: source.bytes,
        mask: mask?.bytes ?? null,
        shape: across && down ? [across, down] : null,
      };
      const { png } = await pool.run(request, { signal, onStart, onProgress });
      return { bytes: png };
    },
  });
}
