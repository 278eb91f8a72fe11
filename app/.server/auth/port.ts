import type { LinkedGoogle } from "~/domain/account-forms";
import type { DevicesPage } from "~/domain/devices";
import type { Device, Viewer } from "~/domain/viewer";

/** Whose name and address others would try as a password. */
export interface PasswordOwner {
  email: string;
  name?: string;
}

/** Refuses a password that others would guess. Error: invalid_input, with the reason for `password`. */
export type CheckPassword = (password: string, owner: PasswordOwner) => Promise<void>;

/**
 * One request's talk with Supabase Auth: reads its cookies, collects those to set. Each way of signing in puts the new
 * session on record before it resolves, and ends the one that the browser had before. Trouble is never taken for a
 * refusal: `unavailable` and `rate_limited` (with `retryAfterSeconds`) leave cookies and mailed links as they are.
 * `not_set_up` where the project's settings are in the way. `code_needed`, of each way of signing in: the person has a
 * second factor, and this browser has half a session, which `enterCode` makes whole.
 */
export interface RequestAuth {
  /** The verified caller; refreshes an expired token once. Null when signed out. Error: unavailable. */
  viewer(): Promise<Viewer | null>;
  /** Whoever the cookies name, also when their token has expired: asks nobody for a fresh one. Error: unavailable. */
  viewerFromCookies(): Promise<Viewer | null>;
  /**
   * `confirm_email`: a mail with a link was sent. `known`: the same is to be said, but the address has an account, and
   * no mail was sent. `taken`: it has one, and that can be said. Errors: invalid_input (naming the field),
   * sign_ups_closed, mail_limit (too many mails to this address, or in all), rate_limited, not_set_up, unavailable.
   */
  signUp(input: {
    email: string;
    password: string;
    name: string;
  }): Promise<Viewer | "confirm_email" | "known" | "taken">;
  /**
   * Errors: wrong_credentials, code_needed, email_not_confirmed, suspended, rate_limited, not_set_up, unavailable.
   */
  signIn(input: { email: string; password: string }): Promise<Viewer>;
  /**
   * Ends this session only, also for those who copied its cookies; its cookies go, whatever Supabase Auth says. Error:
   * unavailable.
   */
  signOut(): Promise<void>;
  /**
   * Says nothing about whether the address is known, save by mail_limit: only one that is gets mails. Errors:
   * invalid_input (naming the field), mail_limit, rate_limited, not_set_up, unavailable.
   */
  sendResetMail(email: string): Promise<void>;
  /**
   * Redeems a link from a mail and signs in. `half_confirmed`: it was one of two that change an address, and the other
   * one has still to be opened. Errors: bad_link, code_needed, suspended, rate_limited, not_set_up, unavailable.
   */
  confirm(tokenHash: string, type: LinkType): Promise<Viewer | "half_confirmed">;
  /**
   * Whether this is the caller's password; changes nothing. Errors: signed_out, wrong_credentials, rate_limited,
   * not_set_up, unavailable.
   */
  checkPassword(password: string): Promise<void>;
  /**
   * Has a link sent to the caller's address and one to `email`: the account has that one once both have been opened. An
   * address that is taken is answered alike. Errors: signed_out, invalid_input (naming the field), mail_limit,
   * rate_limited, not_set_up, unavailable.
   */
  changeEmail(email: string): Promise<void>;
  /**
   * Gives the caller's account another password and ends every session that it has, everywhere; this browser goes on
   * with a new one. `current` is the password so far; null for whoever may do without. `sign_in_again`: it is changed,
   * and this browser is signed out too, since no session could be had; `code_needed`: or only half of one. Errors:
   * signed_out, wrong_credentials (`current` is not right), session_too_old, invalid_input (naming the field),
   * rate_limited, not_set_up, unavailable.
   */
  changePassword(change: {
    password: string;
    current: string | null;
  }): Promise<Viewer | "sign_in_again" | "code_needed">;
  /** Who has signed in here but for the code of their second factor; null: nobody. Error: unavailable. */
  halfViewer(): Promise<Viewer | null>;
  /**
   * Makes a whole session of that half. A code lets somebody in once. Errors: wrong_code, signed_out (there is no half,
   * or it has ended), rate_limited, not_set_up, unavailable.
   */
  enterCode(code: string): Promise<Viewer>;
  /**
   * Has Auth make a key for the caller's authenticator app, in place of one that was never confirmed. Errors:
   * signed_out, rate_limited, not_set_up (the project has them off), unavailable.
   */
  makeSecondFactor(): Promise<NewSecondFactor>;
  /** From now on each sign-in asks for its codes. Errors: wrong_code, signed_out, rate_limited, unavailable. */
  confirmSecondFactor(factorId: string, code: string): Promise<void>;
  /** From now on no sign-in asks for a code. Errors: signed_out, rate_limited, not_set_up, unavailable. */
  removeSecondFactor(): Promise<void>;
  /**
   * The address at Google where the browser is to go, from where it comes back to `returnTo`, a page of ours. Errors:
   * rate_limited, not_set_up (Auth knows no Google), unavailable.
   */
  beginGoogle(returnTo: string): Promise<string>;
  /**
   * Signs in whoever comes back with this query, in the browser that went there, once. Errors: google_canceled,
   * google_expired (used, too old, made up or of another browser), google_failed (Google or Auth could not, or there
   * may be no new account), code_needed, google_unfinished (they could, and we could not), email_unverified,
   * sign_ups_closed, suspended, rate_limited, not_set_up, unavailable.
   */
  finishGoogle(returned: URLSearchParams): Promise<GoogleReturn>;
  /** `Set-Cookie` values collected so far. */
  setCookies(): readonly string[];
}

/** What an authenticator app is to keep. */
export interface NewSecondFactor {
  factorId: string;
  /** `otpauth://totp/…`, the key in it. */
  uri: string;
}

/** Who came back from Google. */
export interface GoogleReturn extends Viewer, Opened {}

export interface AuthGateway {
  /**
   * Whether Supabase Auth makes accounts only for whoever opens a link that it mails. Asks it, since a project can be
   * told otherwise at any time. Error: unavailable.
   */
  requiresConfirmation(): Promise<boolean>;
  /** The same as it was last heard: for what a form asks. */
  signsUpByMail(): boolean;
  /** Whether people can sign in with Google, as Supabase Auth last said. */
  offersGoogle(): boolean;
  /** `address`: the visitor's own, as far as it is known, for Supabase Auth's limits. */
  open(request: Request, device: Device, address: string | null): RequestAuth;
  /** Rejects unless Supabase Auth answers and its tokens can be checked. */
  check(): Promise<void>;
}

/** How long a session lives. */
export interface SessionLife {
  /** Without use. */
  idleDays: number;
  /** In all. */
  maxDays: number;
}

/** What the environment sets for sessions. */
export interface SessionSettings {
  sessionLife: SessionLife;
  /** The first grant of an account, unless an admin has chosen another. */
  signupCredits: number;
  /** How many accounts get one within a day. */
  signupGrants: { aDay: number; anAddress: number };
  /** False for an address that many visitors share: no limit for it would mean one of them. */
  isSingleVisitor(address: string): boolean;
  /** True for an email at a service of throwaway mailboxes: it brings no first grant. */
  isThrowawayEmail(email: string): Promise<boolean>;
}

/** What a link from a mail is for: to confirm an address, to replace a password, or to change the address. */
export type LinkType = "signup" | "recovery" | "email_change";

/** What somebody has still to show before the account itself is changed. */
export interface OwnerProof {
  /** `sign_in`: they have no password, and signed in too long ago. */
  needs: "nothing" | "password" | "sign_in";
  /** How they came within the last 15 minutes; `password` also for everyone who came earlier. */
  openedBy: SessionOpening["by"];
}

/** How somebody came who showed no password. */
export type Proof = LinkType | "google";

/** How a session came about. */
export interface SessionOpening {
  by: "password" | Proof;
  device: Device;
  /** The session that the browser had before. */
  replaces: Viewer | null;
  /** Of the password as it was before it was checked; null where none was. */
  passwordMark: string | null;
  /** Whether a second factor was shown, by Auth's word. */
  shownCode: boolean;
}

export interface Opened {
  /** The account had a password, chosen by somebody who never proved to have its address. It is gone. */
  lostPassword: boolean;
}

export interface OpenedSession extends Opened {
  /** The person has a second factor that was not shown: the session is dead until `passCode`. */
  awaitsCode: boolean;
}

/**
 * Easel's own record of sessions: the database refuses what is not on it, whatever a token says. Error: unavailable.
 */
export interface SessionRecords {
  /**
   * From now on the session is live, and the one that it replaces has ended. An account's first brings its first
   * credits. Whoever first proves by Google to have the account's address takes it over: a password and other sessions
   * are gone. Errors: signed_out, when the password has been changed since it was checked; email_unverified.
   */
  open(viewer: Viewer, opening: SessionOpening): Promise<OpenedSession>;
  /**
   * Auth has found this code good: it is used up, and the session that awaited it is live from now on, or was already.
   * False: it was used before. Error: signed_out, when the session has ended.
   */
  passCode(viewer: Viewer, code: string): Promise<boolean>;
  /** A mark of the account's password, to be taken before the password is checked. Null when nobody has the address. */
  passwordMark(email: string): Promise<string | null>;
  /** The session is in use: its idle time begins anew. One that has ended stays so. */
  touch(viewer: Viewer): Promise<void>;
  /** From now on the session is refused, and so are its refresh tokens. */
  end(viewer: Viewer): Promise<void>;
  /** The same of every session that the person has. */
  endAll(viewer: Viewer): Promise<void>;
  /** What the person has still to show of being the account's owner. Error: signed_out. */
  ownerProof(viewer: Viewer): Promise<OwnerProof>;
}

/** What a person's sign-in asks besides. Errors: signed_out, unavailable. */
export interface SecondFactors {
  read(viewer: Viewer): Promise<{
    /** Whether this Auth knows authenticator apps. */
    isOffered: boolean;
    /** Since when codes are asked for; null: they are not. ISO 8601. */
    since: string | null;
  }>;
}

/** Google accounts that sign in to a person's own. Errors: signed_out, unavailable. */
export interface GoogleLinks {
  list(viewer: Viewer): Promise<LinkedGoogle[]>;
  /**
   * From now on none does, and every other session has ended, with its refresh tokens. False: there was none, or the
   * viewer has no password to come in with; nothing changes.
   */
  unlink(viewer: Viewer): Promise<boolean>;
}

/** What a person sees and does about being signed in. Error: unavailable. */
export interface Devices {
  /** Where the person is signed in, this session first. */
  list(viewer: Viewer): Promise<DevicesPage>;
  /**
   * Ends these of the person's sessions, or all, save the caller's own. Resolves to how many were live until now.
   * Error: signed_out.
   */
  endOthers(viewer: Viewer, ids: readonly string[] | "all"): Promise<number>;
}

export type SecurityEvent =
  | "sign_up"
  | "sign_in"
  | "sign_out"
  | "reset_mail"
  | "confirm"
  | "password_change"
  | "google"
  | "google_unlink"
  | "email_change"
  /** A code at sign-in. */
  | "code"
  | "second_factor_on"
  | "second_factor_off"
  /** Any other form. */
  | "form";

/** One line of the security log. */
export interface SecurityLine {
  event: SecurityEvent;
  /** `done`, what else it ended in, or the code of the refusal. */
  outcome: string;
  userId: string | null;
  /** Leads to the account that was meant, where there is one, and is not kept. */
  email: string | null;
  /** Coarse. */
  address: string;
}

/** Kept for 90 days, for those who run this Easel. */
export interface SecurityLog {
  /** Never throws. */
  note(line: SecurityLine): Promise<void>;
}
