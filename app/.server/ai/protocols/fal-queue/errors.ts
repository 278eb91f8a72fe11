import { z } from "zod";
import { AiError, type AiErrorCode, type AiErrorOptions } from "~/.server/ai/port";

interface FalErrorFacts {
  /** Null when there was no answer at all. */
  status?: number | null;
  /**
   * What fal calls it, such as `generation_timeout`. Its own apps and its platform set it; gateways in front of them do
   * not.
   */
  errorType?: string | null;
  retryAfterSeconds?: number | null;
  /** Whether fal itself says that trying again may help. */
  retryable?: boolean | null;
  /** The request certainly did not reach anybody. */
  neverSent?: boolean;
  /** The answer has fal's own `detail`. */
  hasDetail?: boolean;
}

/**
 * Every way in which fal gives no usable answer. Without a `cause` and without a `code`, on purpose: fal's client walks
 * those to decide on sending a request again.
 */
export class FalError extends Error implements Required<FalErrorFacts> {
  readonly status: number | null;
  readonly errorType: string | null;
  readonly retryAfterSeconds: number | null;
  readonly retryable: boolean | null;
  readonly neverSent: boolean;
  readonly hasDetail: boolean;

  constructor(detail: string, facts: FalErrorFacts = {}) {
    super(detail);
    this.name = "FalError";
    this.status = facts.status ?? null;
    this.errorType = facts.errorType ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
    this.retryable = facts.retryable ?? null;
    this.neverSent = facts.neverSent ?? false;
    this.hasDetail = facts.hasDetail ?? false;
  }
}

const errorBody = z.object({
  detail: z
    .union([
      z.string(),
      z.array(z.object({ msg: z.string().nullish(), type: z.string().nullish() })),
    ])
    .nullish()
    .catch(null),
  error: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
  error_type: z.string().nullish().catch(null),
});

/**
 * Reads a refusal: `{detail: "words"}`, `{detail: [{msg, type}]}`, `{error, error_type}`, or nothing that fal would
 * say.
 */
export function readFalError(
  { status, headers }: Pick<Response, "status" | "headers">,
  body: unknown,
  retryAfterSeconds: number | undefined,
): FalError {
  const parsed = errorBody.safeParse(body).data;
  const list = Array.isArray(parsed?.detail) ? parsed.detail : [];
  const words = typeof parsed?.detail === "string" ? parsed.detail : list[0]?.msg;
  const type = headers.get("x-fal-error-type") ?? parsed?.error_type ?? list[0]?.type ?? null;
  const text = words ?? parsed?.error ?? parsed?.message;
  return new FalError([`status ${status}`, type, text].filter(Boolean).join(", "), {
    status,
    errorType: type,
    retryAfterSeconds: retryAfterSeconds ?? null,
    retryable: retryableOf(headers.get("x-fal-retryable")),
    hasDetail: parsed?.detail != null,
  });
}

/**
 * What a submit that was not answered with a job means. Where it is not certain that fal refused it, a paid one is
 * ambiguous; an unpaid one, such as an upload, may be sent again.
 */
export function refusalOf(error: FalError, isPaid: boolean): AiError {
  const { status } = error;
  const free = (code: AiErrorCode, retryable?: boolean) =>
    errorOf(error, code, { mayHaveCharged: false, ...(retryable && { retryable }) });
  if (error.neverSent) return free("upstream_failure", true);
  if (status === 429) return free("rate_limited");
  if (status === 404) return free("upstream_failure");
  if (isRefusal(status)) return free(codeOfRefusal(error));
  return isPaid ? errorOf(error, "ambiguous") : free("upstream_failure", true);
}

/** What a job was asked about: its state, its result, or the result of which fal had said that it is an error. */
export type FalQuery = "status" | "result" | "failed result";

/**
 * How a job has ended that a question about it was answered like this. Null when the answer says nothing about the job,
 * so that the question may be asked again. Jobs that end with a 5xx are not charged; others may be (docs/providers.md
 * 5.7).
 */
export function jobFailureOf(error: FalError, query: FalQuery): AiError | null {
  const { status, errorType } = error;
  const free = { mayHaveCharged: false, retryable: error.retryable ?? true };
  if (status === null || status < 400 || status === 429 || status === 408) return null;
  // The result of a job that is not over, as one part of fal still sees it.
  if (status === 400 && errorType === null && query !== "failed result") return null;
  if (status === 499) return errorOf(error, "canceled");
  if (status === 404) return errorOf(error, "upstream_failure");
  if (status < 500) return errorOf(error, codeOfRefusal(error), { mayHaveCharged: true });
  if (errorType?.endsWith("_timeout")) return errorOf(error, "timed_out", free);
  const isItsOwn = query === "failed result" || (query === "result" && status === 500);
  const isOfTheJob = errorType !== null || (isItsOwn && error.hasDetail);
  return isOfTheJob ? errorOf(error, "upstream_failure", free) : null;
}

/**
 * Whether what seems to be a job's own failure may be a gateway's in front of it: nothing else has told of it, and it
 * lacks the type that fal gives its errors.
 */
export function mayBeGatewayError({ status, errorType }: FalError, query: FalQuery): boolean {
  return query === "result" && status === 500 && errorType === null;
}

function codeOfRefusal({ status, errorType, message }: FalError): AiErrorCode {
  if (status === 401) return "provider_auth";
  if (status === 402) return "provider_credit";
  // An account without credit is refused with 403 as well, and only the words tell the two apart.
  if (status === 403) return creditWords.test(message) ? "provider_credit" : "provider_auth";
  return errorType === "content_policy_violation" ? "safety_filter" : "invalid_input";
}

const creditWords = /exhausted balance|user is locked|top_up/i;

/** 408 is missing: who sends it may have passed the request on. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 408;
}

function errorOf(error: FalError, code: AiErrorCode, options: AiErrorOptions = {}): AiError {
  const { message, retryAfterSeconds } = error;
  return new AiError(code, { detail: message, retryAfterSeconds, ...options });
}

function retryableOf(header: string | null): boolean | null {
  return header === null ? null : header.toLowerCase() === "true";
}
