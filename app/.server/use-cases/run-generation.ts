import { failureWords } from "~/domain/failure-words";
import type { ProviderFile, SourceImage } from "~/domain/media";
import type { AiClient, ModelRegistry, ModelRequest } from "../ai/port";
import { AiError } from "../ai/port";
import { AppError } from "../errors";
import type { ClaimedGeneration, GenerationStore, QueueMessage } from "../generations/port";
import type { DigitalSourceType, MediaFile, MediaFiles, MediaVault } from "../media/port";
import { awaitDeadline } from "./run-generation/deadline";
import { describeFailure, OwnFailure } from "./run-generation/failure";
import { type ClaimJournal, createJournal } from "./run-generation/journal";
import { isStale, keepLease } from "./run-generation/lease";
import { leaveWhenAsked, type Stopping } from "./run-generation/leaving";
import type { LeaseWatch } from "./run-generation/lease-watch";

export interface RunGenerationDeps {
  generations: GenerationStore;
  ai: AiClient;
  models: ModelRegistry;
  vault: MediaVault;
  mediaFiles: Pick<MediaFiles, "sourceOf">;
  /** Names this process in the lease, and no other one ever. */
  worker: string;
  leaseSeconds: number;
  /** Of this process; left out where the next heartbeat is soon enough to hear of a cancel. */
  watch?: LeaseWatch;
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * Does the work of one queue message: claims it, has the provider do it, stores the files and makes them visible.
 * Every failure ends in a refund or in another attempt; a lost lease ends in nothing. When this process stops,
 * the work is given back: at once where another one can go on with it, else when there is no time left.
 */
export async function runGeneration(
  deps: RunGenerationDeps,
  message: QueueMessage,
  stopping: Stopping,
): Promise<void> {
  const claim = await deps.generations.claim(message, deps.worker, deps.leaseSeconds);
  if (!claim) return;
  const deadline = awaitDeadline(claim.secondsToDeadline);
  const lease = keepLease(deps, claim);
  const leaving = leaveWhenAsked(stopping);
  const leave = AbortSignal.any([stopping.now, leaving.signal]);
  const signal = AbortSignal.any([leave, lease.signal, deadline.signal]);
  const journal = createJournal(deps, claim, { lease, leaving, deadline, signal });
  try {
    const request = requestOf(deps, claim);
    const files = await deps.ai.run(request, claim.routeOrder, journal, signal);
    await publish(deps, claim, { files, note: journal.noted() }, signal);
  } catch (error) {
    if (lease.signal.aborted || isStale(error)) return;
    if (leave.aborted)
      return await deps.generations.release(claim, { delaySeconds: 0, countsAsAttempt: false });
    const failure = deadline.signal.aborted ? new OwnFailure("deadline", false) : error;
    await settleFailure(deps, claim, failure, { journal, secondsLeft: deadline.secondsLeft() });
  } finally {
    lease.stop();
    leaving.stop();
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
  };
}

const isNotFound = (error: unknown) => error instanceof AppError && error.code === "not_found";

function orSourceGone(error: unknown): never {
  throw isNotFound(error) ? new OwnFailure("source_gone", false, error) : error;
}

/** Stores each file under its own id, then makes all of them visible at once. More files than bought are dropped. */
async function publish(
  { generations, vault, models }: RunGenerationDeps,
  claim: ClaimedGeneration,
  { files, note }: { files: readonly ProviderFile[]; note: string | null },
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
  await generations.complete(claim, media, note);
}

function digitalSourceOf(claim: ClaimedGeneration, builtIn: boolean): DigitalSourceType {
  if (builtIn) return "algorithmicMedia";
  return claim.sourceMediaId ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
}

/** Gives the work back for another attempt where that may help and comes in time; otherwise refunds it. */
async function settleFailure(
  deps: RunGenerationDeps,
  claim: ClaimedGeneration,
  error: unknown,
  { journal, secondsLeft }: { journal: ClaimJournal; secondsLeft: number },
): Promise<void> {
  const { models, generations } = deps;
  const failure = describeFailure(error, claim.kind);
  const { code, retryable, countsAsAttempt, retryAfterSeconds, details } = failure;
  deps.log("A generation failed", {
    generationId: claim.id,
    attempt: claim.attempt,
    code,
    retryable,
    err: error,
  });
  const delaySeconds = countsAsAttempt
    ? (retryAfterSeconds ?? 2 ** claim.attempt)
    : Math.min(Math.max(retryAfterSeconds ?? 0, 5), 60);
  const isAttemptLeft = claim.attempt < claim.maxAttempts || !countsAsAttempt;
  if (failure.isOutThere || (retryable && isAttemptLeft && delaySeconds < secondsLeft)) {
    if (failure.waitsForRoom) await journal.waits(null);
    return await generations.release(claim, { delaySeconds, countsAsAttempt });
  }
  const asked = journal.asked();
  const [first = "Easel"] = models.runnersOf(claim.model);
  const who = asked ? models.providerWords(asked, claim.model) : first;
  const waited = journal.waiting();
  await generations.fail(claim, code, failureWords(code, who, { ...details, waited }));
}
