/** Prompts that the rules refused, as their owners see them, and what they say against that. */
import { z } from "zod";
import { plainText } from "./forms";

export const blockedPrompt = z.object({
  id: z.uuid(),
  phrase: z.string(),
  prompt: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  /** Why they think that it should not have been; null: they said nothing yet. */
  objection: z.string().nullable(),
});
export type BlockedPrompt = z.infer<typeof blockedPrompt>;

const noWords = "Say in a few words why this should be allowed.";
export const objectionForm = z.object({ words: plainText(2000, noWords).min(1, noWords) });
export type ObjectionForm = z.input<typeof objectionForm>;
