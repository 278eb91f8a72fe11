import { z } from "zod";
import type { AiProvider } from "~/.server/ai/port";
import { filmSize } from "~/.server/motion/film-size";
import type { MotionPool } from "~/.server/motion/motion-pool";
import { createBuiltInProvider } from "../built-in/built-in-provider";

const filmSettings = z.object({
  shape: z.string(),
  resolution: z.string(),
  durationSeconds: z.number().int(),
  seed: z.number().int(),
});

/** The built-in maker of films as a provider. */
export function createMotionProvider(pool: MotionPool): AiProvider {
  return createBuiltInProvider({
    name: "motion",
    displayName: "The built-in animator",
    async make({ prompt, negativePrompt, settings }, { source, ...options }) {
      const { shape, resolution, durationSeconds, seed } = filmSettings.parse(settings);
      const last = options.pictures.find(({ role }) => role === "last");
      const pictures = [source, last?.picture].flatMap((each) => each?.bytes ?? []);
      const order = { prompt, negativePrompt, durationSeconds, seed, pictures };
      const { mp4, poster } = await pool.film(
        { ...order, ...filmSize(resolution, shape) },
        options,
      );
      return { bytes: mp4, poster };
    },
  });
}
