import {
  isAuthPKCECodeVerifierMissingError,
  isAuthSessionMissingError,
  isAuthWeakPasswordError,
  type AuthError,
} from "@supabase/supabase-js";
import { weaknessMessages } from "~/domain/passwords";
import { AppError } from "../errors";
import { codesByMeaning } from "./supabase-error-codes";

/** What was asked of Supabase Auth. */
export type AuthOperation =
  | "sign_up"
  | "sign_in"
  | "sign_out"
  | "reset_mail"
  | "confirm"
  | "refresh"
  | "change_password"
  | "google"
  | "change_email"
  | "second_factor";

type Meaning = keyof typeof codesByMeaning;
const meanings = Object.keys(codesByMeaning) as Meaning[];
const meaningByCode = new Map<string, Meaning>(
  meanings.flatMap((meaning) => codesByMeaning[meaning].map((code) => [code, meaning] as const)),
);

/** Where a code says something else than usual, or something that this question cannot meet. */
const meaningOverrides: Readonly<
  Partial<Record<AuthOperation, Partial<Record<Meaning, Meaning>>>>
> = {
  sign_up: { session: "trouble" },
  sign_in: { session: "trouble" },
  // Only an address that is known is one that a mail could not be sent to.
  reset_mail: { session: "trouble", form: "bad_email", unmailable: "mails" },
  confirm: { session: "link", form: "link", taken: "link" },
  change_email: { form: "bad_email" },
  google: { session: "link", form: "set_up" },
};

/**
 * Of a refresh, which nobody asked for: whether the session is over, or nothing can be said. A cookie that holds
 * something else than a refresh token is as good as none.
 */
function meaningOfRefresh(meaning: Meaning): Meaning {
  if (meaning === "banned" || meaning === "form") return "session";
  return meaning === "session" || meaning === "busy" ? meaning : "trouble";
}

/** Answers that are no failure to everybody who asks. */
export type AuthOutcome = "taken" | "same_password";

/** How Supabase Auth turned a question down. */
interface AuthErrorReading {
  result: AppError | AuthOutcome;
  /** The service's trouble or its settings, as against what the person sent: worth a line in the log. */
  isTrouble: boolean;
  /** For that line. */
  code: string;
}

const loggedMeanings: readonly Meaning[] = ["trouble", "set_up", "unmailable", "busy"];

/**
 * Reads a refusal by its code, never by its words. What is not known counts as trouble: nobody is signed out, blamed,
 * or told that a link is spent because of it. `retryAfterSeconds` is what the service asked for, where it did.
 */
export function readAuthError(
  operation: AuthOperation,
  error: AuthError,
  retryAfterSeconds: number | null,
): AuthErrorReading {
  const { status = 0 } = error;
  const code = codeOf(error);
  const listedMeaning = defaultMeaning(code, status);
  const meaning =
    operation === "refresh"
      ? meaningOfRefresh(listedMeaning)
      : (meaningOverrides[operation]?.[listedMeaning] ?? listedMeaning);
  const result =
    meaning === "taken" || meaning === "same_password"
      ? meaning
      : appErrorOf(operation, meaning, error, retryAfterSeconds ?? 60);
  const isTrouble = loggedMeanings.includes(listedMeaning) || loggedMeanings.includes(meaning);
  return { result, isTrouble, code: code || `status ${status}` };
}

/** What the library finds out by itself has a code that Auth has not. */
function codeOf(error: AuthError): string {
  if (isAuthSessionMissingError(error)) return "session_not_found";
  return isAuthPKCECodeVerifierMissingError(error) ? "bad_code_verifier" : (error.code ?? "");
}

function defaultMeaning(code: string, status: number): Meaning {
  if (status === 0 || status >= 500) return "trouble";
  return meaningByCode.get(code) ?? (status === 429 ? "busy" : "trouble");
}

function appErrorOf(
  operation: AuthOperation,
  meaning: Exclude<Meaning, AuthOutcome>,
  cause: AuthError,
  retryAfterSeconds: number,
): AppError {
  const later = { cause, retryable: true, facts: { retryAfterSeconds } };
  switch (meaning) {
    case "session":
      return new AppError("signed_out", { cause });
    case "link":
      return new AppError("bad_link", { cause });
    case "credentials":
      return new AppError("wrong_credentials", { cause });
    case "code":
      return new AppError("wrong_code", { cause });
    case "unconfirmed":
      return new AppError("email_not_confirmed", { cause });
    case "banned":
      return new AppError("suspended", { cause });
    case "closed":
      return new AppError("sign_ups_closed", { cause });
    case "too_old":
      return new AppError("session_too_old", { cause });
    case "form":
      return new AppError("invalid_input", { cause });
    case "weak_password":
      return fieldError("password", weakPasswordMessages(cause), cause);
    case "bad_email":
      return fieldError("email", ["This email address can't be used."], cause);
    case "set_up":
    case "unmailable":
      return new AppError("not_set_up", { cause });
    case "mails":
      return new AppError("mail_limit", { cause, retryable: true });
    case "busy":
      // Whoever only looks at a page has done nothing too often.
      return new AppError(operation === "refresh" ? "unavailable" : "rate_limited", later);
    case "trouble":
      return new AppError("unavailable", later);
  }
}

function fieldError(name: string, words: string[], cause: AuthError): AppError {
  return new AppError("invalid_input", { cause, fields: { [name]: words } });
}

const messageByReason = {
  length: "Use a longer password.",
  characters: "Mix small and capital letters, digits and symbols.",
  pwned: weaknessMessages.breached,
};

function weakPasswordMessages(error: AuthError): string[] {
  const reasons: readonly string[] = isAuthWeakPasswordError(error) ? error.reasons : [];
  const words = Object.entries(messageByReason).flatMap(([reason, message]) =>
    reasons.includes(reason) ? [message] : [],
  );
  return words.length > 0 ? words : [weaknessMessages.common];
}
