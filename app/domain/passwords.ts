import { z } from "zod";

const leastCharacters = 8;
/** bcrypt, which Supabase Auth hashes passwords with, reads no further. */
const mostBytes = 72;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
const isWithinBytes = (text: string): boolean => bytesOf(text) <= mostBytes;

/** The same letters in the same bytes, however a keyboard made them. */
const typed = (missing: string) =>
  z
    .string(missing)
    .min(1, missing)
    .refine(
      (text) => text.isWellFormed() && !text.includes("\0"),
      "This password has characters we can't store.",
    )
    .overwrite((text) => text.normalize("NFC"));

/** A password being chosen. Whether it is easy to guess is up to the use-case. */
export const newPassword = typed("Choose a password.")
  .refine(
    (text) => [...text].length >= leastCharacters,
    `Use at least ${leastCharacters} characters.`,
  )
  .refine(
    isWithinBytes,
    `Use at most ${mostBytes} characters. Accented letters count as two, emoji as four or more.`,
  );

/** A password that somebody signs in with. */
export const currentPassword = typed("Enter your password.").refine(
  isWithinBytes,
  `That's too long: passwords have at most ${mostBytes} characters.`,
);

/** Why others would guess a password. */
export type Weakness = "common" | "personal" | "breached";

export const weaknessWords: Readonly<Record<Weakness, string>> = {
  common: "That password is too common. Choose another.",
  personal: "That's too close to your name, your email or Easel. Choose another password.",
  breached: "That password was in a data breach somewhere else. Choose another.",
};
