import type { FailureCode, GenerationKind } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";

/** What a person asked of a model, as stored with the generation. */
export interface ModelRequest {
  generationId: string;
  kind: GenerationKind;
  /** Our own name of the model. */
  model: string;
  prompt: string;
  negativePrompt: string;
  /** Whitelisted by the model's own schema when the request was made. */
  settings: Readonly<Record<string, unknown>>;
  outputCount: number;
}

/** What a provider needs to find the work again, in any process, after any crash. Plain JSON. */
export type ProviderJob = Readonly<Record<string, unknown>>;

export interface SubmittedJob {
  job: ProviderJob;
  /** The provider's own id, for receipts and support; null where it gives none. */
  requestId: string | null;
}

export type JobState =
  | { state: "waiting"; queuePosition: number | null }
  | { state: "running"; progress: number | null }
  | { state: "done" };

export interface ProviderOutput {
  bytes: Uint8Array;
}

/** One provider of models. Every method checks once and returns; waiting is the AI client's business. Throws AiError. */
export interface AiProvider {
  readonly name: string;
  /** How the provider is called in sentences, for example "fal.ai". */
  readonly words: string;
  readonly pollIntervalMs: number;
  /** False when sending the same submit twice costs nothing. */
  readonly submitIsPaid: boolean;
  submit(upstreamModel: string, request: ModelRequest, signal: AbortSignal): Promise<SubmittedJob>;
  poll(job: ProviderJob, signal: AbortSignal): Promise<JobState>;
  /** Only after `done`. In order, as many as the provider made. */
  collect(job: ProviderJob, signal: AbortSignal): Promise<ProviderOutput[]>;
  /** Nobody wants the job any more. Best effort, never throws. */
  cancel(job: ProviderJob): Promise<void>;
  /** Another worker goes on with the job: frees what this process holds for it, and leaves the job alone. */
  letGo?(job: ProviderJob): void;
  /** Looks up a submit whose answer was lost; null when there was none or the provider cannot tell. */
  find(
    upstreamModel: string,
    request: ModelRequest,
    signal: AbortSignal,
  ): Promise<SubmittedJob | null>;
}

/** Where a run of the AI client writes what must survive a crash. */
export interface JobJournal {
  /** What an earlier attempt recorded. */
  readonly earlier: { provider: string; job: ProviderJob | null } | null;
  /** Before the submit leaves. */
  intend(provider: string): Promise<void>;
  /** The submit was turned down at no cost. */
  turnedDown(): Promise<void>;
  /** Right after the submit was answered. */
  submitted(provider: string, job: SubmittedJob): Promise<void>;
  progress(share: number): Promise<void>;
}

/** All models behind one door. */
export interface AiClient {
  /**
   * Submits or resumes, waits, collects. Throws AiError, or an AbortError. The provider's job is canceled when the
   * signal's reason is `Unwanted`; after any other abort it goes on, for the worker that takes over.
   */
  run(request: ModelRequest, journal: JobJournal, signal: AbortSignal): Promise<ProviderOutput[]>;
}

/** The whitelist of models and of what each lets a person set. */
export interface ModelRegistry {
  readonly cards: readonly ModelCard[];
  find(modelId: string): ModelCard | null;
  /** The settings to store, from what a person chose. Throws a ZodError naming each refused field. */
  parseSettings(modelId: string, chosen: ChosenSettings): Record<string, unknown>;
  /** How the maker of a model is called in sentences. */
  makerWords(modelId: string): string;
}

export interface ChosenSettings {
  shape: string;
  count: number;
  seed: number;
  negativePrompt: string;
}

/** The reason of an abort when nobody waits for the result any more: canceled, or past its deadline. */
export class Unwanted extends Error {}

/** A failure of a provider. `code` is what is stored with the generation when nothing else helps. */
export class AiError extends Error {
  readonly code: FailureCode;
  /** Another try may succeed, and this one is certain not to have been charged upstream. */
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: FailureCode,
    options: { retryable: boolean; retryAfterSeconds?: number; cause?: unknown },
  ) {
    super(code, { cause: options.cause });
    this.name = "AiError";
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
