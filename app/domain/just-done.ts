import { z } from "zod";

const deeds = [
  "saved",
  "trashed",
  "restored",
  "deleted",
  "starred",
  "unstarred",
  "boarded",
  "unboarded",
  "tagged",
  "untagged",
] as const;
export type Deed = (typeof deeds)[number];

/** What a person has just done with files: the next page says so, once. */
export const justDone = z.object({
  did: z.enum(deeds),
  /** Those that an Undo is for, else the one to show; in `kept` where they are too many for a cookie. */
  mediaIds: z.array(z.uuid()).max(100),
  /** The token under which the server keeps them for an hour. */
  kept: z.string().optional(),
  /** The id of the board, or the tags. */
  of: z.string().optional(),
  /** How many it reached. */
  count: z.number().int().nonnegative(),
  /** How many were asked for. */
  requested: z.number().int().nonnegative(),
  /** True when there are more that it was not tried with yet. */
  hasMore: z.boolean().optional(),
  /** Why it ended before all that were asked for: no more fit, or something could not be reached. */
  stopped: z.enum(["full", "trouble"]).optional(),
});
export type JustDone = z.infer<typeof justDone>;
