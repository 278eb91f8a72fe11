import { failureMessage } from "~/domain/failure-message";
import type { ModelRegistry } from "~/.server/ai/port";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import { classifyFailure } from "./failure";
import type { ClaimJournal } from "./journal";

export interface SettleFailureDeps {
  generations: Pick<GenerationStore, "release" | "fail">;
  models: Pick<ModelRegistry, "providerNames" | "providerName">;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Gives the work back for another attempt where that may help and comes in time; otherwise refunds it. */
export async function settleFailure(
  deps: SettleFailureDeps,
  claim: ClaimedGeneration,
  error: unknown,
  { journal, secondsLeft }: { journal: ClaimJournal; secondsLeft: number },
): Promise<void> {
  const { models, generations } = deps;
  const failure = classifyFailure(error, claim.kind);
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
  if (failure.mayStillRun || (retryable && isAttemptLeft && delaySeconds < secondsLeft)) {
    if (failure.isQueueFull) await journal.waiting(null);
    return await generations.release(claim, { delaySeconds, countsAsAttempt });
  }
  const provider = journal.lastProvider();
  const [first = "Easel"] = models.providerNames(claim.model);
  const who = provider ? models.providerName(provider, claim.model) : first;
  const waited = journal.isWaiting();
  await generations.fail(claim, code, failureMessage(code, who, { ...details, waited }));
}
