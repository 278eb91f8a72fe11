/** Phrases that prompts may not have: what admins see of them, and their forms. */
import { z } from "zod";
import { plainText } from "~/domain/forms";
import { reason, seen } from "./forms";

const time = z.iso.datetime({ offset: true });
const person = z.object({ id: z.uuid(), name: z.string() });

export const adminRules = z.object({
  isOn: z.boolean(),
  rules: z.array(
    z.object({
      id: z.uuid(),
      phrase: z.string(),
      /** Prompts may have it, although a phrase that they may not have is in it. */
      isAllowed: z.boolean(),
      /** How many prompts were refused because of it. */
      hits: z.number().int(),
    }),
  ),
  /** Whom the rules hit within a month, the most often first. */
  people: z.array(person.extend({ hits: z.number().int(), lastAt: time })),
  objections: z.array(
    z.object({
      id: z.uuid(),
      person,
      phrase: z.string(),
      prompt: z.string(),
      words: z.string(),
      at: time,
    }),
  ),
});
export type AdminRules = z.infer<typeof adminRules>;

const noPhrase = "Enter a phrase, or several with one on each line.";

export const ruleForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.enum(["block", "allow"]),
    phrases: plainText(20_000, noPhrase)
      .min(1, noPhrase)
      .transform((text) => text.split("\n").flatMap((line) => line.trim() || []))
      .refine(
        (lines) => lines.every((line) => line.length <= 200),
        "Keep each phrase to 200 characters or fewer.",
      ),
    reason,
  }),
  z.object({
    intent: z.literal("remove"),
    ruleId: z.array(z.uuid()).min(1, "Select at least one phrase."),
    reason,
  }),
  z.object({ intent: z.enum(["on", "off"]), seen, reason }),
  z.object({
    intent: z.literal("close"),
    objectionId: z.array(z.uuid()).min(1, "Select at least one objection."),
    reason,
  }),
]);
export type RuleIntent = z.output<typeof ruleForm>["intent"];
