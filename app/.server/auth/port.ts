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
 * `not_set_up` where the project's settings are in the way.
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
  /** Errors: wrong_credentials, email_not_confirmed, suspended, rate_limited, not_set_up, unavailable. */
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
  /** Redeems a link from a mail and signs in. Errors: bad_link, suspended, rate_limited, not_set_up, unavailable. */
  confirm(tokenHash: string, type: LinkType): Promise<Viewer>;
  /**
   * Gives the caller's account another password and ends every session that it has, everywhere; this browser goes on
   * with a new one. `current` is the password so far; null for whoever may do without. `sign_in_again`: it is changed,
   * and this browser is signed out too, since no session could be had. Errors: signed_out, wrong_credentials (`current`
   * is not right), session_too_old, invalid_input (naming the field), rate_limited, not_set_up, unavailable.
   */
  changePassword(change: {
    password: string;
    current: string | null;
  }): Promise<Viewer | "sign_in_again">;
  /** `Set-Cookie` values collected so far. */
  setCookies(): readonly string[];
}

export interface AuthGateway {
  /**
   * Whether Supabase Auth makes accounts only for whoever opens a link that it mails. Asks it, since a project can be
   * told otherwise at any time. Error: unavailable.
   */
  requiresConfirmation(): Promise<boolean>;
  /** The same as it was last heard: for what a form asks. */
  signsUpByMail(): boolean;
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
}

/** What a link from a mail is for: to confirm an address, or to replace a password. */
export type LinkType = "signup" | "recovery";

/** How a session came about. */
export interface SessionOpening {
  by: "password" | LinkType;
  device: Device;
  /** The session that the browser had before. */
  replaces: Viewer | null;
  /** Of the password as it was before it was checked; null where none was. */
  passwordMark: string | null;
}

/**
 * Easel's own record of sessions: the database refuses what is not on it, whatever a token says. Error: unavailable.
 */
export interface SessionRecords {
  /**
   * From now on the session is live, and the one that it replaces has ended. An account's first brings its first
   * credits. Error: signed_out, when the password has been changed since it was checked.
   */
  open(viewer: Viewer, opening: SessionOpening): Promise<void>;
  /** A mark of the account's password, to be taken before the password is checked. Null when nobody has the address. */
  passwordMark(email: string): Promise<string | null>;
  /** The session is in use: its idle time begins anew. One that has ended stays so. */
  touch(viewer: Viewer): Promise<void>;
  /** From now on the session is refused, and so are its refresh tokens. */
  end(viewer: Viewer): Promise<void>;
  /** The same of every session that the person has. */
  endAll(viewer: Viewer): Promise<void>;
  /** The link from a mail that opened the session a few minutes ago, if one did. Error: signed_out. */
  freshLink(viewer: Viewer): Promise<LinkType | null>;
}

export type SecurityEvent =
  | "sign_up"
  | "sign_in"
  | "sign_out"
  | "reset_mail"
  | "confirm"
  | "password_change"
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
