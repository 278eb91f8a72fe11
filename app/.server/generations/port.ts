import type { BlockedPrompt } from "~/domain/blocked-prompts";
import type { FailureCode, GenerationInput, GenerationKind } from "~/domain/generation";
import type { FinishedMedia } from "~/domain/media";
import type { SourceSize } from "~/domain/models";
import type { PromptReading } from "~/domain/prompt-reading";
import type { UpstreamPlace } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";

export interface StartGeneration {
  generationId: string;
  /** One id per expected file, so that a repeated ingestion overwrites instead of adding. */
  mediaIds: readonly string[];
  kind: GenerationKind;
  model: string;
  /** Never empty: without words it is what the model does, such as `Upscale 2×`. */
  prompt: string;
  /** False where it was asked for without words. */
  isPrompted: boolean;
  negativePrompt: string;
  settings: Readonly<Record<string, unknown>>;
  sourceMediaId: string | null;
  /** What that picture may have of pixels; null: any. */
  largestSource: SourceSize | null;
  /** The source is a video, and no picture. Left out: a picture. */
  takesFilm?: boolean;
  /** What it is given besides, in order. */
  inputs: readonly GenerationInput[];
  /** What the model will make of the prompt; null for one that takes every word. */
  promptReading: PromptReading | null;
  /**
   * Why the prompt is not charged for: nothing of it would be made, or not all, and the person was not told. For the
   * transaction to refuse, unless it is a repeat.
   */
  promptRefusal: "invalid_input" | "words_skipped" | "model_unavailable" | "prompt_blocked" | null;
  /** Of one file, from the server's registry and settings, never from the form. */
  priceCreditsEach: number;
  /**
   * The model's least price, which that was worked out from and an administrator may have changed meanwhile; null: they
   * are the same.
   */
  listCreditsEach: number | null;
  /** The rates that an admin has set for the model, which it was worked out from as well; null for none. */
  listRates?: Readonly<Record<string, number>> | null;
  /** The price of one file that the person saw, where the form told it. */
  quotedCreditsEach: number | null;
  idempotencyKey: string;
  /** SHA-256, hex, of everything that the person chose. */
  inputHash: string;
  /** What the page says that it usually takes. */
  usualSeconds: number;
  /** From when the work begins to the forced refund. */
  workSeconds: number;
  /** From the charge to the forced refund, as long as its turn has not come. */
  waitSeconds: number;
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
  /** False where it was asked for without words: the prompt then says what the model does. */
  isPrompted: boolean;
  negativePrompt: string;
  settings: Readonly<Record<string, unknown>>;
  mediaIds: readonly string[];
  sourceMediaId: string | null;
  inputs: readonly GenerationInput[];
  /** Routes to try first, best first, by the administrators' choice. */
  routeOrder: readonly string[];
  /** Providers of which no route is taken, by the administrators' choice. */
  providersOff: readonly string[];
  /** What an earlier attempt recorded: the route it was about to take, and the job once that was answered. */
  submitted: (RouteRef & RecordedIntent & { job: Readonly<Record<string, unknown>> | null }) | null;
  secondsToDeadline: number;
  /** Where it waits at a provider, as of the last report; null: it does not. */
  upstream: UpstreamPlace | null;
}

export type { FinishedMedia };

export interface GenerationChange {
  generationId: string;
  userId: string;
  /** Grows with every change of the row. */
  revision: number;
}

/** What has happened lately that live pages must know. */
export interface LiveChanges {
  generations: readonly GenerationChange[];
  /** Signed out: what is still open hears of nothing more. */
  endedSessions: readonly { sessionId: string; userId: string }[];
}

/** The provider that is asked, and by which of its routes. */
export interface RouteRef {
  provider: string;
  route: string;
}

/** A submit that was about to leave. */
export interface RecordedIntent {
  intendedAt: Date;
  /** The providers' ids of every job that the generation had before it. */
  endedRequestIds: readonly string[];
}

/** The generation pipeline's facts. Every method is one transaction. Errors: the codes named, and `unavailable`. */
export interface GenerationStore {
  /**
   * Charges, records and enqueues. Same key and input → the same generation again, whatever has changed since. Errors:
   * insufficient_credits, suspended, signed_out, kind_disabled, model_unavailable, price_changed, too_many_running,
   * rate_limited, idempotency_conflict, not_found and too_large (source), invalid_input and
   * words_skipped (prompt).
   */
  start(
    viewer: Viewer,
    input: StartGeneration,
  ): Promise<{ generationId: string; replayed: boolean }>;
  readQueue(limit: number, visibilitySeconds: number): Promise<QueueMessage[]>;
  /**
   * Null when it is finished already, when another worker holds a live lease, and as long as it has outlived too many
   * workers to be put beside what this one holds.
   */
  claim(
    message: QueueMessage,
    worker: string,
    leaseSeconds: number,
  ): Promise<ClaimedGeneration | null>;
  /** Extends lease and visibility. Unless `held`, stop at once: the work is another's, or nobody wants it any more. */
  heartbeat(claim: ClaimedGeneration, leaseSeconds: number): Promise<"held" | "taken" | "refunded">;
  /** The lease tokens of those that this worker no longer holds: taken, ended or canceled. Changes nothing. */
  lostLeases(claims: readonly ClaimedGeneration[]): Promise<string[]>;
  /** What is free is not counted as money lost when nobody waits for it. Error: stale_lease. */
  recordSubmitIntent(
    claim: ClaimedGeneration,
    route: RouteRef & { isFree?: boolean },
  ): Promise<RecordedIntent>;
  /**
   * After a submit that was turned down, or a job that ended, at no cost: another may be submitted. Error: stale_lease.
   */
  withdrawSubmitIntent(claim: ClaimedGeneration): Promise<void>;
  recordProviderJob(
    claim: ClaimedGeneration,
    route: RouteRef,
    job: Readonly<Record<string, unknown>>,
    requestId: string | null,
  ): Promise<void>;
  reportProgress(claim: ClaimedGeneration, progress: number): Promise<void>;
  /**
   * Where it waits at a provider; null: it is being worked on. Its deadline follows, and is so many seconds away then.
   * Error: stale_lease.
   */
  reportPlace(claim: ClaimedGeneration, upstream: UpstreamPlace | null): Promise<number>;
  /** Makes the files visible. `note`: what whoever made them said besides. Error: stale_lease. */
  complete(
    claim: ClaimedGeneration,
    media: readonly FinishedMedia[],
    note?: string | null,
  ): Promise<void>;
  /** Refunds once and ends it. Error: stale_lease. */
  fail(claim: ClaimedGeneration, code: FailureCode, words: string): Promise<void>;
  /**
   * Gives the work back for another attempt after a pause. An attempt that the work itself did not end, such as one of
   * a worker that stops, does not count. Error: stale_lease.
   */
  release(
    claim: ClaimedGeneration,
    pause: { delaySeconds: number; countsAsAttempt: boolean },
  ): Promise<void>;
  /** Errors: signed_out, not_found, already_finished. */
  cancel(viewer: Viewer, generationId: string): Promise<void>;
  /**
   * Fails and refunds what is past its deadline, out of attempts or has outlived too many workers; re-enqueues what
   * lost its message. So many at most: there may be more when it answers that it did as many.
   */
  sweep(limit: number): Promise<{ failed: number; requeued: number }>;
  /** What happened in the last `sinceSeconds`. */
  changes(sinceSeconds: number): Promise<LiveChanges>;
}

/** The rules of this Easel for prompts, as they concern whoever writes one. All errors: unavailable, signed_out. */
export interface PromptRules {
  /** Whether they are on and refuse it. */
  isBlocked(prompt: string): Promise<boolean>;
  /**
   * Counts that a prompt was refused, and keeps it for a month under `id`. Resolves to the phrase that it may not have;
   * null where no rule refuses it any more.
   */
  note(viewer: Viewer, id: string, prompt: string): Promise<string | null>;
  /** One's own refused prompt. Error: not_found (also someone else's). */
  own(viewer: Viewer, id: string): Promise<BlockedPrompt>;
  /** Keeps why it should not have been refused; the last words count. Error: not_found. */
  object(viewer: Viewer, id: string, words: string): Promise<void>;
}
