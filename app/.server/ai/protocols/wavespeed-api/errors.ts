import {
  AiError,
  TransientPollError,
  type AiErrorCode,
  type AiErrorOptions,
} from "~/.server/ai/port";

/** An answer without what was asked for. */
export interface WavespeedAnswer {
  /** What it amounts to: the HTTP status, or the code in a 200's envelope, or the code of a task (1000 and above). */
  code: number;
  /** In Wavespeed's words, without a key. */
  message: string;
  retryAfterSeconds: number | null;
}

/** What makes a prediction a failed one. */
export interface FailedTask {
  status: string;
  code: number | null;
  error: string;
}

type Class = [code: AiErrorCode, options?: AiErrorOptions];

/** 5004 is missing: the task goes on after a sync request has timed out. */
const taskClasses: ReadonlyMap<number, Class> = new Map([
  [1200, ["safety_filter"]],
  [1400, ["invalid_input"]],
  [1401, ["invalid_input"]],
  // The source is uploaded again with each submit.
  [1402, ["upstream_failure", { retryable: true }]],
  [1403, ["upstream_failure"]],
  [1405, ["upstream_failure"]],
  [5000, ["upstream_failure", { retryable: true }]],
  [5003, ["busy"]],
]);

const invalidInput: ReadonlySet<number> = new Set([400, 413, 414, 415, 422]);

/** 408 is no refusal: who sends it may have passed the request on. */
const isRefusal = (code: number): boolean => code >= 400 && code < 500 && code !== 408;

/**
 * What a request that was to create something means when it was answered like this. Where it is not certain that
 * Wavespeed refused it, a paid one is ambiguous; one that costs nothing, such as an upload, may be sent again
 * (docs/providers.md 4.6).
 */
export function refusalOf(answer: WavespeedAnswer, isPaid: boolean): AiError {
  const { code, message, retryAfterSeconds } = answer;
  const [name, options] = classOf(answer) ?? lost(isPaid);
  return new AiError(name, { detail: `${code} ${message}`, retryAfterSeconds, ...options });
}

/** The same when there was no answer at all, or none that could be read. */
export function noResponseErrorOf(detail: string, neverSent: boolean, isPaid: boolean): AiError {
  const [name, options] = neverSent ? lost(false) : lost(isPaid);
  return new AiError(name, { detail, ...options });
}

/**
 * What it means that a question was answered without what was asked for: TransientPollError, or an AiError when asking
 * is of no use.
 */
export function queryErrorOf({ code, message, retryAfterSeconds }: WavespeedAnswer): Error {
  const detail = `${code} ${message}`;
  if (!isRefusal(code) || code === 429)
    return new TransientPollError(detail, { retryAfterSeconds: retryAfterSeconds ?? undefined });
  const name = codeOfRefusal(code, message);
  return new AiError(name === "invalid_input" ? "upstream_failure" : name, {
    detail,
    mayHaveCharged: true,
  });
}

/** Why a task has ended without a result. One that failed is refunded upstream; nothing is promised for the others. */
export function taskFailureOf({ status, code, error }: FailedTask): AiError {
  const detail = [status, code, error].filter(Boolean).join(" ");
  if (status === "timeout") return new AiError("timed_out", { detail });
  if (status !== "failed") return new AiError("canceled", { detail });
  const [name, options] = taskClasses.get(code ?? 0) ?? ["upstream_failure" as const];
  return new AiError(name, { detail, mayHaveCharged: false, ...options });
}

/** Null when it is not certain what became of the request. */
function classOf({ code, message }: WavespeedAnswer): Class | null {
  const ofTask = taskClasses.get(code);
  if (ofTask) return [ofTask[0], { ...ofTask[1], mayHaveCharged: false }];
  if (!isRefusal(code)) return null;
  return [codeOfRefusal(code, message), { mayHaveCharged: false }];
}

const lost = (isPaid: boolean): Class =>
  isPaid ? ["ambiguous"] : ["upstream_failure", { retryable: true, mayHaveCharged: false }];

function codeOfRefusal(code: number, message: string): AiErrorCode {
  if (code === 401) return "provider_auth";
  if (code === 402) return "provider_credit";
  // An account without credit may be refused with 403 as well, and only the words tell the two apart.
  if (code === 403) return creditWords.test(message) ? "provider_credit" : "provider_auth";
  if (code === 429) return "rate_limited";
  return invalidInput.has(code) ? "invalid_input" : "upstream_failure";
}

const creditWords = /balance|insufficient|top.?up|credit/i;
