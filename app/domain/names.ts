/** What a person may call something of theirs. The schemas run on the server only. */
import { z } from "zod";
import { firstGraphemes } from "./text";

/** In characters as people count them. */
const maxNameLength = 80;

/** One line with single spaces, in one form of each letter. */
export function inOneLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** Something that can be seen: not only spaces, marks and characters of no width. */
export const isVisible = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** So many characters as people count them, of eight code points each at most. */
export function isWithin(text: string, count: number): boolean {
  return firstGraphemes(text, count) === text && Array.from(text).length <= count * 8;
}

/**
 * A name, made one line.
 *
 * @param nameless what to say where there is none
 */
export const nameOf = (nameless: string) =>
  z
    .string(nameless)
    .refine((text) => text.isWellFormed(), "This name has characters we can't store.")
    .overwrite(inOneLine)
    .refine(isVisible, nameless)
    .refine(
      (text) => isWithin(text, maxNameLength),
      `Keep the name to ${maxNameLength} characters or fewer.`,
    );
