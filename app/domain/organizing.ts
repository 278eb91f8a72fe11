/** Names of boards, and tags: what a person may type, made one line. The schemas run on the server only. */
import { z } from "zod";
import { firstGraphemes, shorten } from "./text";

/** In characters as people count them. */
const maxBoardNameLength = 80;
const maxTagLength = 40;
const maxTags = 30;

/** One line with single spaces, in one form of each letter. */
function inOneLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** Something that can be seen: not only spaces, marks and characters of no width. */
const isVisible = (text: string) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** So many characters as people count them, of eight code points each at most. */
function isWithin(text: string, count: number): boolean {
  return firstGraphemes(text, count) === text && Array.from(text).length <= count * 8;
}

const nameless = "Give the board a name.";

export const boardName = z
  .string(nameless)
  .refine((text) => text.isWellFormed(), "This name has characters we can't store.")
  .overwrite(inOneLine)
  .refine(isVisible, nameless)
  .refine(
    (text) => isWithin(text, maxBoardNameLength),
    `Keep the name to ${maxBoardNameLength} characters or fewer.`,
  );

const noTag = "Type a tag first.";

/** Several tags with commas between them; each once. */
export const tagList = z
  .string(noTag)
  .refine((text) => text.isWellFormed(), "This tag has characters we can't store.")
  .transform((text) => [
    ...new Set(
      text
        .split(/[,，、;\n]/)
        .map(inOneLine)
        .filter(isVisible),
    ),
  ])
  .superRefine((tags, context) => {
    const long = tags.find((tag) => !isWithin(tag, maxTagLength));
    if (tags.length === 0) context.addIssue(noTag);
    if (tags.length > maxTags) context.addIssue(`Add ${maxTags} tags or fewer at a time.`);
    if (long !== undefined)
      context.addIssue(
        `Keep each tag to ${maxTagLength} characters or fewer. “${shorten(long, 24)}” is longer.`,
      );
  });
