import type { Device, Viewer } from "~/domain/viewer";

/** Whose name and address others would try as a password. */
export interface PasswordOwner {
  email: string;
  name?: string;
}

/** Refuses a password that others would guess. Error: invalid_input, with the reason for `password`. */
export type RefuseWeakPassword = (password: string, owner: PasswordOwner) => Promise<void>;

/**
 * One request's talk with Supabase Auth: reads its cookies, collects those to set. Each way of signing in puts the new session
 * on record before it resolves, and ends the one that the browser had before.
 */
export interface AuthConversation {
  /** The verified caller; refreshes an expired token once. Null when signed out. Error: unavailable. */
  viewer(): Promise<Viewer | null>;
  /** Errors: rate_limited, sign_ups_closed, unavailable. */
  signUp(input: {
    email: string;
    password: string;
    name: string;
  }): Promise<Viewer | "confirm_email" | "taken">;
  /** Errors: wrong_credentials, email_not_confirmed, unavailable. */
  signIn(input: { email: string; password: string }): Promise<Viewer>;
  /** Ends this session only, also for those who copied its cookies; its cookies go. Error: unavailable. */
  signOut(): Promise<void>;
  /** Says nothing about whether the address is known. Error: unavailable. */
  sendResetMail(email: string): Promise<void>;
  /** Redeems a link from a mail and signs in. Errors: bad_link, unavailable. */
  confirm(tokenHash: string, type: "signup" | "recovery"): Promise<Viewer>;
  /** Of the caller. Errors: invalid_input, unavailable. */
  changePassword(password: string): Promise<void>;
  /** `Set-Cookie` values collected so far. */
  setCookies(): readonly string[];
}

export interface AuthGateway {
  open(request: Request, device: Device): AuthConversation;
}

/** How long a session lives. */
export interface SessionLife {
  /** Without use. */
  idleDays: number;
  /** In all. */
  maxDays: number;
}

/** What the environment sets for sessions. */
export interface SessionSettings extends SessionLife {
  /** The first grant of an account, unless an admin has chosen another. */
  signupCredits: number;
}

/** Easel's own record of sessions: the database refuses what is not on it, whatever a token says. Error: unavailable. */
export interface SessionRecords {
  /** From now on the session is live, and the one that it replaces in its browser has ended. An account's first brings its first credits. */
  open(viewer: Viewer, device: Device, replaced: Viewer | null): Promise<void>;
  /** The session is in use: its idle time begins anew. One that has ended stays so. */
  touch(viewer: Viewer): Promise<void>;
  /** From now on the session is refused, and so are its refresh tokens. */
  end(viewer: Viewer): Promise<void>;
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
