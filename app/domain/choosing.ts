import { z } from "zod";

/** As many files one press acts on; more are left for the next. */
export const mostAtOnce = 1500;
/** As many files a zip holds. */
export const mostZipped = 10_000;

/** As many files can be chosen one by one, and named in one form. */
export const maxChosen = 1000;

/** How a form names files: one field for each, as boxes send them, or one for all, with commas between. */
export const choiceFields = {
  mediaId: z.array(z.string()).default([]),
  mediaIds: z.string().default(""),
  /** A token of `keepIds`. */
  kept: z.string().max(100).default(""),
  /** Everything that the address of the form lists, instead. */
  all: z.literal("yes").optional(),
};

export type Choice = z.infer<z.ZodObject<typeof choiceFields>>;

/** The ids of such a form that it names itself, each once. */
export const chosenIds = z
  .object({ mediaId: choiceFields.mediaId, mediaIds: choiceFields.mediaIds })
  .transform(({ mediaId, mediaIds }) => {
    const ids = [...mediaId, ...mediaIds.split(",")].map((id) => id.trim().toLowerCase());
    return [...new Set(ids)].filter((id) => id !== "");
  })
  .pipe(z.array(z.uuid()).max(maxChosen));
