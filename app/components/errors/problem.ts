import type { SubmissionResult } from "@conform-to/react";

/**
 * What went wrong with a whole form, in plain words: a short title and one or two sentences that say what to do next.
 */
export interface Problem {
  title: string;
  words: string;
  /** Where something can be done about it. */
  link?: { href: string; label: string };
  /** Of an expected failure. */
  code?: string;
}

/** What an action answers when it refuses a form: the same page shows it, with everything that was typed. */
export interface Refusal {
  /** For `useForm`: what was typed, but for passwords, and what is wrong with it. */
  result: SubmissionResult;
  problem?: Problem;
}
