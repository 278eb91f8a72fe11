/** What the forms may carry. Shared words for the limits; the schemas themselves run on the server only. */
import { z } from "zod";
import { frameUnits } from "./frame-fields";
import { defaultSeedRange, maxPromptLength, seedMessage } from "./models";
import { currentPassword, newPassword } from "./passwords";
import { slotFields } from "./picture-slots";
import { soundChoices } from "./prices";
import { shapeIds } from "./shapes";
import { isStorable } from "./text";
import { typedNumber, typedWholeNumber, wholeNumber } from "./typed-number";

/** Line breaks count once: without JavaScript a browser sends each as two characters. */
export function plainText(maxLength: number, missing?: string) {
  return z
    .string(missing)
    .overwrite((text) => text.replaceAll("\r\n", "\n"))
    .trim()
    .max(maxLength, `Keep this under ${maxLength.toLocaleString("en-US")} characters.`)
    .refine(isStorable, { error: "This text has characters we can't store.", abort: true });
}

const pictureId = z.uuid("Choose one of your pictures.").optional();

/** The further pictures that it is given. */
const onePictureEach = Object.fromEntries(slotFields.map((field) => [field, pictureId])) as Record<
  (typeof slotFields)[number],
  typeof pictureId
>;

/** Said where a model needs words and there are none. */
export const noPrompt = "Describe what you want to see.";

const room = typedNumber(0, 9999, "Enter a number, like 25, or leave this empty.").optional();

/** The studio's form as the browser sends it. The chosen model's own schema narrows it further. */
export const studioForm = z.object({
  idempotencyKey: z.uuid(),
  model: plainText(100).min(1),
  /** Empty where the model needs no words. */
  prompt: plainText(maxPromptLength).default(""),
  negativePrompt: plainText(maxPromptLength).default(""),
  /** This and what follows is there only for models that have it. */
  shape: z.enum(shapeIds, "Choose one of the shapes.").optional(),
  count: wholeNumber(1, 4, "Choose a number from 1 to 4."),
  durationSeconds: wholeNumber(1, 600, "Choose one of the lengths.").optional(),
  resolution: plainText(20).optional(),
  steps: typedWholeNumber(1, 1000, "Steps must be a whole number.").optional(),
  guidance: typedNumber(0, 9999.999, "Guidance must be a number, like 3.5.").optional(),
  sound: z.enum(soundChoices, "Choose with or without sound.").optional(),
  frameLeft: room,
  frameRight: room,
  frameTop: room,
  frameBottom: room,
  frameUnit: z.enum(frameUnits, "Choose percent or pixels.").optional(),
  /** The picture that it is made from, one's own or an upload. */
  sourceMediaId: pictureId,
  /** Which part of it is to change: a mask that was kept. */
  maskId: z.uuid("Mark the part to change again.").optional(),
  ...onePictureEach,
  seed: typedWholeNumber(
    defaultSeedRange.min,
    defaultSeedRange.max,
    seedMessage(defaultSeedRange),
  ).optional(),
  /**
   * The prices that the person saw, as `priceKey` says them. Compared with ours, never charged. Every page of ours
   * names them; a form without them agrees to ours, which its receipt says.
   */
  quotedPrice: plainText(500).optional(),
  /** What the person was told will not be in it, as `skippedWords` says it. Compared with ours, like the price. */
  skippedWords: z.string().default(""),
});
export type StudioForm = z.infer<typeof studioForm>;

/** The words of that form alone, to be read before they are paid. */
export const promptForm = studioForm.pick({
  model: true,
  prompt: true,
  negativePrompt: true,
  sourceMediaId: true,
  frameLeft: true,
  frameRight: true,
  frameTop: true,
  frameBottom: true,
  frameUnit: true,
});

/**
 * A button of the studio's form that makes nothing: `model:painter` puts that value into that field, and the page comes
 * back with everything else as it was typed. After `read` it comes back as it is, and says what the model will make of
 * the prompt; after `upload` it comes back with the file that was sent along as what something is made from; after
 * `choose:model` it comes back as the list of models.
 */
export const studioIntent = z.object({
  intent: z
    .string()
    .regex(
      /^(?:(?:model|seed|prompt|maskId):|choose:model$|(?:read|upload)$)/,
      "This button does nothing here.",
    )
    .transform((intent): Record<string, string> => {
      if (intent === "read" || intent === "upload") return {};
      const [name = ""] = intent.split(":", 1);
      return { [name]: intent.slice(name.length + 1) };
    }),
});

const perFormFields = [
  "idempotencyKey",
  "quotedPrice",
  "skippedWords",
  "intent",
  "account",
  "theme",
];

/**
 * What the person typed and chose in the studio's form: all of it but its key, whose it is, what was shown and the
 * button.
 */
export function chosenFields<Value>(
  form: Readonly<Record<string, Value>>,
): [string, Exclude<Value, undefined>][] {
  return Object.entries(form).filter(
    (entry): entry is [string, Exclude<Value, undefined>] =>
      entry[1] !== undefined && !perFormFields.includes(entry[0]),
  );
}

const percent = (words: string) => typedNumber(0, 100, words);

const areaWords = "Enter four numbers from 0 to 100.";
/** The part to change as a rectangle, in percent, where it is not painted. Text fields, all of them empty for none. */
export const maskAreaForm = z
  .object({
    maskLeft: percent(areaWords),
    maskTop: percent(areaWords),
    maskWidth: percent(areaWords).refine((value) => value > 0, areaWords),
    maskHeight: percent(areaWords).refine((value) => value > 0, areaWords),
  })
  .transform(({ maskLeft, maskTop, maskWidth, maskHeight }) => ({
    ...{ left: maskLeft, top: maskTop, width: maskWidth, height: maskHeight },
  }));

/** What a schema refused, in its words by the field's name; null for every other error. */
export function fieldErrors(error: unknown): Record<string, string[]> | null {
  if (!(error instanceof z.ZodError)) return null;
  return Object.fromEntries(
    error.issues.map(({ path, message }) => [String(path[0] ?? "model"), [message]]),
  );
}

/** In any script, on one line: nothing that is no letter and changes how the words around it are shown. */
const displayName = plainText(80)
  .overwrite((name) => name.normalize("NFC"))
  .refine(
    (name) => !/[\p{Cc}\u2028-\u202E\u2066-\u2069\uFEFF]/u.test(name),
    "Leave out line breaks and invisible characters.",
  );

export const emailAddress = z
  .string("Enter your email.")
  .trim()
  .max(254, "This email is too long.")
  .pipe(z.email("This doesn't look like an email address."));

/** A hidden field, so it never blocks the form. */
const next = z.string().catch("/");

export const signUpForm = z.object({
  name: displayName.default(""),
  email: emailAddress,
  /** Left out where a mailed link finishes the account. */
  password: newPassword.optional(),
  next,
});
export type SignUpForm = z.input<typeof signUpForm>;
export const signInForm = z.object({
  email: emailAddress,
  password: currentPassword,
  next,
});
export type SignInForm = z.input<typeof signInForm>;
export const forgotPasswordForm = z.object({ email: emailAddress });
export type ForgotPasswordForm = z.input<typeof forgotPasswordForm>;
export const resetPasswordForm = z.object({
  password: newPassword,
  /** Left out by who came by a link from a mail. */
  currentPassword: currentPassword.optional(),
  next,
});
export type ResetPasswordForm = z.input<typeof resetPasswordForm>;
export const confirmForm = z.object({
  token_hash: plainText(200).min(1),
  type: z.enum(["signup", "recovery", "email_change"]),
  next,
});
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const themeForm = z.object({ theme: z.enum(themes), next });

/** The page of a list that an address asks for, from 1; the first for all that is no such number. Pure. */
export function pageIn({ searchParams }: URL): number {
  return wholeNumber(1, 100_000, "").catch(1).parse(searchParams.get("page"));
}

/** The switch of the account's page: whether a mail comes before files go. */
export const goingMailForm = z.object({
  goingMail: z.enum(["on", "off"], "Choose on or off."),
});

/** The account's page. Empty: no name. */
export const nameForm = z.object({ name: displayName.default("") });
export type NameForm = z.input<typeof nameForm>;

/** A picture of oneself: the file that came along, or none any more. */
export const avatarForm = z.object({
  avatar: z.enum(["save", "remove"], "Choose a picture, or remove the one that's there."),
});
