/** Whose uses are counted together. An address is coarse: a /24 or /48 block. */
type Counted = "person" | "address" | "email" | "admin";

interface RateLimit {
  whose: Counted;
  /** At most so many in any window of that length. */
  uses: number;
  seconds: number;
}

const hour = 3600;

/**
 * How often something may be done, counted in the database that all processes share. Beyond these: signing in, for
 * people and for admins, has waits that grow (`private.count_attempt`), starting a generation the limits of the control
 * panel (`private.check_may_start`), a prompt against the rules its own (`20261123002760_prompt_rules.sql`).
 */
export const rateLimits = {
  "sign-up": { whose: "address", uses: 200, seconds: hour },
  /** Signing up with an address that has an account, where the answer says so: else whole lists could be tried. */
  "sign-up-taken": { whose: "address", uses: 20, seconds: hour },
  "reset-address": { whose: "address", uses: 60, seconds: hour },
  /** Mails with a link to one person, whoever asks for them. */
  reset: { whose: "email", uses: 5, seconds: hour },
  /** Links that change an account's address. */
  "email-change": { whose: "person", uses: 5, seconds: hour },
  /** Such mails to one new address, whoever asks for them: what goes beyond is not sent, and nobody is told. */
  "email-change-to": { whose: "email", uses: 100, seconds: hour },
  confirm: { whose: "address", uses: 60, seconds: 900 },
  google: { whose: "address", uses: 120, seconds: 900 },
  /** With Google's own code, where Easel runs its own Auth; what that says of it is counted next. */
  "google-code": { whose: "address", uses: 120, seconds: 900 },
  "google-return": { whose: "address", uses: 120, seconds: 900 },
  /** Keys for an authenticator app, and codes that confirm one. */
  "second-factor": { whose: "person", uses: 30, seconds: hour },
  draft: { whose: "address", uses: 120, seconds: hour },
  upload: { whose: "person", uses: 120, seconds: hour },
  "upload-address": { whose: "address", uses: 30, seconds: hour },
  share: { whose: "person", uses: 120, seconds: hour },
  report: { whose: "address", uses: 20, seconds: hour },
  zip: { whose: "person", uses: 30, seconds: 600 },
  ledger: { whose: "person", uses: 30, seconds: 600 },
  export: { whose: "person", uses: 10, seconds: hour },
  import: { whose: "person", uses: 10, seconds: hour },
  gift: { whose: "person", uses: 20, seconds: hour },
  /** Whatever an admin sends. */
  admin: { whose: "admin", uses: 600, seconds: hour },
  /** Tables as files, from the admin pages. */
  "admin-export": { whose: "admin", uses: 60, seconds: hour },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof rateLimits;

/** Those of people, who have to be signed in to use them up. */
export type PersonLimitName = {
  [Name in RateLimitName]: (typeof rateLimits)[Name]["whose"] extends "person" ? Name : never;
}[RateLimitName];
