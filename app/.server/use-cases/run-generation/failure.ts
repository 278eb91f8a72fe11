import { AiError, TransientPollError } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { FailureDetails } from "~/domain/failure-message";
import type { FailureCode, GenerationKind } from "~/domain/generation";

/** A failure of our own: what to store with the generation, and whether another attempt may help. */
export class OwnFailure extends Error {
  readonly code: FailureCode;
  readonly retryable: boolean;

  constructor(code: FailureCode, retryable: boolean, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.retryable = retryable;
  }
}

export interface Failure {
  code: FailureCode;
  /** Another attempt may help. */
  retryable: boolean;
  /** Such another attempt is one of those that a generation has. */
  countsAsAttempt: boolean;
  /** The job goes on meanwhile: only the deadline ends it. */
  mayStillRun: boolean;
  /** Whoever was asked is full: it waits in front of their line. */
  isQueueFull: boolean;
  /** How long the other side asked to be left alone. */
  retryAfterSeconds: number | null;
  details: FailureDetails;
}

/**
 * Only errors that are known not to have been charged upstream, questions without an answer, and trouble of our own are
 * worth another attempt: the recorded job is then asked about again, or none is left. A job that could not be asked
 * about has not failed, so only the deadline ends it.
 */
export function classifyFailure(error: unknown, kind: GenerationKind): Failure {
  const failureOf = (code: FailureCode, retryable: boolean): Failure => ({
    code,
    retryable,
    countsAsAttempt: true,
    mayStillRun: false,
    isQueueFull: false,
    retryAfterSeconds: null,
    details: {},
  });
  if (error instanceof AiError) {
    const { code, retryable, mayHaveCharged, retryAfterSeconds, quote, isQueueFull } = error;
    return {
      ...failureOf(code, retryable && !mayHaveCharged),
      countsAsAttempt: !isQueueFull,
      isQueueFull,
      retryAfterSeconds,
      details: quote ? { quote } : {},
    };
  }
  if (error instanceof TransientPollError) {
    const { retryAfterSeconds } = error;
    const unknown = { ...failureOf("timed_out", true), retryAfterSeconds };
    return { ...unknown, countsAsAttempt: false, mayStillRun: true };
  }
  if (error instanceof OwnFailure) return failureOf(error.code, error.retryable);
  if (error instanceof AppError && error.code === "unavailable")
    return failureOf("store_failure", true);
  const made = error instanceof AppError ? fileFault(error, kind) : null;
  if (made) return { ...failureOf("unusable_file", false), details: { made } };
  // A file that does not come may come later: some addresses work only a moment after they were told.
  return failureOf("upstream_failure", error instanceof AppError && error.retryable);
}

const keptTypes: Readonly<Record<GenerationKind, string>> = {
  image: "PNG, JPEG, WebP, AVIF and GIF pictures",
  edit: "PNG, JPEG, WebP, AVIF and GIF pictures",
  video: "MP4 videos",
};

/** What is wrong with a file that came; null when the failure says nothing about one. */
function fileFault({ code, facts }: AppError, kind: GenerationKind): string | null {
  if (code === "too_large") return "a file that is too large to keep here";
  if (code === "unreadable_media") return "a file that can't be opened";
  if (code !== "unsupported_media") return null;
  return `${facts["found"] ?? "a file of another kind"}, and only ${keptTypes[kind]} can be kept here`;
}
