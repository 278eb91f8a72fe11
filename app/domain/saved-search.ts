import { z } from "zod";
import { firstGraphemes } from "./text";

/** In characters as people count them. */
const maxNameLength = 80;

const nameless = "Give the search a name.";

/** What a person calls a search, made one line. The schema runs on the server only. */
export const searchName = z
  .string()
  .refine((text) => text.isWellFormed(), "This name has characters we can't store.")
  .overwrite((text) =>
    text
      .normalize("NFC")
      .replaceAll(/[\s\p{Cc}]+/gu, " ")
      .trim(),
  )
  .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), nameless)
  .refine(
    (text) => firstGraphemes(text, maxNameLength) === text && [...text].length <= maxNameLength * 8,
    `Keep the name to ${maxNameLength} characters or fewer.`,
  );

/** Checked by `searchName`: among several forms only one can say what is wrong with its field. */
const name = z.string().default("");
const searchId = z.uuid();

export const saveSearchForm = z.object({
  intent: z.literal("save-search"),
  searchId,
  name,
  /** What the address of the gallery says. */
  query: z.string().max(4000),
});
export const renameSearchForm = z.object({
  intent: z.literal("rename-search"),
  searchId,
  name,
});
export const deleteSearchForm = z.object({ intent: z.literal("delete-search"), searchId });
