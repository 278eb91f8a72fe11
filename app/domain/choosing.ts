import { z } from "zod";

/** As many files one press acts on; more are left for the next. */
export const mostAtOnce = 1500;
/** As many files a zip holds. */
export const mostZipped = 10_000;

/** As many files can be chosen one by one, and named in one form. */
const mostChosen = 1000;
/** As many files one address names. */
export const mostInAddress = 100;

/** The ids of a text with commas between them, each once. They may be anything yet. Pure. */
export function splitIds(text: string): string[] {
  const ids = text.split(",").map((id) => id.trim().toLowerCase());
  return [...new Set(ids)].filter((id) => id !== "");
}

/** A field of at least one id and at most so many, with commas between them. */
export const idList = (most: number) =>
  z.string().transform(splitIds).pipe(z.array(z.uuid()).min(1).max(most));

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
  .transform(({ mediaId, mediaIds }) => splitIds([...mediaId, mediaIds].join(",")))
  .pipe(z.array(z.uuid()).max(mostChosen));
