export type Tone = "a" | "b" | "c" | "good" | "bad" | "quiet";

/** One of the things that a plot shows, with a number for each step. */
export interface Series {
  label: string;
  tone: Tone;
  values: readonly number[];
}
