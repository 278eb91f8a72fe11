import { neverLeft } from "./http";
import { AiError } from "./port";

/** The app has forgotten the session, as after a restart, and has not taken the call: another session may be tried. */
export class UnknownSession extends AiError {
  constructor(detail: string) {
    super("upstream_failure", { retryable: true, mayHaveCharged: false, detail });
  }
}

/** The app and what Easel was told of it disagree: only a person can put that right. Nothing has been asked of the app. */
export function misconfigured(detail: string, cause?: unknown): AiError {
  return new AiError("upstream_failure", {
    retryable: false,
    mayHaveCharged: false,
    detail,
    cause,
  });
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

/** An answer without 200 to a question that costs nothing: Hugging Face's about a Space, the app's about itself, an upload. */
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

/**
 * An answer without 200 to the call itself (providers.md 6.4). Only a 503 says that the queue did not take it; any other 5xx may
 * come from a gateway, behind which the app goes on with it.
 */
export function refusedJoin(refusal: Refusal): AiError {
  const { status, body } = refusal;
  const detail = `the call was refused: status ${status}${wordsOf(body)}`;
  if (status === 400) return new AiError("invalid_input", { mayHaveCharged: false, detail });
  if (status === 404) return new UnknownSession(detail);
  if (status === 408 || (status >= 500 && status !== 503)) return lost(detail);
  return refusedQuestion("the call was refused", refusal);
}

/** An answer without 200 to a call outside of the queue: what the app's function says of itself, or a refusal to run it. */
export function failedRun(refusal: Refusal): AiError {
  const { status, body } = refusal;
  if (status === 500 && typeof body === "object" && body !== null && "error" in body)
    return failedJob(undefined, typeof body.error === "string" ? body.error : "no reason given");
  if (status === 400) return new AiError("invalid_input", { detail: wordsOf(body) });
  if (status === 408 || status >= 500) return lost(`the call was answered with status ${status}`);
  return refusedQuestion("the call was refused", refusal);
}

/** The call itself had no answer. */
export function lostCall(cause: unknown): AiError {
  return neverLeft(cause)
    ? unreachable("the call", cause)
    : lost(`the answer to the call was lost: ${reasonOf(cause)}`, cause);
}

/**
 * The app ended the job with an error. It has run, unless no graphics processor was given to it: then the app says when there
 * will be one, in words alone.
 */
export function failedJob(title: string | undefined, message: string): AiError {
  const words = [title, message].filter(Boolean).join(": ");
  if (/quota/i.test(words) && /gpu/i.test(words)) {
    const retryAfterSeconds = statedWaitSeconds(words);
    const retryable = retryAfterSeconds !== null;
    return new AiError("rate_limited", { retryable, retryAfterSeconds, detail: words });
  }
  if (/no gpu (is|was)\b.*\bavailable/i.test(words)) return new AiError("busy", { detail: words });
  return new AiError("upstream_failure", { detail: words });
}

/** `Try again in 1:02:03`, `1 day, 1:02:03` or `in 90 seconds`. Null: nothing is said. */
function statedWaitSeconds(words: string): number | null {
  const clock = /(?:(\d+) days?, )?(\d+):([0-5]\d):([0-5]\d)/.exec(words);
  if (clock) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock
      .slice(1)
      .map((part) => Number(part ?? 0));
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  }
  const told = /\bin (\d+) ?(s|m|h)/i.exec(words);
  const unit = { s: 1, m: 60, h: 3600 }[told?.[2]?.toLowerCase() ?? ""] ?? 1;
  return told ? Number(told[1]) * unit : null;
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
