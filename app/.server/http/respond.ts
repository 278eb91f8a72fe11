import { data } from "react-router";
import { AppError, type ErrorCode } from "../errors";

type Facts = AppError["facts"];
interface Words {
  title: string;
  words: string;
}

/** An expected failure, ready for a page: what to call it and what to say. Plain JSON. */
export interface ErrorWords extends Words {
  status: number;
  code: ErrorCode;
  /** The fields of a form that did not get through, to be sent again as they are. */
  kept?: Readonly<Record<string, string>>;
}

const wordsOf: Readonly<Record<ErrorCode, (facts: Facts) => Words>> = {
  invalid_input: () => ({
    title: "That did not work",
    words:
      "Something in the form or the address is not as it should be. Please check it and try again.",
  }),
  bad_origin: () => ({
    title: "That came from elsewhere",
    words:
      "For your safety, forms are only accepted from Easel's own pages. Open the page here and try again.",
  }),
  signed_out: () => ({
    title: "Please sign in",
    words: "You are signed out. Sign in and you can go on where you were.",
  }),
  wrong_credentials: () => ({
    title: "That did not match",
    words: "The e-mail address or the password is not right.",
  }),
  email_not_confirmed: () => ({
    title: "Please confirm your e-mail address",
    words: "Open the link in the mail that we sent you, then sign in.",
  }),
  bad_link: () => ({
    title: "This link no longer works",
    words: "It was used before or is too old. Ask for a new one.",
  }),
  session_too_old: () => ({
    title: "Please sign in again",
    words: "You signed in more than a day ago. Sign in again, and choose the new password then.",
  }),
  mail_limit: () => ({
    title: "No more mail can be sent for now",
    words:
      "A link has to go to your email for this, and more mail was asked for here than may be sent in an hour. Nothing was changed. Please try again in an hour.",
  }),
  not_set_up: () => ({
    title: "This is not set up right",
    words:
      "A setting of this Easel is in the way, and not what you typed. It has been written down for whoever runs it. Please try again later.",
  }),
  insufficient_credits: ({ missingCredits }) => ({
    title: "Not enough credits",
    words:
      missingCredits === undefined
        ? "You do not have enough credits for this."
        : `You need ${credits(missingCredits)} more for this.`,
  }),
  suspended: () => ({
    title: "This account is paused",
    words: "Nothing new can be made with this account for now. What you have made is still here.",
  }),
  sign_ups_closed: () => ({
    title: "Sign-up is closed",
    words: "New accounts cannot be made at the moment. Please come back later.",
  }),
  kind_disabled: () => ({
    title: "Switched off for now",
    words: "This part of Easel is switched off at the moment. Nothing was charged.",
  }),
  model_unavailable: () => ({
    title: "This model is not available",
    words: "Please choose another model. Nothing was charged.",
  }),
  price_changed: () => ({
    title: "The price has changed",
    words: "Please look at the new price and press the button again. Nothing was charged.",
  }),
  idempotency_conflict: () => ({
    title: "This form was sent before",
    words:
      "It was sent before with something else in it. Press the button again to send it as it is now. Nothing was charged twice.",
  }),
  already_finished: () => ({
    title: "Already finished",
    words: "This was finished before, so it cannot be changed any more.",
  }),
  not_found: () => ({
    title: "Nothing here",
    words: "This page does not exist, or it is not yours to see.",
  }),
  method_not_allowed: () => ({
    title: "Not done this way",
    words: "This address cannot be used in this way. Go back and use the buttons on the page.",
  }),
  too_large: ({ maxMegabytes }) => ({
    title: "Too large",
    words:
      maxMegabytes === undefined
        ? "What you sent is too large."
        : `What you sent is too large. The most is ${maxMegabytes} MB.`,
  }),
  unsupported_media: () => ({
    title: "This kind of file does not work here",
    words:
      "Easel cannot read what was sent. Please choose another file or use the form on the page.",
  }),
  unreadable_media: () => ({
    title: "This file cannot be read",
    words: "The file is damaged or not what its name says. Please choose another one.",
  }),
  forbidden_address: () => ({
    title: "This file cannot be fetched",
    words: "Its address is not one that we fetch files from.",
  }),
  file_gone: () => ({
    title: "This file is gone",
    words: "There is nothing any more at the address that we were given.",
  }),
  unreachable_file: () => ({
    title: "This file did not come",
    words: "The place where it lies does not answer. Please try again in a minute.",
  }),
  rate_limited: ({ retryAfterSeconds }) => ({
    title: "A little slower, please",
    words: `That was too often in a short time. Please try again in ${wait(retryAfterSeconds)}.`,
  }),
  too_many_running: ({ maxRunning }) => ({
    title: "Still working on the others",
    words: `${maxRunning === undefined ? "As many requests as you can have" : `${maxRunning} of your requests`} are being made right now. Wait for one to finish. Nothing was charged.`,
  }),
  stale_lease: () => ({
    title: "Already taken over",
    words: "This work was taken over elsewhere.",
  }),
  unavailable: () => ({
    title: "Not reachable right now",
    words:
      "A part of Easel cannot be reached at the moment. Please try again in a minute. Nothing is charged for what was not started.",
  }),
};

const wordsOfStatus: Readonly<Record<number, Words>> = {
  400: wordsOf.invalid_input({}),
  401: wordsOf.signed_out({}),
  403: wordsOf.bad_origin({}),
  404: wordsOf.not_found({}),
  405: wordsOf.method_not_allowed({}),
  408: {
    title: "That took too long",
    words: "The connection was too slow to receive everything. Please try again.",
  },
  413: wordsOf.too_large({}),
  414: {
    title: "This address is too long",
    words: "Please go back and use the links on the page.",
  },
  415: wordsOf.unsupported_media({}),
  429: wordsOf.rate_limited({}),
  431: {
    title: "Your browser sent too much",
    words:
      "It sent more with the request than Easel accepts. Removing the cookies of this site helps.",
  },
  503: wordsOf.unavailable({}),
};

/** What to say about an expected failure, in everyday words. Pure. */
export function errorWords(error: AppError): ErrorWords {
  return { status: error.status, code: error.code, ...wordsOf[error.code](error.facts) };
}

/** What to say when only an HTTP status is known. Pure. */
export function statusWords(status: number): Words {
  const fallback =
    status < 500
      ? wordsOf.invalid_input({})
      : {
          title: "Something went wrong",
          words: "This was our mistake, and it has been written down. Please try again.",
        };
  return wordsOfStatus[status] ?? fallback;
}

/** After how long to come back to what cannot be reached. */
export const usualRetrySeconds = 60;
const usualRetry: Readonly<Partial<Record<ErrorCode, number>>> = {
  unavailable: usualRetrySeconds,
  mail_limit: 3600,
  not_set_up: 3600,
};

/** Headers that belong to a failure: Retry-After, in seconds, where it may succeed later. */
export function errorHeaders(error: AppError): Record<string, string> {
  const { retryAfterSeconds = usualRetry[error.code] } = error.facts;
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

function credits(amount: number | string): string {
  const count = Number(amount);
  return `${count.toLocaleString("en")} ${count === 1 ? "credit" : "credits"}`;
}

function wait(seconds: number | string | undefined): string {
  const count = Number(seconds ?? 60);
  if (count <= 1) return "a second";
  if (count < 90) return `${Math.ceil(count)} seconds`;
  const minutes = Math.ceil(count / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
