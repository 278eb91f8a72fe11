import type { FailureCode } from "~/domain/generation";
import { failureWords } from "~/domain/failure-words";
import type { ProviderFile, SourceImage } from "~/domain/media";
import type { AiClient, JobJournal, ModelRegistry, ModelRequest, ModelRoute } from "../ai/port";
import { AiError, AskAgain, Unwanted } from "../ai/port";
import { AppError } from "../errors";
import type { ClaimedGeneration, GenerationStore, QueueMessage } from "../generations/port";
import type { DigitalSourceType, MediaFile, MediaFiles, MediaVault } from "../media/port";

export interface RunGenerationDeps {
  generations: GenerationStore;
  ai: AiClient;
  models: ModelRegistry;
  vault: MediaVault;
  mediaFiles: Pick<MediaFiles, "sourceOf">;
  /** Names this process in the lease, and no other one ever. */
  worker: string;
  leaseSeconds: number;
  log(message: string, facts: Record<string, unknown>): void;
}

/** The work went to another worker. */
class LeaseLost extends Error {}

/** A failure of our own: what to store with the generation, and whether another attempt may help. */
class OwnFailure extends Error {
  readonly code: FailureCode;
  readonly retryable: boolean;

  constructor(code: FailureCode, retryable: boolean, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.retryable = retryable;
  }
}

/**
 * Does the work of one queue message: claims it, has the provider do it, stores the files and makes them visible.
 * Every failure ends in a refund or in another attempt; a lost lease ends in nothing. `stopping` gives the work back.
 */
export async function runGeneration(
  deps: RunGenerationDeps,
  message: QueueMessage,
  stopping: AbortSignal,
): Promise<void> {
  const claim = await deps.generations.claim(message, deps.worker, deps.leaseSeconds);
  if (!claim) return;
  const deadline = awaitDeadline(claim);
  const lease = keepLease(deps, claim);
  const signal = AbortSignal.any([stopping, lease.signal, deadline.signal]);
  const journal = journalOf(deps, claim);
  try {
    const request = requestOf(deps, claim);
    const files = await deps.ai.run(request, claim.routeOrder, journal, signal);
    await publish(deps, claim, files, signal);
  } catch (error) {
    if (lease.signal.aborted || isStale(error)) return;
    if (stopping.aborted)
      return await deps.generations.release(claim, { delaySeconds: 0, countsAsAttempt: false });
    const failure = deadline.signal.aborted ? new OwnFailure("deadline", false) : error;
    await settleFailure(deps, claim, failure, journal.asked());
  } finally {
    lease.stop();
    deadline.stop();
  }
}

function requestOf(
  { mediaFiles, vault }: RunGenerationDeps,
  claim: ClaimedGeneration,
): ModelRequest {
  /** Saving moves a file: one that is gone from where it lay a moment ago is looked up once more. */
  const readSource = async (before?: MediaFile): Promise<SourceImage> => {
    const file = await mediaFiles.sourceOf(claim.id).catch(orSourceGone);
    try {
      return await vault.readSource(file);
    } catch (error) {
      return file.path === before?.path || !isNotFound(error)
        ? orSourceGone(error)
        : await readSource(file);
    }
  };
  return {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.prompt,
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
    readSource: claim.sourceMediaId ? () => readSource() : null,
    askedAt: claim.askedAt,
  };
}

const isNotFound = (error: unknown) => error instanceof AppError && error.code === "not_found";

function orSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

/** The journal, which also tells the name of the provider that was asked last. */
function journalOf({ generations }: RunGenerationDeps, claim: ClaimedGeneration) {
  let asked = claim.submitted?.provider ?? null;
  let reported = 0;
  const askedRoute = ({ provider, id }: ModelRoute) => ({ provider, route: id });
  const journal: JobJournal = {
    earlier: claim.submitted,
    async intend(route) {
      asked = route.provider;
      await generations.recordSubmitIntent(claim, askedRoute(route));
    },
    over: () => generations.withdrawSubmitIntent(claim),
    submitted: (route, { job, requestId }) =>
      generations.recordProviderJob(claim, askedRoute(route), job, requestId),
    async progress(share) {
      if (share - reported < 0.05) return;
      reported = share;
      await generations.reportProgress(claim, share);
    },
  };
  return { ...journal, asked: () => asked };
}

/** Aborts when the deadline has passed. */
function awaitDeadline({ secondsToDeadline }: ClaimedGeneration) {
  const passed = new AbortController();
  const ms = Math.max(0, Math.ceil(secondsToDeadline * 1000));
  const timer = setTimeout(() => passed.abort(new Unwanted()), ms);
  return { signal: passed.signal, stop: () => clearTimeout(timer) };
}

/** Extends the lease three times in its length. A heartbeat that fails to get through is tried again at the next beat. */
function keepLease(deps: RunGenerationDeps, claim: ClaimedGeneration) {
  const lost = new AbortController();
  const beat = async () => {
    try {
      const held = await deps.generations.heartbeat(claim, deps.leaseSeconds);
      if (held === "taken") lost.abort(new LeaseLost());
      if (held === "refunded") lost.abort(new Unwanted());
    } catch (error) {
      deps.log("A heartbeat did not get through", { generationId: claim.id, err: error });
    }
  };
  const timer = setInterval(beat, (deps.leaseSeconds * 1000) / 3);
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}

/** Stores each file under its own id, then makes all of them visible at once. More files than bought are dropped. */
async function publish(
  { generations, vault, models }: RunGenerationDeps,
  claim: ClaimedGeneration,
  files: readonly ProviderFile[],
  signal: AbortSignal,
): Promise<void> {
  const card = models.find(claim.model);
  const marks = {
    source: digitalSourceOf(claim, card?.builtIn ?? false),
    prompt: claim.prompt,
    model: card?.name ?? claim.model,
  };
  const pairs = claim.mediaIds.flatMap((mediaId, index) => {
    const file = files[index];
    return file ? [{ mediaId, file }] : [];
  });
  if (pairs.length === 0) throw new AiError("upstream_failure", { detail: "no file at all" });
  const { userId, kind } = claim;
  const media = await Promise.all(
    pairs.map(({ mediaId, file }) => vault.ingest({ userId, mediaId, kind, file, marks }, signal)),
  );
  await generations.complete(claim, media);
}

function digitalSourceOf(claim: ClaimedGeneration, builtIn: boolean): DigitalSourceType {
  if (builtIn) return "algorithmicMedia";
  return claim.sourceMediaId ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
}

async function settleFailure(
  deps: RunGenerationDeps,
  claim: ClaimedGeneration,
  error: unknown,
  asked: string | null,
): Promise<void> {
  const { code, retryAfterSeconds, retryable } = describeFailure(error);
  deps.log("A generation failed", {
    generationId: claim.id,
    attempt: claim.attempt,
    code,
    retryable,
    err: error,
  });
  if (retryable && claim.attempt < claim.maxAttempts) {
    const backoffSeconds = 2 ** claim.attempt;
    const delaySeconds = retryAfterSeconds ?? backoffSeconds;
    return await deps.generations.release(claim, { delaySeconds, countsAsAttempt: true });
  }
  const who = asked ? deps.models.providerWords(asked) : "Easel";
  await deps.generations.fail(claim, code, failureWords(code, who));
}

/**
 * Only errors that are known not to have been charged upstream, questions without an answer, and trouble of our own are
 * worth another attempt: the recorded job is then asked about again, or none is left.
 */
function describeFailure(error: unknown): {
  code: FailureCode;
  retryable: boolean;
  retryAfterSeconds: number | null;
} {
  const plainly = (code: FailureCode, retryable: boolean) => ({
    code,
    retryable,
    retryAfterSeconds: null,
  });
  if (error instanceof AiError) {
    const { code, retryAfterSeconds } = error;
    return { code, retryable: error.retryable && !error.mayHaveCharged, retryAfterSeconds };
  }
  if (error instanceof AskAgain)
    return { ...plainly("timed_out", true), retryAfterSeconds: error.retryAfterSeconds };
  if (error instanceof OwnFailure) return plainly(error.code, error.retryable);
  if (error instanceof AppError && error.code === "unavailable")
    return plainly("store_failure", true);
  // A file that does not come may come later: some addresses work only a moment after they were told.
  return plainly("upstream_failure", error instanceof AppError && error.retryable);
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.code === "stale_lease";
}
