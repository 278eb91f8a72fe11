import type { FailureCode, GenerationKind } from "./generation";

/** What is known of one failure besides its code. */
export interface FailureDetails {
  /** What came in place of a file that can be kept: `a WebM video, and only MP4 videos can be kept here`. */
  made?: string;
  /** What whoever failed said to the person. It is quoted, and may be in any language. */
  quote?: string;
  /** It still waited in somebody's line. */
  waited?: boolean;
}

/** One plain sentence for each way a request can fail. `who` is the provider in words, for example "fal.ai". */
export function failureMessage(
  code: FailureCode,
  who: string,
  details: FailureDetails = {},
): string {
  switch (code) {
    case "invalid_input":
      if (details.quote) return `${who} turned this request down: ${quoted(details.quote)}`;
      return `${who} couldn't use this request. Try other words or settings.`;
    case "safety_filter":
      return `${who} turned this request down because of its safety rules. Try other words.`;
    case "provider_auth":
      return `${who} didn't accept our key. That's on us, not you.`;
    case "provider_credit":
      return `Our account at ${who} is empty. That's on us, not you.`;
    case "rate_limited":
      return `${who} is limiting how much we can send, and this request didn't get through.`;
    case "busy":
      return `${who} is too busy right now.`;
    case "timed_out":
      return `${who} took too long to answer.`;
    case "upstream_failure":
      if (details.quote) return `${who} couldn't finish this one: ${quoted(details.quote)}`;
      return `Something went wrong at ${who}.`;
    case "ambiguous":
      return `We lost the connection to ${who} and couldn't find out whether this one was made.`;
    case "unusable_file":
      return `${who} made ${details.made ?? "a file that can't be kept here"}.`;
    case "canceled":
      return `${who} stopped this request.`;
    case "source_gone":
      return "What you started from is gone.";
    case "store_failure":
      return "We couldn't store the result. That's on us, not you.";
    case "deadline":
      if (details.waited) return "Its turn didn't come in time.";
      return "This took too long, so we stopped it.";
    case "attempts_exhausted":
      return "We tried several times and it didn't work, so we stopped.";
  }
}

const ourFailures: readonly (FailureCode | null)[] = [
  "provider_auth",
  "provider_credit",
  "ambiguous",
  "source_gone",
  "store_failure",
  "deadline",
  "attempts_exhausted",
];

/** What is stored of a request that failed. */
export interface FailedRequest {
  failureCode: FailureCode | null;
  /** As it was said when it happened. */
  failureWords: string | null;
  kind: GenerationKind;
  outputCount: number;
}

/**
 * Who failed, as a title, and what was wrong: as it was said when it happened, else what such a failure usually means.
 * `who` is the provider in words, or the model where none was asked.
 */
export function describeFailure(
  { failureCode, failureWords: stored, kind, outputCount }: FailedRequest,
  who: string,
): { title: string; words: string } {
  const what = `${outputCount === 1 ? "this" : "these"} ${kind === "video" ? "video" : "picture"}${outputCount === 1 ? "" : "s"}`;
  const defaultWords = failureCode
    ? failureMessage(failureCode, who)
    : "It was stopped before it was finished.";
  return {
    title: ourFailures.includes(failureCode)
      ? `We couldn't finish ${what}`
      : `${who} couldn't make ${what}`,
    words: stored || defaultWords,
  };
}

/**
 * Somebody else's words in quotation marks, in their own direction whatever stands around them (Unicode, UAX 9: FSI and
 * PDI).
 */
export function quoted(words: string): string {
  return `\u201c\u2068${words}\u2069\u201d`;
}
