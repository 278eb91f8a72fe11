/** What went wrong with a whole form, in plain words: a short title and one or two sentences that say what to do next. */
export interface Problem {
  title: string;
  words: string;
  /** Of an expected failure. */
  code?: string;
}

/** Messages per field name, as the form parser gives them. */
export type FieldErrors = Readonly<Record<string, readonly string[] | undefined>>;
