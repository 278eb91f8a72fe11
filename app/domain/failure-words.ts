import type { FailureCode } from "./generation";

/** What is known of one failure besides its code. */
export interface FailureDetails {
  /** What came in place of a file that can be kept: `a WebM video, and only MP4 videos can be kept here`. */
  made?: string;
  /** What whoever failed said to the person. It is quoted, and may be in any language. */
  quote?: string;
}

/** One plain sentence for each way a request can fail. `who` is the provider in words, for example "fal.ai". */
export function failureWords(code: FailureCode, who: string, details: FailureDetails = {}): string {
  switch (code) {
    case "invalid_input":
      if (details.quote) return `${who} turned this request down: ${quoted(details.quote)}`;
      return `${who} could not work with this request. Changing the words or the settings may help.`;
    case "safety_filter":
      return `${who} refused this request because of its safety rules. Other words may help.`;
    case "provider_auth":
      return `${who} did not accept our key. This is our fault, not yours.`;
    case "provider_credit":
      return `Our account at ${who} has run dry. This is our fault, not yours.`;
    case "rate_limited":
      return `${who} asked us to slow down and did not get round to this request.`;
    case "busy":
      return `${who} is too busy right now.`;
    case "timed_out":
      return `${who} took too long to answer.`;
    case "upstream_failure":
      if (details.quote) return `${who} couldn't finish this one: ${quoted(details.quote)}`;
      return `Something went wrong at ${who}.`;
    case "ambiguous":
      return `The connection to ${who} broke, and we could not find out whether the work was done.`;
    case "unusable_file":
      return `${who} made ${details.made ?? "a file that can't be kept here"}.`;
    case "canceled":
      return `${who} stopped this request.`;
    case "source_gone":
      return "The picture that this was to be made from is no longer there.";
    case "store_failure":
      return "The result could not be stored. This is our fault, not yours.";
    case "deadline":
      return "This took longer than we allow, so we stopped it.";
    case "attempts_exhausted":
      return "This did not work in several tries, so we stopped it.";
  }
}

/** Somebody else's words in quotation marks, in their own direction whatever stands around them (Unicode, UAX 9: FSI and PDI). */
export function quoted(words: string): string {
  return `\u201c\u2068${words}\u2069\u201d`;
}
