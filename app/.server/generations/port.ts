import type { FailureCode, GenerationKind } from "~/domain/generation";
import type { FinishedMedia } from "~/domain/media";
import type { Viewer } from "~/domain/viewer";

export interface StartGeneration {
  generationId: string;
  /** One id per expected file, so that a repeated ingestion overwrites instead of adding. */
  mediaIds: readonly string[];
  kind: GenerationKind;
  model: string;
  prompt: string;
  negativePrompt: string;
  settings: Readonly<Record<string, unknown>>;
  sourceMediaId: string | null;
  /** From the server's registry and settings, never from the form. */
  priceCredits: number;
  idempotencyKey: string;
  /** SHA-256, hex, of everything that the person chose. */
  inputHash: string;
  /** From start to forced refund, in seconds. */
  deadlineSeconds: number;
}

export interface QueueMessage {
  messageId: number;
  generationId: string;
  /** How often this message has been delivered, this time included. */
  deliveries: number;
}

/** A claimed generation: everything a worker needs, and the token that its writes must show. */
export interface ClaimedGeneration {
  id: string;
  userId: string;
  leaseToken: string;
  attempt: number;
  maxAttempts: number;
  kind: GenerationKind;
  model: string;
  prompt: string;
  negativePrompt: string;
  settings: Readonly<Record<string, unknown>>;
  mediaIds: readonly string[];
  sourceMediaId: string | null;
  /** Routes to try first, best first, by the administrators' choice. */
  routeOrder: readonly string[];
  askedAt: Date;
  /** What an earlier attempt recorded: the route it was about to take, and the job once that was answered. */
  submitted: {
    provider: string;
    route: string;
    job: Readonly<Record<string, unknown>> | null;
  } | null;
  secondsToDeadline: number;
}

export type { FinishedMedia };

export interface GenerationChange {
  generationId: string;
  userId: string;
  /** Grows with every change of the row. */
  revision: number;
}

/** The provider that is asked, and by which of its routes. */
export interface AskedRoute {
  provider: string;
  route: string;
}

/** The generation pipeline's facts. Every method is one transaction. Errors: the codes named, and `unavailable`. */
export interface GenerationStore {
  /** Charges, records and enqueues. Same key and input → the same generation again. Errors: insufficient_credits, suspended, kind_disabled, model_unavailable, too_many_running, rate_limited, idempotency_conflict, not_found (source). */
  start(
    viewer: Viewer,
    input: StartGeneration,
  ): Promise<{ generationId: string; replayed: boolean }>;
  readQueue(limit: number, visibilitySeconds: number): Promise<QueueMessage[]>;
  /**
   * Null when it is finished already, when another worker holds a live lease, and as long as it has outlived too many workers
   * to be put beside what this one holds.
   */
  claim(
    message: QueueMessage,
    worker: string,
    leaseSeconds: number,
  ): Promise<ClaimedGeneration | null>;
  /** Extends lease and visibility. Unless `held`, stop at once: the work is another's, or nobody wants it any more. */
  heartbeat(claim: ClaimedGeneration, leaseSeconds: number): Promise<"held" | "taken" | "refunded">;
  recordSubmitIntent(claim: ClaimedGeneration, asked: AskedRoute): Promise<void>;
  /** After a submit that was turned down, or a job that ended, at no cost: another may be submitted. Error: stale_lease. */
  withdrawSubmitIntent(claim: ClaimedGeneration): Promise<void>;
  recordProviderJob(
    claim: ClaimedGeneration,
    asked: AskedRoute,
    job: unknown,
    requestId: string | null,
  ): Promise<void>;
  reportProgress(claim: ClaimedGeneration, progress: number): Promise<void>;
  /** Makes the files visible. Error: stale_lease. */
  complete(claim: ClaimedGeneration, media: readonly FinishedMedia[]): Promise<void>;
  /** Refunds once and ends it. Error: stale_lease. */
  fail(claim: ClaimedGeneration, code: FailureCode, words: string): Promise<void>;
  /**
   * Gives the work back for another attempt after a pause. An attempt that the work itself did not end, such as one of a
   * worker that stops, does not count. Error: stale_lease.
   */
  release(
    claim: ClaimedGeneration,
    pause: { delaySeconds: number; countsAsAttempt: boolean },
  ): Promise<void>;
  /** Errors: not_found, already_finished. */
  cancel(viewer: Viewer, generationId: string): Promise<void>;
  /** Fails and refunds what is past its deadline, out of attempts or has outlived too many workers; re-enqueues what lost its message. */
  sweep(): Promise<{ failed: number; requeued: number }>;
  /** What changed in the last `sinceSeconds`, for live pages. */
  changes(sinceSeconds: number): Promise<GenerationChange[]>;
}
