import type { Viewer } from "~/domain/viewer";

/** One request's talk with Supabase Auth: reads its cookies, collects those to set. */
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
  /** Ends this session only; its cookies go. */
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
  open(request: Request): AuthConversation;
}
