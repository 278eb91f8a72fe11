import type { AiProvider } from "~/.server/ai/port";
import type { PainterPool } from "~/.server/painter/painter-pool";
import { createBuiltInProvider } from "../built-in/built-in-provider";
import { paintingSettings } from "./painting-settings";

/** The built-in painter as a provider: the models `painter` and `repaint`. */
export function createPainterProvider(pool: PainterPool): AiProvider {
  return createBuiltInProvider({
    name: "painter",
    displayName: "The built-in painter",
    async make({ prompt, negativePrompt, settings }, { index, ...options }) {
      const { width, height, seed, painting } = paintingSettings.parse(settings);
      const words = painting
        ? { ...painting, changes: [...painting.changes, prompt] }
        : { prompt, negativePrompt, index };
      return { bytes: await pool.paint({ ...words, width, height, seed }, options) };
    },
  });
}
