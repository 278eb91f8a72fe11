import { z } from "zod";
import { defaultSeedRange } from "~/domain/models";
import { shapes } from "~/domain/shapes";

/** Each is read anew whenever the picture is painted. */
export const mostChanges = 100;
/** Within what a request may store. */
export const mostLetters = 12_000;

const sizes = new Set(Object.values(shapes).map(({ width, height }) => `${width}×${height}`));

/** In JSON and UTF-8. */
export const countLetters = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * How a picture is painted, or was: no other size than the shapes have, and no more words than a request may store.
 * Some of it may come from another Easel, in an import.
 */
export const paintingSettings = z
  .object({
    width: z.int(),
    height: z.int(),
    seed: z.int().min(defaultSeedRange.min).max(defaultSeedRange.max),
    /** Of a picture that is made anew: how it was made. */
    painting: z
      .object({
        prompt: z.string(),
        negativePrompt: z.string(),
        index: z.int().min(0),
        changes: z.array(z.string()).max(mostChanges),
      })
      .refine((painting) => countLetters(painting) <= mostLetters)
      .optional(),
  })
  .refine(({ width, height }) => sizes.has(`${width}×${height}`));
