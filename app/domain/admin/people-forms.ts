/** What admins send about people, gift codes and monthly credits. */
import { z } from "zod";
import { allowanceModes } from "~/domain/credits";
import { plainText } from "~/domain/forms";
import { typedWholeNumber } from "~/domain/typed-number";
import { reason } from "./forms";

const amount = typedWholeNumber(
  1,
  1_000_000,
  "Enter a whole number of credits from 1 to 1,000,000.",
);
const key = z.uuid();
const ticked = z
  .string()
  .optional()
  .transform((value) => value === "on");
/** How many credits the admin has confirmed, in all; null: none. Another sum has to be confirmed anew. */
const seenTotal = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .nullable()
  .default(null)
  .catch(null);
/** Empty: any number. */
const cap = typedWholeNumber(
  0,
  1_000_000_000,
  "Enter a whole number of credits, or nothing for no limit.",
)
  .optional()
  .transform((value) => value ?? null);

const adjustForm = z.object({
  intent: z.literal("adjust"),
  key,
  direction: z.enum(["give", "take"], "Choose whether to give or to take."),
  credits: amount,
  confirmed: seenTotal,
  reason,
});
const refundForm = z.object({
  intent: z.literal("refund"),
  key,
  generationId: z.uuid(),
  credits: amount,
  confirmed: seenTotal,
  reason,
});
const suspendForm = z.object({
  intent: z.literal("suspend"),
  message: plainText(1000).default(""),
  reason,
});
const plainForm = <Intent extends string>(intent: Intent) =>
  z.object({ intent: z.literal(intent), reason });

/** The rule is checked together with the day, so that a person and everybody have the same form. */
const allowanceForm = z.object({
  intent: z.literal("allowance"),
  mode: z.enum(allowanceModes, "Choose how the credits come."),
  credits: typedWholeNumber(0, 1_000_000, "Enter a whole number of credits from 0 to 1,000,000."),
  day: typedWholeNumber(1, 31, "Enter a day of the month from 1 to 31."),
  thisMonth: ticked,
  reason,
});
const capsForm = z.object({
  intent: z.literal("caps"),
  dayCredits: cap,
  monthCredits: cap,
  isOwn: ticked,
  reason,
});

export const personForm = z.discriminatedUnion("intent", [
  adjustForm,
  refundForm,
  suspendForm,
  plainForm("lift"),
  plainForm("sign-out"),
  plainForm("codes-off"),
  plainForm("delete").extend({
    confirmed: ticked.refine(Boolean, "Tick the box first: this can't be undone."),
  }),
  allowanceForm,
  plainForm("end-allowance"),
  capsForm,
]);
export type PersonForm = z.output<typeof personForm>;
export type PersonIntent = PersonForm["intent"];

export const rulesForm = z.discriminatedUnion("intent", [
  allowanceForm,
  plainForm("end-allowance"),
  capsForm,
]);
export type RulesForm = z.output<typeof rulesForm>;

const expiry = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return null;
    const at = new Date(`${text}T23:59:59.999Z`);
    if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime())) return at;
    context.addIssue("Enter a date like 2027-01-31, or nothing for no end.");
    return z.NEVER;
  })
  .refine((at) => at === null || at > new Date(), "Choose a day that's not over.");

const makeCodesForm = z.object({
  intent: z.literal("make"),
  batchId: z.uuid(),
  label: plainText(100, "Give the codes a name.").min(1, "Give the codes a name."),
  credits: amount,
  count: typedWholeNumber(1, 1000, "Enter a whole number of codes from 1 to 1,000."),
  uses: typedWholeNumber(1, 100_000, "Enter a whole number of people from 1 to 100,000."),
  expires: expiry,
  confirmed: seenTotal,
  reason,
});
export const codesForm = z.discriminatedUnion("intent", [
  makeCodesForm,
  plainForm("withdraw").extend({ batchId: z.uuid() }),
]);
