import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import type { z } from "zod";
import { AppError } from "../errors";
import { isScripted } from "./caller";
import { readForm } from "./parse-form";
import { errorHeaders, errorWords, type ErrorWords, respond } from "./respond";

/** What an action answers when it refuses: the same page shows it, with everything that was typed. */
export interface Refusal {
  /** Conform's, for `useForm`. Never with a password. */
  result: SubmissionResult;
  problem?: { title: string; words: string; code: string; link?: { href: string; label: string } };
}

type FieldErrors = Record<string, string[]>;

/**
 * The work of an action. It may refuse fields itself, with a status of its own, by returning what `refuseFields` gives;
 * without errors that keeps what was typed on the page.
 */
type Work<Schema extends z.ZodType, Result> = (
  form: z.infer<Schema>,
  refuseFields: RefuseFields,
) => Promise<Result>;
export type RefuseFields = (errors: FieldErrors, status: number) => RefusalResponse;
type RefusalResponse = ReturnType<typeof refuse>;

/**
 * Reads and checks a form, then runs the action's work on it. Refused fields (400, or the status of the AppError
 * that names them) and expected failures (their own status) come back as a Refusal; a body that is no form at all
 * throws, as `parseForm` says. What cannot be reached now would also keep the page around the form from being made:
 * without JavaScript the error page then offers to send the form again, with the same idempotency key. A form with a
 * password cannot be sent again without its owner, and comes back to its page.
 */
export async function formAction<Schema extends z.ZodType, Result>(
  request: Request,
  schema: Schema,
  work: Work<Schema, Result>,
) {
  return await answerForm(request, await respond(() => readForm(request)), schema, work);
}

/** The same for a form that has been read. */
export async function answerForm<Schema extends z.ZodType, Result>(
  request: Request,
  form: FormData,
  schema: Schema,
  work: Work<Schema, Result>,
) {
  const submission = parseWithZod(form, { schema });
  const hideFields = [...form.keys()].filter(isSecret);
  const refuseFields = (fieldErrors: FieldErrors, status: number) =>
    refuse({ result: submission.reply({ hideFields, fieldErrors }) }, status, {});
  if (submission.status !== "success") return refuseFields({}, 400);
  try {
    return await work(submission.value, refuseFields);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (Object.keys(error.fields).length > 0)
      return refuseFields({ ...error.fields }, error.status);
    const problem = errorWords(error);
    const headers = errorHeaders(error);
    if (error.code === "unavailable" && !isScripted(request) && hideFields.length === 0)
      throw data<ErrorWords>(
        { ...problem, kept: textsOf(form) },
        { status: error.status, headers },
      );
    const result = submission.reply({ hideFields, formErrors: [problem.title] });
    return refuse({ result, problem }, error.status, headers);
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
