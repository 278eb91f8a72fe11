import type { FrameInput, FrameRoom, Margins } from "~/domain/frame";
import type { FrameUnit } from "~/domain/frame-fields";
import type { FailureCode, GenerationKind, PictureRole } from "~/domain/generation";
import type { MaskImage, ProviderFile, SourceFilm, SourceForm, SourceImage } from "~/domain/media";
import type { ReadMade } from "~/domain/made-picture";
import type { ModelCard } from "~/domain/models";
import type { Sound } from "~/domain/prices";
import type { PromptReading } from "~/domain/prompt-reading";
import type { PixelSize } from "~/domain/shapes";

/** What a person asked of a model, as stored with the generation. */
export interface ModelRequest {
  generationId: string;
  kind: GenerationKind;
  /** Our own name of the model. */
  model: string;
  /** Empty for a model that was told nothing. */
  prompt: string;
  negativePrompt: string;
  /** Whitelisted by the model's own schema when the request was made. */
  settings: Readonly<Record<string, unknown>>;
  outputCount: number;
  /**
   * Reads the picture that it is made from, ready to be sent unless asked otherwise; null when it is made from words
   * alone. Errors: not_found, unavailable.
   */
  readSource: ((form?: SourceForm) => Promise<SourceImage>) | null;
  /**
   * Reads the video that it goes on from, in place of a picture. Left out or null: it does not. Errors: as
   * `readSource`.
   */
  readFilm?: (() => Promise<SourceFilm>) | null;
  /**
   * Draws the part of that picture that is to change, as large as the picture. Left out or null: all of it may change.
   * Errors: as `readSource`.
   */
  readMask?: ((source: SourceImage) => Promise<MaskImage>) | null;
  /** The further pictures that it is given, in order. Left out: none. */
  pictures?: readonly GivenPicture[];
}

/** A further picture, and what it is for. */
export interface GivenPicture {
  role: PictureRole;
  /** Errors: as `readSource`. */
  read(form?: SourceForm): Promise<SourceImage>;
}

/** One way to have a model's work done: a provider, and that provider's own name of the model. */
export interface ModelRoute {
  /** `provider:upstream model`, as settings, records and logs name it. */
  id: string;
  provider: string;
  upstreamModel: string;
  /** Most files that one submit makes. A request for more takes another route: nothing is ever submitted twice. */
  maxOutputs: number;
  /** What to send, in the provider's own terms, without the source picture. Pure. */
  parameters(request: ModelRequest): Record<string, unknown>;
  /** The parameter that takes the source picture, alone or in a list; null when the route takes none. */
  sourceParameter: { name: string; isList: boolean } | null;
  /** Its source is a video. */
  takesFilm?: boolean;
  /** The parameter that takes the mask. Left out where the route takes none. */
  maskParameter?: string;
  /** The parameter that takes each further picture: that of the source, where they go in one list. None if left out. */
  pictureParameters?: Readonly<Partial<Record<PictureRole, string>>>;
  /** How those are sent: like the source, if left out. */
  pictureForm?: SourceForm;
  /** A request without all of these takes another route. */
  needs?: readonly PictureRole[];
  /** Its videos have sound, whatever is asked for: a request for none takes another route. */
  alwaysSounds?: boolean;
  /** How it is told of a new frame. A request for room on some sides takes no route without it. */
  frame?: FrameRoute;
  /** It takes no words: a request with some takes another route. */
  wordless?: boolean;
}

/** How a new frame around a picture is asked for. The picture is sent smaller where its frame would be too large. */
export interface FrameRoute {
  /** Of the whole new picture, at most. */
  pixels: number;
  /** Pixels that are added to one side, at most. */
  sidePixels: number;
  /** What to send of it, for a picture of that size. Pure. */
  parameters(margins: Margins, picture: PixelSize): Record<string, unknown>;
}

/** What a submit sends, in the provider's own terms, with the addresses of what has been uploaded for it. */
export type PreparedInput = Readonly<Record<string, unknown>>;

/** What a provider needs to find the work again, in any process, after any crash. Plain JSON. */
export type ProviderJob = Readonly<Record<string, unknown>>;

/** A submit as it was written down before it left: what tells it from every other one when its answer is lost. */
export interface IntendedSubmit {
  intendedAt: Date;
  /** Jobs that the same request has had: none of them is this submit's. */
  endedRequestIds: readonly string[];
}

export interface SubmittedJob {
  job: ProviderJob;
  /** The provider's own id, for receipts and support; null where it gives none. */
  requestId: string | null;
  /** It lives in this process alone: no other one can go on with it. Left out where any process can. */
  isProcessBound?: boolean;
}

export type JobState =
  | { state: "waiting"; queuePosition: number | null }
  | { state: "running"; progress: number | null }
  /** `note`: what whoever did it said besides, to be quoted. */
  | { state: "done"; note?: string }
  /** Ended without a result. */
  | { state: "failed"; error: AiError };

/**
 * One provider of models. Every method checks once and returns; waiting and trying again are the AI client's business.
 * `submit` throws AiError; the others TransientPollError when the provider could not be asked, and AiError when the job
 * is over.
 */
export interface AiProvider {
  readonly name: string;
  /** How the provider is called in sentences, for example "fal.ai". */
  readonly displayName: string;
  /** How who runs this route is called, where that is not the provider itself. */
  displayNameOf?(route: ModelRoute): string;
  readonly pollIntervalMs: number;
  /** False when sending the same submit twice costs nothing. */
  readonly submitIsPaid: boolean;
  /** True where no work ever costs us money, also when it is wasted. */
  readonly isFree?: boolean;
  /** How it takes the picture that something is made from: ready to be sent, if left out. */
  readonly sourceForm?: SourceForm;
  /**
   * Before the submit is on record: reads and uploads what goes along with it, and gives what to submit. Nothing has
   * been charged when it fails or is cut off. Throws AiError, what reading throws, or the signal's reason. Left out
   * where nothing is uploaded.
   */
  prepare?(
    route: ModelRoute,
    request: ModelRequest,
    source: SourceImage | null,
    signal: AbortSignal,
  ): Promise<PreparedInput>;
  /**
   * At most one request that may cost money. `source` is the picture it is made from, `prepared` what `prepare` gave,
   * where there is that.
   */
  submit(
    route: ModelRoute,
    request: ModelRequest,
    source: SourceImage | null,
    signal: AbortSignal,
    prepared?: PreparedInput,
  ): Promise<SubmittedJob>;
  /**
   * Before the first question about a job that an earlier attempt submitted, maybe in another process: brings what the
   * job itself cannot hold. Left out where the job is enough.
   */
  resume?(job: ProviderJob, request: ModelRequest, source: SourceImage | null): Promise<void>;
  poll(job: ProviderJob, signal: AbortSignal): Promise<JobState>;
  /** Only after `done`. In order, as many as the provider made; never none. */
  collect(job: ProviderJob, signal: AbortSignal): Promise<ProviderFile[]>;
  /**
   * Nobody wants the job any more. Throws when the provider did not take that, so that the job may go on there; a job
   * that is over needs no canceling.
   */
  cancel(job: ProviderJob): Promise<void>;
  /** Another worker goes on with the job: frees what this process holds for it, and leaves the job alone. */
  release?(job: ProviderJob): void;
  /** Looks up a submit whose answer was lost; null when none is known yet. Left out where the provider cannot tell. */
  find?(
    route: ModelRoute,
    request: ModelRequest,
    lost: IntendedSubmit,
    signal: AbortSignal,
  ): Promise<SubmittedJob | null>;
}

/** Where a run of the AI client writes what must survive a crash. */
export interface JobJournal {
  /** What an earlier attempt recorded. */
  readonly previous:
    | ({ provider: string; route: string; job: ProviderJob | null } & IntendedSubmit)
    | null;
  /** Before the submit leaves. `isFree`: nothing is lost when its work is wasted. */
  intend(route: ModelRoute, isFree: boolean): Promise<IntendedSubmit>;
  /** The submit was turned down, or the job ended, at no cost: another one may be submitted. */
  discard(): Promise<void>;
  /** The submit's answer is lost. From now on its job is looked for, in whichever process. */
  answerLost(): void;
  /** Right after the submit was answered. */
  submitted(route: ModelRoute, job: SubmittedJob): Promise<void>;
  progress(share: number): Promise<void>;
  /** The job waits at the provider, with so many before it; null: nobody knows how many. */
  waiting(queuePosition: number | null): Promise<void>;
  /** The job is being worked on. */
  running(): Promise<void>;
  /** What whoever did it said besides, to be quoted. */
  note(words: string): void;
}

/** How a route has done lately, for the people who choose it. */
export interface RouteOutcome {
  route: string;
  model: string;
  /** Null when it succeeded. Refusals of the request itself, and cancellations, are not reported. */
  failure: AiErrorCode | null;
  /** From the submit to the result or the failure. */
  waitSeconds: number;
}

export interface RouteHealth {
  record(outcome: RouteOutcome): Promise<void>;
}

/** Files that a provider made of one model by one route, all of one resolution. */
export interface UpstreamWork {
  model: string;
  route: string;
  /** Empty where there is none to choose. */
  resolution: string;
  /** As it was chosen, where there is a choice. */
  sound?: "on" | "off" | undefined;
  files: number;
  /** Of all of them together; 0 for pictures. */
  videoSeconds: number;
}

/** What providers ask by their price lists. */
export interface UpstreamCosts {
  /** What one credit is worth. */
  readonly creditWorthUsd: number;
  /** 0 where work costs nothing, such as the built-in models'; null where no price is known. */
  usdOf(work: UpstreamWork): number | null;
}

/** All models behind one door. */
export interface AiClient {
  /**
   * Submits or resumes, waits, collects. Throws AiError, or an AbortError. The provider's job is canceled when the
   * signal's reason is `CanceledError`; after any other abort it goes on, for the worker that takes over.
   * `routeOrder` names routes to try first, best first. Of `providersOff` none is taken, unless an earlier attempt has.
   */
  run(
    request: ModelRequest,
    routeOrder: readonly string[],
    journal: JobJournal,
    signal: AbortSignal,
    providersOff?: readonly string[],
  ): Promise<ProviderFile[]>;
}

/** The whitelist of models and of what each lets a person set. */
export interface ModelRegistry {
  /** Of models with at least one route that can be used here. */
  readonly cards: readonly ModelCard[];
  find(modelId: string): ModelCard | null;
  /** The settings to store, from what a person chose. Throws a ZodError naming each refused field. */
  parseSettings(modelId: string, chosen: ChosenSettings): Record<string, unknown>;
  /**
   * What a model will make of a prompt, known before it is asked for; null for one that takes every word, and for what
   * it takes in no words: nothing, or too much. Pure.
   */
  readPrompt(modelId: string, words: PromptInput): PromptReading | null;
  /** For a model that goes on from how its source was made; null for every other. */
  readerOfMade(modelId: string): ReadMade | null;
  /** How who runs a model at a provider is called in sentences; the provider's own name when that is not known here. */
  providerName(provider: string, modelId: string): string;
  /** Who runs a model, in sentences, first choice first. Empty for an unknown one. */
  providerNames(modelId: string): string[];
  /** Those outside of Easel that are asked here, by their names. */
  readonly outsideProviders: readonly { name: string; displayName: string }[];
  /** The providers that run a model here. Empty for an unknown one. */
  providersOf(modelId: string): readonly string[];
  /** Every way to have a model run here, first choice first. Empty for an unknown one. */
  routesOf(modelId: string): readonly { id: string; provider: string; name: string }[];
}

/** With the numbers of a form for a new frame. */
export interface PromptInput extends PromptWords, FrameInput {}

interface PromptWords {
  prompt: string;
  /** Empty for models that have none. */
  negativePrompt: string;
  /** The picture that it is to be made from, for models that take one. */
  sourceMediaId?: string | undefined;
}

/** What a model reads a prompt by. */
export interface ReadInput extends PromptWords {
  room: FrameRoom;
}

export type { ReadMade };

export interface ChosenSettings {
  prompt: string;
  shape: string;
  count: number;
  seed: number;
  negativePrompt: string;
  durationSeconds?: number | undefined;
  resolution?: string | undefined;
  steps?: number | undefined;
  guidance?: number | undefined;
  sound?: Sound | undefined;
  frameLeft?: number | undefined;
  frameRight?: number | undefined;
  frameTop?: number | undefined;
  frameBottom?: number | undefined;
  frameUnit?: FrameUnit | undefined;
}

/** The reason of an abort when nobody waits for the result any more: canceled, or past its deadline. */
export class CanceledError extends Error {}

/** A provider did not answer a question about a job. The job is as it was: ask again. */
export class TransientPollError extends Error {
  readonly retryAfterSeconds: number | null;
  /** How the job has ended if there is no other answer than this one. */
  readonly finalError: AiError | null;

  constructor(
    message: string,
    options: {
      retryAfterSeconds?: number | null | undefined;
      finalError?: AiError | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "TransientPollError";
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.finalError = options.finalError ?? null;
  }
}

export type AiErrorCode = Exclude<
  FailureCode,
  "unusable_file" | "store_failure" | "source_gone" | "deadline" | "attempts_exhausted"
>;

/** Of each way to fail: may a new submit succeed, and may this one have been charged upstream? */
const defaults: Readonly<Record<AiErrorCode, { retryable: boolean; mayHaveCharged: boolean }>> = {
  invalid_input: { retryable: false, mayHaveCharged: false },
  safety_filter: { retryable: false, mayHaveCharged: true },
  provider_auth: { retryable: false, mayHaveCharged: false },
  provider_credit: { retryable: false, mayHaveCharged: false },
  rate_limited: { retryable: true, mayHaveCharged: false },
  busy: { retryable: true, mayHaveCharged: false },
  timed_out: { retryable: false, mayHaveCharged: true },
  upstream_failure: { retryable: false, mayHaveCharged: true },
  ambiguous: { retryable: false, mayHaveCharged: true },
  canceled: { retryable: false, mayHaveCharged: true },
};

export interface AiErrorOptions {
  /** Another submit may succeed later. */
  retryable?: boolean;
  /** The failed one may have cost money: nothing else is submitted for this request. */
  mayHaveCharged?: boolean;
  retryAfterSeconds?: number | null;
  /** The other side is well and has said why: nothing speaks against the route. */
  isHealthy?: boolean;
  /** There was no room for it, and there will be: waiting for that is no attempt. */
  isQueueFull?: boolean;
  /** What the other side said to the person, to be quoted. Nothing is decided by it. */
  quote?: string | null;
  /** What the provider said, for the log; never a key. */
  detail?: string;
  cause?: unknown;
}

/** A failure of a provider. What `options` leaves out is as usual for the code. */
export class AiError extends Error {
  readonly code: AiErrorCode;
  readonly retryable: boolean;
  readonly mayHaveCharged: boolean;
  readonly retryAfterSeconds: number | null;
  readonly isHealthy: boolean;
  readonly isQueueFull: boolean;
  readonly quote: string | null;
  /** What the provider said, or what is wrong, for the administrator. */
  readonly detail: string;

  constructor(code: AiErrorCode, options: AiErrorOptions = {}) {
    super(options.detail ? `${code}: ${options.detail.slice(0, 500)}` : code, {
      cause: options.cause,
    });
    this.name = "AiError";
    this.code = code;
    this.retryable = options.retryable ?? defaults[code].retryable;
    this.mayHaveCharged = options.mayHaveCharged ?? defaults[code].mayHaveCharged;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.isHealthy = options.isHealthy ?? false;
    this.isQueueFull = options.isQueueFull ?? false;
    this.quote = options.quote ?? null;
    this.detail = options.detail?.slice(0, 500) ?? code;
  }
}
