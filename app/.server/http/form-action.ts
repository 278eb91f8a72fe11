import { data } from "react-router";
import type { z } from "zod";
import { AppError } from "../errors";
import { parseForm } from "./parse-form";
import { errorHeaders, errorWords, respond } from "./respond";

/** What an action answers when it refuses: the same page shows it, with everything that was typed. */
export interface Refusal {
  /** As typed. Never a password. */
  values: Record<string, string | undefined>;
  errors: Record<string, string[] | undefined>;
  problem?: { title: string; words: string; code: string };
}

/**
 * Reads and checks a form, then runs the action's work on it. Refused fields (400) and expected failures (their own
 * status) come back as a Refusal; a body that is no form at all throws, as `parseForm` says.
 */
export async function formAction<Schema extends z.ZodType, Result>(
  request: Request,
  schema: Schema,
  work: (form: z.infer<Schema>) => Promise<Result>,
) {
  const submission = await respond(() => parseForm(request, schema));
  const values = typedText(submission.payload);
  if (submission.status !== "success") {
    const errors = submission.error ?? {};
    return refuse({ values, errors: withoutNulls(errors) }, 400, {});
  }
  try {
    return await work(submission.value);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { title, words, code } = errorWords(error);
    return refuse(
      { values, errors: {}, problem: { title, words, code } },
      error.status,
      errorHeaders(error),
    );
  }
}

/** Answers with a Refusal. */
export function refuse(refusal: Refusal, status: number, headers: Record<string, string>) {
  return data(refusal, { status, headers });
}

function typedText(payload: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(payload).filter(
    ([name, value]) => typeof value === "string" && name !== "password",
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

function withoutNulls(
  errors: Record<string, string[] | null>,
): Record<string, string[] | undefined> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, messages]) => [name, messages ?? undefined]),
  );
}
