import { z } from "zod";
import { plainText } from "~/domain/forms";
import { typedNumber, typedWholeNumber } from "~/domain/typed-number";
import { plainSettings } from "./settings";

const noName = "Enter your name.";
const noPassword = "Enter the admin password.";
const noReason = "Say why, in a few words.";

/** The way into the admin pages. */
export const adminSignInForm = z.object({
  intent: z.literal("sign-in"),
  name: plainText(100, noName).min(1, noName),
  password: z.string(noPassword).min(1, noPassword).max(128, "That's too long for it."),
  code: plainText(20).default(""),
  next: z.string().catch("/admin-control"),
});
export type AdminSignInForm = z.input<typeof adminSignInForm>;

/** Why an admin does what a form does: a line of the audit log. Part of every form that changes something. */
export const reason = plainText(1000, noReason).min(1, noReason);

/** A checkbox. */
export const checked = z
  .string()
  .optional()
  .transform((value) => value === "on");

/** What the form showed, as JSON, so that nobody writes over what somebody else has saved meanwhile. */
export const seen = z
  .string()
  .default("null")
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("is no JSON");
      return z.NEVER;
    }
  });

export const settingForm = z.object({
  intent: z.literal("change"),
  name: z.enum(plainSettings),
  value: plainText(2000).default(""),
  isOn: checked,
  image: checked,
  edit: checked,
  video: checked,
  seen,
  reason,
});
export type SettingForm = z.input<typeof settingForm>;

export const providerForm = z.object({
  intent: z.literal("provider"),
  provider: plainText(100).min(1),
  isOn: checked,
  message: plainText(300).default(""),
  seen,
  reason,
});
export type ProviderForm = z.input<typeof providerForm>;

/** Puts back what one line of the audit log changed. */
export const undoForm = z.object({
  intent: z.literal("undo"),
  line: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  reason,
});
export type UndoForm = z.input<typeof undoForm>;

export const controlForm = z.discriminatedUnion("intent", [settingForm, providerForm, undoForm]);

const noPrice = "Enter a whole number of credits from 1 to 1,000,000.";
const noRate = "Enter a number of credits above 0, like 1200 or 2.5.";
const noPlace = "Enter a whole number from 1 to 1,000.";

/** Empty: the model's own. */
const price = typedWholeNumber(1, 1_000_000, noPrice)
  .optional()
  .transform((value) => value ?? null);

/** `1,200` may be meant as a thousand or as a one, and either is a price: refused. Empty: the model's own. */
const rate = z
  .string()
  .trim()
  .refine((text) => !/^[1-9]\d{0,2}[.,]\d{3}$/.test(text), noRate)
  .pipe(typedNumber(0.001, 1_000_000, noRate))
  .optional()
  .transform((value) => value ?? null);

const place = typedWholeNumber(1, 1000, noPlace)
  .optional()
  .transform((value) => value ?? null);

/** The fields of a model that differ from one to the other: a rate for each name, a place for each route. */
export const rateField = (name: string): string => `rate-${name}`;
export const placeField = (at: number): string => `place-${at}`;

export function modelForm(rates: readonly string[], routeCount: number) {
  return z
    .object({
      isOn: checked,
      message: plainText(300).default(""),
      price,
      seen,
      reason,
      ...Object.fromEntries(rates.map((name) => [rateField(name), rate])),
      ...Object.fromEntries(Array.from({ length: routeCount }, (_, at) => [placeField(at), place])),
    })
    .transform((form) => form as typeof form & Record<string, unknown>);
}
