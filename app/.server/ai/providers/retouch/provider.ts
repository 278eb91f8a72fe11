import { z } from "zod";
import { proportionsOf, roomIn } from "~/domain/frame";
import { frameUnits } from "~/domain/frame-fields";
import { shapeIds } from "~/domain/shapes";
import type { AiProvider } from "~/.server/ai/port";
import type { Retouched, RetouchRequest } from "~/.server/retouch/retouch-messages";
import type { SubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";
import { createBuiltInProvider } from "../built-in/built-in-provider";

const retouchSettings = z.object({ shape: z.enum(shapeIds).optional() });
const roomSettings = z.object({
  frameUnit: z.enum(frameUnits).optional(),
  frameLeft: z.number().optional(),
  frameRight: z.number().optional(),
  frameTop: z.number().optional(),
  frameBottom: z.number().optional(),
});

/** What changes pictures on this machine, as a provider: the models `retouch` and `reframe`. */
export function createRetouchProvider(pool: SubprocessPool<RetouchRequest, Retouched>): AiProvider {
  return createBuiltInProvider({
    name: "retouch",
    displayName: "The built-in retoucher",
    async make({ model, prompt, settings }, { source, mask, signal, onStart, onProgress }) {
      if (!source) throw new UnusableRequestError(`${model} has no picture to change`);
      const { shape } = retouchSettings.parse(settings);
      const request: RetouchRequest = {
        tool: model === "reframe" ? "reframe" : "retouch",
        prompt,
        source: source.bytes,
        mask: mask?.bytes ?? null,
        shape: proportionsOf(shape),
        room: roomIn(roomSettings.parse(settings)),
      };
      const { png } = await pool.run(request, { signal, onStart, onProgress });
      return { bytes: png };
    },
  });
}
