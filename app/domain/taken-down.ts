import { z } from "zod";

/** What an admin has taken down of one's own. */
export const takenDownView = z.object({
  id: z.uuid(),
  /** What the admin says of it; empty for nothing. */
  words: z.string(),
  /** 0: the link of a board alone was ended. */
  fileCount: z.number().int(),
  takenAt: z.iso.datetime({ offset: true }),
});
export type TakenDown = z.infer<typeof takenDownView>;
