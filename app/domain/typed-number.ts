/** Numbers in forms. Whatever people type as a number is read here. */
import { z } from "zod";
import { normalizeInteger, normalizeNumber } from "./normalize-number";

/** Digits as our own controls send them. */
export const wholeNumber = (min: number, max: number, words: string) =>
  z
    .string(words)
    .regex(/^\d{1,10}$/, words)
    .transform(Number)
    .refine((value) => value >= min && value <= max, words);

/** A whole number as people type or paste it; the bounds of `wholeNumber` hold for it. */
export const typedWholeNumber = (min: number, max: number, words: string) =>
  z
    .string(words)
    .overwrite(normalizeInteger)
    .pipe(wholeNumber(min, max, words));

/** A number that may have a fraction, as people type it. */
export const typedNumber = (min: number, max: number, words: string) =>
  z
    .string(words)
    .overwrite(normalizeNumber)
    .regex(/^\d{1,10}(\.\d{1,3})?$/, words)
    .transform(Number)
    .refine((value) => value >= min && value <= max, words);
