import { z } from "zod";

/** How a picture of one's own came to be. */
export const madePicture = z.object({
  id: z.uuid(),
  model: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** Among the files of its request, from 1. */
  position: z.number().int(),
});
export type MadePicture = z.infer<typeof madePicture>;

/**
 * What a model that goes on from how its source was made stores of that, or words for why it can't. `made` is null for
 * a picture from outside. Pure.
 */
export type ReadMade = (made: MadePicture | null) => Record<string, unknown> | string;
