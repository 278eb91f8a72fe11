import type { AuthError } from "@supabase/supabase-js";
import { AppError } from "../errors";
import type { CookieJar } from "./cookie-jar";
import { withTimeout } from "./timeout";
import { readAuthError, type AuthOutcome, type AuthOperation } from "./supabase-errors";

/** Puts one question to Supabase Auth. Resolves to its data; throws the AppError that its refusal means. */
export type CallAuth = <Answer extends { data: unknown; error: AuthError | null }>(
  operation: AuthOperation,
  request: () => Promise<Answer>,
) => Promise<Answer["data"] | AuthOutcome>;

export interface CallOptions {
  jar: CookieJar;
  /** For one answer: the library itself goes on trying for half a minute. */
  timeoutMs: number;
  /** What the last answer asked for. */
  retryAfterSeconds(): number | null;
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * The library takes every refusal of a refresh for the end of the session and empties the cookies: after mere trouble
 * they are as before.
 */
export function createAuthCall({ jar, timeoutMs, retryAfterSeconds, log }: CallOptions): CallAuth {
  return async (operation, request) => {
    const logFailure = (code: string) =>
      log("Supabase Auth did not do what it was asked", { asked: operation, code });
    const answer = await jar.transaction(async () => {
      const { data, error } = await withTimeout(request(), timeoutMs).catch((timeout: unknown) => {
        logFailure("no answer");
        throw timeout;
      });
      if (!error) return { data };
      const { result, isTrouble, code } = readAuthError(operation, error, retryAfterSeconds());
      if (!isTrouble) return { result };
      logFailure(code);
      throw result;
    });
    if ("data" in answer) return answer.data;
    if (answer.result instanceof AppError) throw answer.result;
    return answer.result;
  };
}
