/** What a worker does for a generation, in order. It can die right before and right after each. */
export const crashSteps = [
  "readQueue",
  "claim",
  "recordSubmitIntent",
  "submit",
  "recordProviderJob",
  "heartbeat",
  "poll",
  "reportProgress",
  "collect",
  "storeOriginal",
  "storeThumb",
  "complete",
  "fail",
  "release",
  "sweep",
] as const;
/** `work` is what only our own engines show: a process can die during it. */
export type CrashStep = (typeof crashSteps)[number] | "work";

/** In the form `after claim`. */
export const crashPoints: readonly string[] = crashSteps.flatMap((step) => [
  `before ${step}`,
  `after ${step}`,
]);

/** Where a worker dies, and at the how manieth time that it comes there. */
export interface Crash {
  point: string;
  nth: number;
}

/** Steps that most generations never take. */
export const rareSteps: ReadonlySet<string> = new Set(["fail", "release", "heartbeat", "sweep"]);
