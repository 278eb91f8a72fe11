import { randomUUID } from "node:crypto";
import type { EmulatedRoute } from "./emulator.ts";

/** What the jobs do that are submitted from now on. */
export interface FalBehaviour {
  /** Looks at the status that find the job waiting, and then running. */
  queuedPolls: number;
  runningPolls: number;
  /** How it ends, if not well. `headers` are of the result. */
  failure: {
    status: number;
    type: string | null;
    message?: string;
    headers?: Record<string, string>;
  } | null;
  /** Whether the status of a failed job tells of the error, too. */
  statusTellsError: boolean;
  nsfw: "none" | "first" | "all";
  /** Files that it makes; null: as many as were asked for. */
  outputs: number | null;
  /** Its files have no address. */
  nullUrls: boolean;
  /** It is done in spite of having been canceled. */
  ignoresCancel: boolean;
  /** Looks into the request list that do not find it yet. */
  unlistedLooks: number;
  /** By endpoint: what it costs, or that there is no such endpoint any more. Others are there, without a price. */
  catalog: Readonly<Record<string, { usd?: number; unit?: string; isGone?: boolean }>>;
}

export const usualFalBehaviour: FalBehaviour = {
  queuedPolls: 1,
  runningPolls: 1,
  failure: null,
  statusTellsError: true,
  nsfw: "none",
  outputs: null,
  nullUrls: false,
  ignoresCancel: false,
  unlistedLooks: 0,
  catalog: {},
};

export interface FalEmulatedJob {
  requestId: string;
  endpoint: string;
  input: Readonly<Record<string, unknown>>;
  sentAt: Date;
  endedAt: Date | null;
  /** Looks at its status, and into the list, so far. */
  polls: number;
  looks: number;
  isCanceled: boolean;
  behaviour: FalBehaviour;
}

export function makeFalJob(
  endpoint: string,
  input: Readonly<Record<string, unknown>>,
  behaviour: FalBehaviour,
): FalEmulatedJob {
  return {
    requestId: randomUUID(),
    endpoint,
    input,
    sentAt: new Date(),
    endedAt: null,
    polls: 0,
    looks: 0,
    isCanceled: false,
    behaviour,
  };
}

export type FalPhase = "IN_QUEUE" | "IN_PROGRESS" | "COMPLETED";

export function phaseOf({ polls, isCanceled, behaviour }: FalEmulatedJob): FalPhase {
  const { queuedPolls, runningPolls, ignoresCancel } = behaviour;
  if (isCanceled && !ignoresCancel) return "COMPLETED";
  if (polls <= queuedPolls) return "IN_QUEUE";
  return polls <= queuedPolls + runningPolls ? "IN_PROGRESS" : "COMPLETED";
}

/** How a job has failed, in words of its own and of its cancellation. */
export function failureOf({ isCanceled, behaviour }: FalEmulatedJob): FalBehaviour["failure"] {
  if (isCanceled && !behaviour.ignoresCancel)
    return { status: 499, type: "client_cancelled", message: "The request was cancelled" };
  return behaviour.failure;
}

/** The first two parts of an endpoint's id, or three with a namespace: all that fal wants to hear after the submit. */
export function appOf(endpoint: string): string {
  const parts = endpoint.split("/");
  return parts.slice(0, parts[0] === "workflows" || parts[0] === "comfy" ? 3 : 2).join("/");
}

export function makesVideo({ endpoint }: FalEmulatedJob): boolean {
  return /video|veo/.test(endpoint);
}

/** Source pictures in an input. */
export function sourcesOf(input: Readonly<Record<string, unknown>>): string[] {
  const { image_url: one, image_urls: several } = input;
  const all: unknown[] = [one, ...(Array.isArray(several) ? (several as unknown[]) : [])];
  return all.filter((each) => typeof each === "string");
}

export interface FalState {
  /** Every job so far, the oldest first. */
  jobs: FalEmulatedJob[];
  /** By address. Without bytes until they have come. */
  uploads: Map<string, { contentType: string; bytes: Buffer | null }>;
  /** Of the jobs submitted from now on. */
  behaviour: FalBehaviour;
  /** Where the queue answers, and how its callers name their key: fal's own host, or a gateway. */
  queueAt: string;
  scheme: string;
  /** Host of the files. */
  mediaHost: string;
  /** The only key that is right; null: any is. */
  key: string | null;
}

/** The answer for callers with a key; 401 for others. */
export function guarded(
  { scheme, key }: FalState,
  answer: EmulatedRoute["answer"],
): EmulatedRoute["answer"] {
  return (received, params, gone) => {
    const [said, secret] = (received.headers.authorization ?? "").split(" ");
    if (said === scheme && secret && (key === null || secret === key))
      return answer(received, params, gone);
    const detail = "Cannot access application: authentication is required to access it.";
    return { status: 401, json: { detail } };
  };
}
