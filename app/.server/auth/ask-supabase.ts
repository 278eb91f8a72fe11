import type { AuthError } from "@supabase/supabase-js";
import { AppError } from "../errors";
import type { CookieJar } from "./cookie-jar";
import { withPatience } from "./patience";
import { readRefusal, type Aside, type Asked } from "./supabase-refusals";

/** Puts one question to Supabase Auth. Resolves to its data; throws the AppError that its refusal means. */
export type AskSupabase = <Answer extends { data: unknown; error: AuthError | null }>(
  asked: Asked,
  question: () => Promise<Answer>,
) => Promise<Answer["data"] | Aside>;

export interface AskOptions {
  jar: CookieJar;
  /** For one answer: the library itself goes on trying for half a minute. */
  patienceMs: number;
  /** What the last answer asked for. */
  retryAfterSeconds(): number | null;
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * The library takes every refusal of a refresh for the end of the session and empties the cookies: after mere trouble
 * they are as before.
 */
export function createAsk({ jar, patienceMs, retryAfterSeconds, log }: AskOptions): AskSupabase {
  return async (asked, question) => {
    const troubled = (code: string) =>
      log("Supabase Auth did not do what it was asked", { asked, code });
    const answer = await jar.attempt(async () => {
      const { data, error } = await withPatience(question(), patienceMs).catch((late: unknown) => {
        troubled("no answer");
        throw late;
      });
      if (!error) return { data };
      const { is, isTrouble, code } = readRefusal(asked, error, retryAfterSeconds());
      if (!isTrouble) return { is };
      troubled(code);
      throw is;
    });
    if ("data" in answer) return answer.data;
    if (answer.is instanceof AppError) throw answer.is;
    return answer.is;
  };
}
