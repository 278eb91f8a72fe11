import { setTimeout as wait } from "node:timers/promises";
import type { ProviderFile } from "~/domain/media";
import { type AwaitOptions, awaitFiles, discardIfFree, releaseJob } from "./await-files";
import type { BoundRoute, Run } from "./bound-route";
import { frameForm } from "./catalog/frame-form";
import { AiError, type IntendedSubmit, type ProviderJob, type SubmittedJob } from "./port";
import { createPollRetry, type RetryTimings } from "./resilience";

export interface TakeRouteOptions {
  timings: RetryTimings;
  /** Pauses between lookups of a submit whose answer was lost, in seconds, for a model that usually takes so long. */
  lookupDelaysSeconds(typicalSeconds: number): readonly number[];
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * A list may leave out what still waits or runs: the last lookup comes when the job has had twice the usual time.
 * Lookups stop at the request's deadline, whatever is left.
 */
export function defaultLookupDelays(typicalSeconds: number): number[] {
  const delays = [2, 5, 10, 20, 40];
  while (delays.reduce((sum, delay) => sum + delay) < 2 * typicalSeconds) delays.push(40);
  return delays;
}

interface Steps extends AwaitOptions, Pick<TakeRouteOptions, "lookupDelaysSeconds"> {}

/**
 * Makes the function that has one route do a request: it submits, or goes on with what an earlier attempt recorded,
 * waits and collects. Throws AiError, TransientPollError, or the signal's reason.
 */
export function createTakeRoute({ timings, ...options }: TakeRouteOptions) {
  const steps: Steps = { ...options, poll: createPollRetry(timings) };
  return async (boundRoute: BoundRoute, run: Run, isResumed: boolean): Promise<ProviderFile[]> => {
    const { previous } = run.journal;
    if (isResumed && previous?.job) return await resume(steps, boundRoute, run, previous.job);
    const lost = isResumed && boundRoute.provider.submitIsPaid ? previous : null;
    const job = await (lost
      ? findLost(steps, boundRoute, run, lost)
      : submitOrFind(steps, boundRoute, run));
    return await awaitFiles(steps, boundRoute, job, run);
  };
}

async function resume(
  steps: Steps,
  boundRoute: BoundRoute,
  run: Run,
  job: ProviderJob,
): Promise<ProviderFile[]> {
  const { provider } = boundRoute;
  if (provider.resume) await provider.resume(job, run.request, await readSource(boundRoute, run));
  return await awaitFiles(steps, boundRoute, job, run);
}

/** Where a frame comes around it, small enough for that. */
async function readSource(
  { route, provider }: Pick<BoundRoute, "route" | "provider">,
  { request }: Run,
) {
  const form = provider.sourceForm ?? (route.frame && frameForm(route.frame, request.settings));
  return (await request.readSource?.(form)) ?? null;
}

/** An answer that is lost on its way leaves a job behind, or none: only the provider's own list tells. */
async function submitOrFind(steps: Steps, boundRoute: BoundRoute, run: Run): Promise<ProviderJob> {
  let last = null as IntendedSubmit | null;
  try {
    return await submit(steps, boundRoute, run, (intended) => (last = intended));
  } catch (error) {
    const isLost = error instanceof AiError && error.code === "ambiguous";
    if (!isLost || !last || !boundRoute.provider.find) throw error;
    run.journal.answerLost();
    steps.log("An answer is lost", { generationId: run.request.generationId, err: error });
    return await findLost(steps, boundRoute, run, last);
  }
}

async function submit(
  steps: Steps,
  { route, provider, guard }: BoundRoute,
  run: Run,
  onIntended: (submit: IntendedSubmit) => void,
): Promise<ProviderJob> {
  const { request, journal, signal } = run;
  const source = await readSource({ route, provider }, run);
  const submitOnce = async () => {
    const prepared = await provider.prepare?.(route, request, source, signal);
    onIntended(await journal.intend(route, provider.isFree ?? false));
    const submitted = await provider
      .submit(route, request, source, signal, prepared)
      .catch(async (error: unknown) => {
        throw await discardIfFree(journal, signal, error);
      });
    return await record(steps, { route, provider }, submitted, run);
  };
  let submitting: Promise<unknown> = Promise.resolve();
  try {
    return await guard.submit(() => {
      const submission = submitOnce();
      submitting = submission;
      return submission;
    }, signal);
  } finally {
    // The guard does not wait for a submit that is under way when the signal aborts.
    await submitting.catch(() => {});
  }
}

/** Some providers list a request only after a while. */
async function findLost(
  steps: Steps,
  { route, provider }: BoundRoute,
  run: Run,
  lost: IntendedSubmit,
): Promise<ProviderJob> {
  const lookUp = async () => (await provider.find?.(route, run.request, lost, run.signal)) ?? null;
  const delays = steps.lookupDelaysSeconds(run.typicalSeconds);
  for (const delay of provider.find ? [0, ...delays] : []) {
    await wait(delay * 1000, undefined, { signal: run.signal });
    const found = await steps.poll(lookUp, run.signal);
    if (found) return await record(steps, { route, provider }, found, run);
  }
  throw new AiError("ambiguous", { detail: `nothing is known of a submit to ${route.id}` });
}

/** Writes a job down. One that comes too late is released at once. */
async function record(
  steps: Steps,
  { route, provider }: Pick<BoundRoute, "route" | "provider">,
  submitted: SubmittedJob,
  run: Run,
): Promise<ProviderJob> {
  try {
    await run.journal.submitted(route, submitted);
    run.signal.throwIfAborted();
    return submitted.job;
  } catch (error) {
    await releaseJob(steps, provider, submitted.job, run);
    throw error;
  }
}
