import { z } from "zod";
import { isStorable } from "./text";

const minCharacters = 8;
/** bcrypt, which Supabase Auth hashes passwords with, reads no further. */
const maxBytes = 72;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
const isWithinBytes = (text: string): boolean => bytesOf(text) <= maxBytes;

/** The same letters in the same bytes, however a keyboard made them. */
const passwordSchema = (missing: string) =>
  z
    .string(missing)
    .min(1, missing)
    .refine(isStorable, "This password has characters we can't store.")
    .overwrite((text) => text.normalize("NFC"));

/** A password being chosen. Whether it is easy to guess is up to the use-case. */
export const newPassword = passwordSchema("Choose a password.")
  .refine((text) => [...text].length >= minCharacters, `Use at least ${minCharacters} characters.`)
  .refine(
    isWithinBytes,
    `Use at most ${maxBytes} characters. Accented letters count as two, emoji as four or more.`,
  );

/** A password that somebody signs in with. */
export const currentPassword = passwordSchema("Enter your password.").refine(
  isWithinBytes,
  `That's too long: passwords have at most ${maxBytes} characters.`,
);

/** Why others would guess a password. */
export type Weakness = "common" | "personal" | "breached";

export const weaknessMessages: Readonly<Record<Weakness, string>> = {
  common: "That password is too common. Choose another.",
  personal: "That's too close to your name, your email or Easel. Choose another password.",
  breached: "That password was in a data breach somewhere else. Choose another.",
};
