import type { FailureCode } from "~/domain/generation";
import { failureWords } from "~/domain/failure-words";
import type { AiClient, JobJournal, ModelRegistry, ProviderOutput } from "../ai/port";
import { AiError, Unwanted } from "../ai/port";
import { AppError } from "../errors";
import type { ClaimedGeneration, GenerationStore, QueueMessage } from "../generations/port";
import type { MediaVault } from "../media/port";

export interface RunGenerationDeps {
  generations: GenerationStore;
  ai: AiClient;
  models: ModelRegistry;
  vault: MediaVault;
  /** Names this process in the lease. */
  worker: string;
  leaseSeconds: number;
  log(message: string, facts: Record<string, unknown>): void;
}

/** The work went to another worker. */
class LeaseLost extends Error {}

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
  try {
    const outputs = await deps.ai.run(requestOf(claim), journalOf(deps, claim), signal);
    await publish(deps, claim, outputs);
  } catch (error) {
    if (lease.signal.aborted || isStale(error)) return;
    if (stopping.aborted)
      return await deps.generations.release(claim, { delaySeconds: 0, countsAsAttempt: false });
    await settleFailure(
      deps,
      claim,
      deadline.signal.aborted ? new AiError("deadline", { retryable: false }) : error,
    );
  } finally {
    lease.stop();
    deadline.stop();
  }
}

function requestOf(claim: ClaimedGeneration) {
  return {
    generationId: claim.id,
    kind: claim.kind,
    model: claim.model,
    prompt: claim.prompt,
    negativePrompt: claim.negativePrompt,
    settings: claim.settings,
    outputCount: claim.mediaIds.length,
  };
}

function journalOf({ generations }: RunGenerationDeps, claim: ClaimedGeneration): JobJournal {
  let reported = 0;
  return {
    earlier: claim.submitted,
    intend: (provider) => generations.recordSubmitIntent(claim, provider),
    turnedDown: () => generations.withdrawSubmitIntent(claim),
    submitted: (provider, { job, requestId }) =>
      generations.recordProviderJob(claim, provider, job, requestId),
    async progress(share) {
      if (share - reported < 0.05) return;
      reported = share;
      await generations.reportProgress(claim, share);
    },
  };
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
  outputs: readonly ProviderOutput[],
): Promise<void> {
  const card = models.find(claim.model);
  const marks = {
    source: card?.builtIn ? ("algorithmicMedia" as const) : ("trainedAlgorithmicMedia" as const),
    prompt: claim.prompt,
    model: card?.name ?? claim.model,
  };
  const pairs = claim.mediaIds.flatMap((mediaId, index) => {
    const output = outputs[index];
    return output ? [{ mediaId, bytes: output.bytes }] : [];
  });
  if (pairs.length === 0) throw new AiError("upstream_failure", { retryable: false });
  const media = await Promise.all(
    pairs.map(({ mediaId, bytes }) =>
      vault.ingest({ userId: claim.userId, mediaId, bytes, marks }),
    ),
  );
  await generations.complete(claim, media);
}

async function settleFailure(
  deps: RunGenerationDeps,
  claim: ClaimedGeneration,
  error: unknown,
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
  await deps.generations.fail(claim, code, failureWords(code, deps.models.makerWords(claim.model)));
}

/** Only errors that are known not to have been charged upstream, and trouble of our own, are worth another attempt. */
function describeFailure(error: unknown): {
  code: FailureCode;
  retryable: boolean;
  retryAfterSeconds: number | null;
} {
  if (error instanceof AiError) return error;
  if (error instanceof AppError) {
    const ours = error.code === "unavailable";
    return {
      code: ours ? "store_failure" : "upstream_failure",
      retryable: ours,
      retryAfterSeconds: null,
    };
  }
  return { code: "upstream_failure", retryable: false, retryAfterSeconds: null };
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.code === "stale_lease";
}
