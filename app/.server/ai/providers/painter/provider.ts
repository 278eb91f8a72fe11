import { z } from "zod";
import type { AiProvider } from "~/.server/ai/port";
import type { PainterPool } from "~/.server/painter/painter-pool";
import { createBuiltInProvider } from "../built-in/built-in-provider";

const paintingSettings = z.object({
  width: z.number().int(),
  height: z.number().int(),
  seed: z.number().int(),
});

/** The built-in painter as a provider. */
export function createPainterProvider(pool: PainterPool): AiProvider {
  return createBuiltInProvider({
    name: "painter",
    displayName: "The built-in painter",
    async make({ prompt, negativePrompt, settings }, { index, ...options }) {
      const { width, height, seed } = paintingSettings.parse(settings);
      const request = { prompt, negativePrompt, width, height, seed, index };
      return { bytes: await pool.paint(request, options) };
    },
  });
}
