import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import type { z } from "zod";
import { AppError } from "../errors";
import { isScripted } from "./caller";
import { readForm } from "./parse-form";
import { errorHeaders, errorWords, type ErrorWords, respond } from "./respond";

/** What an action answers when it refuses: the same page shows it, with everything that was typed. */
export interface Refusal {
  /** As typed. Never a password. */
  values: Record<string, string | undefined>;
  errors: Record<string, string[] | undefined>;
  problem?: { title: string; words: string; code: string };
}

/**
 * Reads and checks a form, then runs the action's work on it. Refused fields (400, or the status of the AppError
 * that names them) and expected failures (their own status) come back as a Refusal; a body that is no form at all throws, as `parseForm` says. What cannot be reached now would
 * also keep the page around the form from being made: without JavaScript the error page then offers to send the form again,
 * with the same idempotency key. A form with a password cannot be sent again without its owner, and comes back to its page.
 */
export async function formAction<Schema extends z.ZodType, Result>(
  request: Request,
  schema: Schema,
  work: (form: z.infer<Schema>) => Promise<Result>,
) {
  return await answerForm(request, await respond(() => readForm(request)), schema, work);
}

/** The same for a form that has been read. */
export async function answerForm<Schema extends z.ZodType, Result>(
  request: Request,
  form: FormData,
  schema: Schema,
  work: (form: z.infer<Schema>) => Promise<Result>,
) {
  const submission = parseWithZod(form, { schema });
  const values = textsOf(Object.entries(submission.payload));
  if (submission.status !== "success") {
    const errors = submission.error ?? {};
    return refuse({ values, errors: withoutNulls(errors) }, 400, {});
  }
  try {
    return await work(submission.value);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said = errorWords(error);
    const { title, words, code } = said;
    const errors = error.fields;
    if (Object.keys(errors).length > 0) return refuse({ values, errors }, error.status, {});
    const headers = errorHeaders(error);
    const hasSecret = Object.keys(submission.payload).some(isSecret);
    if (code === "unavailable" && !isScripted(request) && !hasSecret)
      throw data<ErrorWords>({ ...said, kept: values }, { status: error.status, headers });
    return refuse({ values, errors: {}, problem: { title, words, code } }, error.status, headers);
  }
}

/** Answers with a Refusal. */
export function refuse(refusal: Refusal, status: number, headers: Record<string, string>) {
  return data(refusal, { status, headers });
}

const isSecret = (name: string) => /password$/i.test(name);

/** What was typed or chosen in a form, as text. Never a password. */
export function textsOf(fields: Iterable<[string, unknown]>): Record<string, string> {
  const texts = Array.from(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !isSecret(entry[0]),
  );
  return Object.fromEntries(texts);
}

function withoutNulls(
  errors: Record<string, string[] | null>,
): Record<string, string[] | undefined> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, messages]) => [name, messages ?? undefined]),
  );
}
