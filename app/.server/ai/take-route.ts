import { setTimeout as wait } from "node:timers/promises";
import type { ProviderFile } from "~/domain/media";
import type { AiProvider, JobJournal, ModelRequest, ModelRoute, ProviderJob } from "./port";
import { AiError, Unwanted } from "./port";
import { createAsking, type Patience, type RouteGuard } from "./resilience";

/** One run of one request. */
export interface Run {
  request: ModelRequest;
  journal: JobJournal;
  signal: AbortSignal;
}

/** A route with what it takes to go it. */
export interface Way {
  route: ModelRoute;
  provider: AiProvider;
  guard: RouteGuard;
}

export interface TakeRouteOptions {
  patience: Patience;
  /** Pauses between looks for a submit whose answer was lost, in seconds. */
  lostPausesSeconds: readonly number[];
  log(message: string, facts: Record<string, unknown>): void;
}

/** A job is asked about less often the longer it takes, up to this. */
const longestPollMs = 5000;

/**
 * Makes the function that has one route do a request: it submits, or goes on with what an earlier attempt recorded, waits and collects.
 * Throws AiError, AskAgain, or the signal's reason.
 */
export function createTakeRoute({ patience, lostPausesSeconds, log }: TakeRouteOptions) {
  const ask = createAsking(patience);

  async function submit({ route, provider, guard }: Way, run: Run): Promise<ProviderJob> {
    const { request, journal, signal } = run;
    const source = (await request.readSource?.()) ?? null;
    return await guard.submit(async () => {
      await journal.intend(route);
      const submitted = await provider
        .submit(route, request, source, signal)
        .catch(async (error: unknown) => {
          throw await settled(journal, signal, error);
        });
      await journal.submitted(route, submitted);
      return submitted.job;
    }, signal);
  }

  /** An answer that is lost on its way leaves a job behind, or none: only the provider's own list tells. */
  async function submitOrFind(way: Way, run: Run): Promise<ProviderJob> {
    try {
      return await submit(way, run);
    } catch (error) {
      const isLost = error instanceof AiError && error.code === "ambiguous";
      if (!isLost || !way.provider.find) throw error;
      log("An answer is lost", { generationId: run.request.generationId, err: error });
      return await findLost(way, run);
    }
  }

  /** Some providers list a request only after a while. */
  async function findLost({ route, provider }: Way, run: Run): Promise<ProviderJob> {
    const look = () => provider.find?.(route, run.request, run.signal) ?? Promise.resolve(null);
    for (const pause of provider.find ? [0, ...lostPausesSeconds] : []) {
      await wait(pause * 1000, undefined, { signal: run.signal });
      const found = await ask(look, run.signal);
      if (found) {
        await run.journal.submitted(route, found);
        return found.job;
      }
    }
    throw new AiError("ambiguous", { detail: `nothing is known of a submit to ${route.id}` });
  }

  async function waitUntilDone({ provider }: Way, job: ProviderJob, run: Run): Promise<void> {
    const { journal, signal } = run;
    for (
      let pauseMs = provider.pollIntervalMs;
      ;
      pauseMs = Math.min(pauseMs * 1.1, longestPollMs)
    ) {
      const state = await ask(() => provider.poll(job, signal), signal);
      if (state.state === "done") return;
      if (state.state === "failed") throw state.error;
      if (state.state === "running" && state.progress !== null)
        await journal.progress(state.progress);
      await wait(pauseMs, undefined, { signal });
    }
  }

  async function follow(way: Way, job: ProviderJob, run: Run): Promise<ProviderFile[]> {
    const { provider } = way;
    const { journal, signal } = run;
    try {
      await waitUntilDone(way, job, run);
      return await ask(() => provider.collect(job, signal), signal);
    } catch (error) {
      if (signal.reason instanceof Unwanted) await provider.cancel(job);
      else if (signal.aborted) provider.letGo?.(job);
      way.guard.ended(error);
      throw await settled(journal, signal, error);
    }
  }

  return async (way: Way, run: Run, isResumed: boolean): Promise<ProviderFile[]> => {
    const { earlier } = run.journal;
    if (isResumed && earlier?.job) return await follow(way, earlier.job, run);
    const isLost = isResumed && way.provider.submitIsPaid;
    const job = await (isLost ? findLost(way, run) : submitOrFind(way, run));
    return await follow(way, job, run);
  };
}

/**
 * What to throw after a submit or a job ended badly. Where it is certain to have cost nothing, that is written down first.
 * An error that no adapter has classified says nothing about the cost.
 */
async function settled(journal: JobJournal, signal: AbortSignal, error: unknown): Promise<unknown> {
  if (signal.aborted) return error;
  if (error instanceof AiError && !error.mayHaveCharged) await journal.over();
  return error;
}
