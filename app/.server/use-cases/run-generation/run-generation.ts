import type { AiClient, ModelRegistry } from "~/.server/ai/port";
import type { GenerationStore, QueueMessage } from "~/.server/generations/port";
import type { MediaFiles } from "~/.server/media/files-port";
import type { MediaVault } from "~/.server/media/vault-port";
import { startDeadline } from "./deadline";
import { OwnFailure } from "./failure";
import { createJournal } from "./journal";
import { isStale, keepLease } from "./lease";
import type { LeaseWatch } from "./lease-watch";
import { startHandOver, type Stopping } from "./hand-over";
import { publishFiles } from "./publish-files";
import { readRequest } from "./read-request";
import { settleFailure } from "./settle-failure";

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
  const deadline = startDeadline(claim.secondsToDeadline);
  const lease = keepLease(deps, claim);
  const handOver = startHandOver(stopping);
  const leave = AbortSignal.any([stopping.now, handOver.signal]);
  const signal = AbortSignal.any([leave, lease.signal, deadline.signal]);
  const journal = createJournal(deps, claim, { lease, handOver, deadline, signal });
  try {
    const { request, sourceMark } = readRequest(deps, claim);
    const { routeOrder, providersOff } = claim;
    const files = await deps.ai.run(request, routeOrder, journal, signal, providersOff);
    const made = { files, note: journal.lastNote(), sourceMark: sourceMark() };
    await publishFiles(deps, claim, made, signal);
  } catch (error) {
    if (lease.signal.aborted || isStale(error)) return;
    if (leave.aborted)
      return await deps.generations.release(claim, { delaySeconds: 0, countsAsAttempt: false });
    const failure = deadline.signal.aborted ? new OwnFailure("deadline", false) : error;
    await settleFailure(deps, claim, failure, { journal, secondsLeft: deadline.secondsLeft() });
  } finally {
    lease.stop();
    handOver.stop();
    deadline.stop();
  }
}
