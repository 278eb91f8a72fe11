/** Names of boards, and tags: what a person may type, made one line. The schemas run on the server only. */
import { z } from "zod";
import { inOneLine, isVisible, isWithin, nameOf } from "./names";
import { shorten } from "./text";

/** In characters as people count them. */
const maxTagLength = 40;
const maxTags = 30;

export const boardName = nameOf("Give the board a name.");

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
