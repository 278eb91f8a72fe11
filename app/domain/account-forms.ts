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

/** What asks for the end of an account, or of a way into it. */
export const ownerForm = z.object({
  /** Left out by who need not show it. */
  currentPassword: currentPassword.optional(),
});
export type OwnerForm = z.input<typeof ownerForm>;
