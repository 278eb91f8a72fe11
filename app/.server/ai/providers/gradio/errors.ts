import { z } from "zod";
import { quoteOf } from "./app-messages";
import { wasNeverSent } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

/** The app has forgotten the session, as after a restart, and has not taken the call: another session may be tried. */
export class UnknownSession extends AiError {
  constructor(detail: string) {
    super("upstream_failure", { retryable: true, mayHaveCharged: false, detail });
  }
}

/**
 * The app and what Easel was told of it disagree: only a person can put that right. Nothing has been asked of the app.
 */
export function misconfigured(detail: string, cause?: unknown): AiError {
  return new AiError("upstream_failure", {
    retryable: false,
    mayHaveCharged: false,
    detail,
    cause,
  });
}

/** The app does not take what was chosen. It is well, and has been asked for nothing: another one may take it. */
export function unsuited(detail: string): AiError {
  const free = { retryable: false, mayHaveCharged: false, isHealthy: true };
  return new AiError("upstream_failure", { ...free, detail });
}

/** A free question, or an upload, that got no answer: the app is down, or on its way up. */
export function unreachable(what: string, cause: unknown): AiError {
  const detail = `no usable answer: ${what}, ${reasonOf(cause)}`;
  return new AiError("upstream_failure", { retryable: true, mayHaveCharged: false, detail, cause });
}

/** The call was sent, or may have been, and nobody knows what became of it. */
export function lost(detail: string, cause?: unknown): AiError {
  return new AiError("ambiguous", { detail, cause });
}

/** What a refusal says besides its status. */
export interface Refusal {
  status: number;
  body: unknown;
  retryAfterSeconds: number | undefined;
}

/**
 * An answer without 200 to a question that costs nothing: Hugging Face's about a Space, the app's about itself, an
 * upload.
 */
export function refusedQuestion(what: string, refusal: Refusal): AiError {
  const { status } = refusal;
  const detail = `${what}: status ${status}${wordsOf(refusal.body)}`;
  const options = {
    mayHaveCharged: false,
    detail,
    retryAfterSeconds: refusal.retryAfterSeconds ?? null,
  };
  if (status === 401 || status === 403) return new AiError("provider_auth", options);
  if (status === 429) return new AiError("rate_limited", options);
  if (status === 413 || status === 422) return new AiError("invalid_input", options);
  if (status >= 500) return new AiError("busy", options);
  return misconfigured(detail);
}

/** What FastAPI says, as the app does; a gateway in front of it says something else. */
const ownAnswer = z.object({ detail: z.unknown() });
/** What the app's author has written against an input. */
const ownValidation = z.object({
  detail: z.array(z.object({ is_valid: z.literal(false), message: z.string() })).min(1),
});

/**
 * An answer without 200 to the call itself (docs/providers.md 6.4). Only a 503 says that the queue did not take it, and
 * when the app itself says so, that it is full; any other 5xx may come from a gateway, behind which the app goes on
 * with it.
 */
export function refusedJoin(refusal: Refusal): AiError {
  const { status, body, retryAfterSeconds = null } = refusal;
  const detail = `the call was refused: status ${status}${wordsOf(body)}`;
  if (status === 503 && ownAnswer.safeParse(body).success)
    return new AiError("busy", { isHealthy: true, isQueueFull: true, retryAfterSeconds, detail });
  const validation = status === 422 ? ownValidation.safeParse(body).data : null;
  if (validation) {
    const words = validation.detail.map(({ message }) => message).join(" ");
    return new AiError("invalid_input", { quote: quoteOf({ words }), detail });
  }
  if (status === 400) return new AiError("invalid_input", { mayHaveCharged: false, detail });
  if (status === 404) return new UnknownSession(detail);
  if (status === 408 || (status >= 500 && status !== 503)) return lost(detail);
  return refusedQuestion("the call was refused", refusal);
}

/**
 * An answer without 200 to a call outside of the queue: what the app's function says of itself, or a refusal to run it.
 */
export function failedRun(refusal: Refusal): AiError {
  const { status, body } = refusal;
  if (status === 500 && typeof body === "object" && body !== null && "error" in body)
    return failedJob(quoteOf({ words: body.error, title: "title" in body ? body.title : null }));
  if (status === 400) return new AiError("invalid_input", { detail: wordsOf(body) });
  if (status === 408 || status >= 500) return lost(`the call was answered with status ${status}`);
  return refusedQuestion("the call was refused", refusal);
}

/** The call itself had no answer. */
export function lostCall(cause: unknown): AiError {
  return wasNeverSent(cause)
    ? unreachable("the call", cause)
    : lost(`the answer to the call was lost: ${reasonOf(cause)}`, cause);
}

/**
 * The app ended the job with an error. It has run, which has cost no money, so that another route may be taken. One
 * that says why is well: it has turned this request down, or has no processor for it now. What it says decides nothing.
 */
export function failedJob(quote: string | null): AiError {
  return new AiError("upstream_failure", {
    mayHaveCharged: false,
    isHealthy: quote !== null,
    quote,
    detail: quote ?? "An error occurred at the app, which does not say which",
  });
}

/** The app has run the job, and nothing came of it. */
export function endedWithoutResult(): AiError {
  return new AiError("upstream_failure", { detail: "the app ended the job without a result" });
}

/** FastAPI's `detail`, Gradio's and Hugging Face's `error`. */
function wordsOf(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const words = "detail" in body ? body.detail : "error" in body ? body.error : "";
  return words ? `, ${typeof words === "string" ? words : JSON.stringify(words)}` : "";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
