import type { FailureCode } from "~/domain/generation";

/**
 * What must be true of the books and of the pipeline, without SQL: what each command may answer, and what it leaves
 * behind.
 */
export interface Person {
  credits: number;
  entries: number;
  isSuspended: boolean;
  isDeleted: boolean;
  /** Has a live session. */
  isSignedIn: boolean;
  keys: Record<string, { hash: string; generation: string }>;
  adjustments: Record<string, { delta: number; balance: number }>;
}

export interface Work {
  user: string;
  price: number;
  priceEach: number;
  isVideo: boolean;
  mediaIds: readonly string[];
  /** The file that it is made from. */
  source: string | null;
  status: "queued" | "running" | "succeeded" | "failed" | "canceled";
  failure: FailureCode | null;
  attempts: number;
  /** Claims that ended without a word before the last one. */
  deaths: number;
  progress: number;
  made: number;
  /** What was given back: the price of each of these files, or of everything. */
  refunded: readonly string[] | "everything";
  /** Who holds or held the lease last; null before the first claim and after a release. */
  hand: string | null;
  /** The process that made the last claim; several claims may be one's. */
  worker: string | null;
  isLeaseLive: boolean;
  /** Orders a person's requests; lower is earlier. */
  createdAt: number;
  /** Counts from 1; grows when a lost message is replaced. */
  messageNumber: number;
  message: "visible" | "hidden" | "lost" | "archived";
  intent: boolean;
  job: boolean;
  isOrphan: boolean;
  isQuarantined: boolean;
  isLate: boolean;
  /** Started more than a minute ago. */
  isOld: boolean;
}

export interface File {
  user: string;
  isSaved: boolean;
  isTrashed: boolean;
  isExpired: boolean;
  isVideo: boolean;
}

export interface Model {
  people: Record<string, Person>;
  works: Record<string, Work>;
  files: Record<string, File>;
  /** Objects to delete, by path. */
  deletions: Record<string, "waiting" | "taken">;
  /** Whose turn it is, one after the other. People who have nothing waiting may be among them. */
  line: string[];
}

export type Lease = { hand: string; generation: string };
/** What a worker writes: it names the claim that it holds. */
export type WorkerCommand =
  | ({ type: "heartbeat" | "record intent" | "withdraw intent" | "record job" } & Lease)
  | ({ type: "report progress"; share: number } & Lease)
  | ({ type: "complete"; mediaIds: readonly string[] } & Lease)
  | ({ type: "fail"; code: FailureCode } & Lease)
  | ({ type: "release"; delaySeconds: number; countsAsAttempt: boolean } & Lease);
export type Command =
  | { type: "sign up" | "sign in" | "sign out"; user: string }
  | {
      type: "start";
      user: string;
      generation: string;
      mediaIds: readonly string[];
      priceEach: number;
      kind: "image" | "edit" | "video";
      key: string;
      hash: string;
      source: string | null;
    }
  | { type: "read queue"; limit: number }
  | {
      type: "claim";
      hand: string;
      generation: string;
      messageId: number;
      messageNumber: number;
      worker: string;
    }
  | WorkerCommand
  | { type: "cancel"; user: string; generation: string }
  | { type: "sweep" }
  | { type: "adjust"; user: string; delta: number; key: string }
  | { type: "clean up" }
  | { type: "save" | "trash" | "restore"; user: string; mediaIds: readonly string[] }
  | { type: "delete account" | "suspend" | "unsuspend"; user: string }
  | { type: "lapse lease" | "pass deadline" | "lose message"; generation: string }
  | { type: "lose worker"; worker: string }
  | { type: "show messages" }
  | { type: "expire file"; file: string };

/** What was seen: the code of a refusal, or the reply. */
export type Observed = { refused: string } | { reply: unknown };

export const limits = {
  signupCredits: 1000,
  maxRunning: 3,
  startsPerMinute: 8,
  maxAttempts: 2,
  maxDeaths: 2,
};

export const emptyModel = (): Model => ({
  people: {},
  works: {},
  files: {},
  deletions: {},
  line: [],
});
export const pathsOf = (mediaId: string): [string, string] => [
  `media/${mediaId}.png`,
  `media/${mediaId}.thumb.webp`,
];
export const isUnfinished = ({ status }: Work): boolean =>
  status === "queued" || status === "running";
export const isVisible = (file: File | undefined): file is File =>
  file !== undefined && !file.isTrashed && !file.isExpired;

/** Of what nobody works on: no attempt is left, or too many workers have died of it. */
const isExhausted = ({ hand, attempts, deaths }: Work): boolean =>
  hand === null ? attempts >= limits.maxAttempts : deaths + 1 >= limits.maxDeaths;

/** What a sweep has to do with it, if anything. */
export function needsSweep(work: Work): boolean {
  if (!isUnfinished(work)) return false;
  if (work.isLate) return true;
  return !work.isLeaseLive && (isExhausted(work) || work.message === "lost");
}

export function newPerson(): Person {
  return {
    credits: limits.signupCredits,
    entries: 1,
    isSuspended: false,
    isDeleted: false,
    isSignedIn: true,
    keys: {},
    adjustments: {},
  };
}

/** Books a movement; false, and nothing booked, when the balance would fall below zero. */
export function move(person: Person, delta: number): boolean {
  if (person.credits + delta < 0) return false;
  if (delta === 0) return true;
  person.credits += delta;
  person.entries += 1;
  return true;
}

/** The end of an unfinished generation that did not succeed. */
export function giveBack(model: Model, work: Work, failure: FailureCode | null): void {
  work.status = failure === null ? "canceled" : "failed";
  work.failure = failure;
  work.isLeaseLive = false;
  if (work.message !== "lost") work.message = "archived";
  work.isOrphan = work.intent;
  if (work.price > 0) work.refunded = "everything";
  move(model.people[work.user]!, work.price);
}

/** Gives up what is past its deadline or exhausted. */
export function giveUp(model: Model, work: Work): boolean {
  if (work.isLate) giveBack(model, work, "deadline");
  else if (!isExhausted(work)) return false;
  else {
    work.isQuarantined = true;
    giveBack(model, work, "attempts_exhausted");
  }
  return true;
}

export function forgetFile(model: Model, mediaId: string): void {
  delete model.files[mediaId];
  for (const path of pathsOf(mediaId)) model.deletions[path] ??= "waiting";
}
