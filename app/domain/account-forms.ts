import { z } from "zod";
import { emailAddress } from "./forms";
import { currentPassword } from "./passwords";

/** Another address that a person has asked for. */
export interface PendingEmail {
  newEmail: string;
  /** One of the two links has been opened. */
  isHalfConfirmed: boolean;
}

/** A Google account that signs in to a person's own. */
export interface LinkedGoogle {
  email: string;
  /** ISO 8601; null: not known. */
  linkedAt: string | null;
  /** Whether the person can also sign in without it. */
  hasPassword: boolean;
}

export const changeEmailForm = z.object({
  email: emailAddress,
  /** Left out by who need not show it. */
  currentPassword: currentPassword.optional(),
});
export type ChangeEmailForm = z.input<typeof changeEmailForm>;

const code = z
  .string("Enter the code.")
  .overwrite((text) => text.replaceAll(/\s/g, ""))
  .regex(/^\d{6}$/, "Enter the 6 digits that your app shows.");

/** Said of a code that Auth does not take, here and at sign-in. */
export const wrongCode = "That code isn't right. Enter the one that your app shows now.";

/** The last step of signing in. */
export const codeForm = z.object({ code, next: z.string().catch("/") });
export type CodeForm = z.input<typeof codeForm>;

/** The first code of an authenticator app. */
export const secondFactorForm = z.object({ factorId: z.uuid(), code });
export type SecondFactorForm = z.input<typeof secondFactorForm>;

/** What asks for the end of an account, or of a way into it. */
export const ownerForm = z.object({
  /** Left out by who need not show it. */
  currentPassword: currentPassword.optional(),
});
export type OwnerForm = z.input<typeof ownerForm>;
