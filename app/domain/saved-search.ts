import { z } from "zod";
import { nameOf } from "./names";

export const searchName = nameOf("Give the search a name.");

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
