import { z } from "zod";

/** What a person has just done with files: the next page says so, once. */
export const justDone = z.object({
  did: z.enum(["saved", "trashed", "restored", "deleted"]),
  /** Those that it reached, as far as the page has a use for them: to show the one, or to undo it. */
  mediaIds: z.array(z.uuid()).max(100),
  /** How many it reached. */
  count: z.number().int().nonnegative(),
  /** How many were asked for. */
  requested: z.number().int().nonnegative(),
});
export type JustDone = z.infer<typeof justDone>;
