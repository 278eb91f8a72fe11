import { setTimeout as wait } from "node:timers/promises";
import type { ProviderFile } from "~/domain/media";
import type { BoundRoute, Run } from "./bound-route";
import type { AiProvider, JobJournal, ProviderJob } from "./port";
import { AiError, CanceledError } from "./port";
import type { PollRetry } from "./resilience";

export interface AwaitOptions {
  poll: PollRetry;
  log(message: string, facts: Record<string, unknown>): void;
}

/** A job is asked about less often the longer it takes, up to this. */
const maxPollIntervalMs = 5000;

/** Waits for a submitted job and collects its files. Throws AiError, TransientPollError, or the signal's reason. */
export async function awaitFiles(
  options: AwaitOptions,
  { provider, guard }: BoundRoute,
  job: ProviderJob,
  run: Run,
): Promise<ProviderFile[]> {
  const { journal, signal } = run;
  try {
    await waitUntilDone(options, provider, job, run);
    const files = await options.poll(() => provider.collect(job, signal), signal);
    guard.recordEnd(null);
    return files;
  } catch (error) {
    await releaseJob(options, provider, job, run);
    guard.recordEnd(error);
    throw await discardIfFree(journal, signal, error);
  }
}

async function waitUntilDone(
  { poll }: AwaitOptions,
  provider: AiProvider,
  job: ProviderJob,
  { journal, signal }: Run,
): Promise<void> {
  for (
    let intervalMs = provider.pollIntervalMs;
    ;
    intervalMs = Math.min(intervalMs * 1.1, maxPollIntervalMs)
  ) {
    const state = await poll(() => provider.poll(job, signal), signal);
    if (state.state === "failed") throw state.error;
    if (state.state === "waiting") await journal.waiting(state.queuePosition);
    else await journal.running();
    if (state.state === "done") return void (state.note && journal.note(state.note));
    if (state.state === "running" && state.progress !== null)
      await journal.progress(state.progress);
    await wait(intervalMs, undefined, { signal });
  }
}

/** After an abort: stops a canceled job, and leaves another one to the worker that takes over. */
export async function releaseJob(
  { log }: Pick<AwaitOptions, "log">,
  provider: AiProvider,
  job: ProviderJob,
  { request, signal }: Run,
): Promise<void> {
  if (!(signal.reason instanceof CanceledError)) {
    if (signal.aborted) provider.release?.(job);
    return;
  }
  await provider.cancel(job).catch((error: unknown) => {
    const facts = { generationId: request.generationId, provider: provider.name };
    log("A job that nobody wants could not be canceled", { ...facts, job, err: error });
  });
}

/**
 * What to throw after a submit or a job ended badly. Where it is certain to have cost nothing, that is written down
 * first. An error that no adapter has classified says nothing about the cost.
 */
export async function discardIfFree(
  journal: JobJournal,
  signal: AbortSignal,
  error: unknown,
): Promise<unknown> {
  if (signal.aborted) return error;
  if (error instanceof AiError && !error.mayHaveCharged) await journal.discard();
  return error;
}
