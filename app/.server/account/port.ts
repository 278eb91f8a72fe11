import type { PendingEmail } from "~/domain/account-forms";
import type { PersonLimitName, RateLimitName } from "~/domain/rate-limits";
import type { KnownDevice, Viewer } from "~/domain/viewer";

/** Accounts' own facts beside Supabase Auth. */
export interface Accounts {
  /**
   * Counts one use of what `rateLimits` limits, for whoever that is about: an admin's session, a coarse address, or an
   * email, of which a hash is kept. Errors: rate_limited with `retryAfterSeconds`, unavailable.
   */
  takeRateLimit(name: Exclude<RateLimitName, PersonLimitName>, whose: string): Promise<void>;
  /** The same for a person. A session that isn't live uses nothing up. Error besides: signed_out. */
  takePersonLimit(name: PersonLimitName, viewer: Viewer): Promise<void>;
  /** Whether Supabase Auth has just sent this address a link, and so sends no other one yet. */
  wasJustMailed(email: string): Promise<boolean>;
  /** Keeps texts for an hour, to be found by a random token alone, of which a hash is kept. */
  saveDraft(token: string, fields: Readonly<Record<string, string>>): Promise<void>;
  readDraft(token: string): Promise<Record<string, string> | null>;
}

/** What a person shows of themselves. Errors of all: signed_out, unavailable. */
export interface Profiles {
  /** Empty: no name. */
  chooseName(viewer: Viewer, name: string): Promise<void>;
  /** A square WebP picture; null: none any more. */
  choosePicture(viewer: Viewer, webp: Uint8Array | null): Promise<void>;
  /** The viewer's own picture of that version; null for any other. */
  picture(viewer: Viewer, version: string): Promise<Uint8Array | null>;
}

/** Changes of the address, beside Supabase Auth, which has the links. Errors: signed_out, unavailable. */
export interface EmailChanges {
  /** What the viewer has asked for, as long as its links work; null: nothing. */
  pending(viewer: Viewer): Promise<PendingEmail | null>;
  /** The links are about to be asked for; those for any other address are dead. */
  note(viewer: Viewer, newEmail: string): Promise<void>;
  /** The address stays, and the links are dead. */
  cancel(viewer: Viewer): Promise<void>;
  /** The address so far of the account that such a link is about; null for any other link. */
  addressBefore(tokenHash: string): Promise<string | null>;
}

/** The end of an account, as its owner wants it. Errors: signed_out, unavailable. */
export interface Departures {
  /** The account goes in a week; a repeat changes nothing. `goesAt` is ISO 8601. */
  leave(viewer: Viewer): Promise<{ goesAt: string; isNews: boolean }>;
  /** It stays after all. False: it was not about to go. Error: leaving, where it is too late. */
  stay(viewer: Viewer): Promise<boolean>;
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
