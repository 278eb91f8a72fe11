import type { KnownDevice } from "~/domain/viewer";

/** Accounts' own facts beside Supabase Auth. */
export interface Accounts {
  /** Counts one use of a bucket. Error: rate_limited with `retryAfterSeconds`. */
  takeRateLimit(bucket: string, limit: number, windowSeconds: number): Promise<void>;
  /** Whether Supabase Auth has just sent this address a link, and so sends no other one yet. */
  wasJustMailed(email: string): Promise<boolean>;
  /** Keeps texts for an hour, to be found by a random token alone, of which a hash is kept. */
  saveDraft(token: string, fields: Readonly<Record<string, string>>): Promise<void>;
  readDraft(token: string): Promise<Record<string, string> | null>;
}

/** Where somebody is signed in now. */
export interface SignedInPlace {
  /** What the browser is to keep from now on; see `KnownDevice`. */
  ids: readonly string[];
  /** The account has been signed in elsewhere before, and never here. */
  isNew: boolean;
}

/** A try to sign in that has been counted. Left alone, it was a failure. */
export interface SignInAttempt {
  /** Clears what failed here, and knows the place from now on. Never fails: trouble is logged. */
  succeed(): Promise<SignedInPlace>;
  /** It was never made, or trouble kept it from an end. Error: unavailable. */
  discard(): Promise<void>;
}

/**
 * Slows down whoever tries passwords. Failures make waits that grow, for one account from one place, for one account
 * from places that it does not know, and for one address; nobody is locked out for good, and the owner's own devices
 * and addresses have a count of their own. What it answers says nothing about whether an address has an account.
 */
export interface SignInGuard {
  /** Errors: rate_limited with `retryAfterSeconds`, unavailable. */
  begin(email: string, device: KnownDevice): Promise<SignInAttempt>;
  /** A new account was signed in here. Never fails: trouble is logged. */
  registerPlace(email: string, device: KnownDevice): Promise<SignedInPlace>;
  /**
   * A mailed link has proven the owner: every other place and every failure is forgotten. Never fails: trouble is
   * logged.
   */
  resetPlaces(email: string, device: KnownDevice): Promise<SignedInPlace>;
}
