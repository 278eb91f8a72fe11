import { data } from "react-router";
import { errorMessages } from "~/domain/error-messages";
import { AppError, type ErrorCode } from "../errors";

type Facts = AppError["facts"];
interface Words {
  title: string;
  words: string;
  /** Where something can be done about it. */
  link?: { href: string; label: string };
}

/** An expected failure, ready for a page: what to call it and what to say. Plain JSON. */
export interface ErrorWords extends Words {
  status: number;
  code: ErrorCode;
  /** The fields of a form that did not get through, to be sent again as they are. */
  kept?: Readonly<Record<string, string>>;
}

const words: Readonly<Record<ErrorCode, (facts: Facts) => Words>> = errorMessages;

/** What to say about an expected failure, in everyday words. Pure. */
export function errorWords(error: AppError): ErrorWords {
  return { status: error.status, code: error.code, ...words[error.code](error.facts) };
}

/** After how long to come back to what cannot be reached. */
export const defaultRetrySeconds = 60;
const defaultRetry: Readonly<Partial<Record<ErrorCode, number>>> = {
  unavailable: defaultRetrySeconds,
  mail_limit: 3600,
  not_set_up: 3600,
};

/** Headers that belong to a failure: Retry-After, in seconds, where it may succeed later. */
export function errorHeaders(error: AppError): Record<string, string> {
  const { retryAfterSeconds = defaultRetry[error.code] } = error.facts;
  return retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
}

/**
 * Runs a loader's or action's work. An AppError is thrown on as a route error response with the right status, whose
 * `data` is ErrorWords for the error boundary. Every other error passes unchanged and ends in `handleError`.
 */
export async function respond<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw data(errorWords(error), { status: error.status, headers: errorHeaders(error) });
  }
}
