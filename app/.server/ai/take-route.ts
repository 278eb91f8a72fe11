import { setTimeout as wait } from "node:timers/promises";
import type { ProviderFile } from "~/domain/media";
import type {
  AiProvider,
  IntendedSubmit,
  JobJournal,
  ModelRequest,
  ModelRoute,
  ProviderJob,
  SubmittedJob,
} from "./port";
import { AiError, Unwanted } from "./port";
import { createAsking, type Patience, type RouteGuard } from "./resilience";

/** One run of one request. */
export interface Run {
  request: ModelRequest;
  journal: JobJournal;
  signal: AbortSignal;
  /** How long the model usually takes. */
  typicalSeconds: number;
}

/** A route with what it takes to go it. */
export interface Way {
  route: ModelRoute;
  provider: AiProvider;
  guard: RouteGuard;
}

export interface TakeRouteOptions {
  patience: Patience;
  /** Pauses between looks for a submit whose answer was lost, in seconds, for a model that usually takes so long. */
  lostPausesSeconds(typicalSeconds: number): readonly number[];
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * A list may leave out what still waits or runs: the last look comes when the job has had twice the usual time. Looks
 * stop at the request's deadline, whatever is left.
 */
export function usualLostPauses(typicalSeconds: number): number[] {
  const pauses = [2, 5, 10, 20, 40];
  while (pauses.reduce((sum, pause) => sum + pause) < 2 * typicalSeconds) pauses.push(40);
  return pauses;
}

/** A job is asked about less often the longer it takes, up to this. */
const longestPollMs = 5000;

/**
 * Makes the function that has one route do a request: it submits, or goes on with what an earlier attempt recorded,
 * waits and collects. Throws AiError, AskAgain, or the signal's reason.
 */
export function createTakeRoute({ patience, lostPausesSeconds, log }: TakeRouteOptions) {
  const ask = createAsking(patience);

  async function submit(
    { route, provider, guard }: Way,
    run: Run,
    intended: (submit: IntendedSubmit) => void,
  ): Promise<ProviderJob> {
    const { request, journal, signal } = run;
    const source = (await request.readSource?.()) ?? null;
    const buy = async () => {
      intended(await journal.intend(route, provider.isFree ?? false));
      const submitted = await provider
        .submit(route, request, source, signal)
        .catch(async (error: unknown) => {
          throw await settled(journal, signal, error);
        });
      return await record(route, provider, submitted, run);
    };
    let buying: Promise<unknown> = Promise.resolve();
    try {
      return await guard.submit(() => {
        const bought = buy();
        buying = bought;
        return bought;
      }, signal);
    } finally {
      // The guard does not wait for a submit that is under way when the signal aborts.
      await buying.catch(() => {});
    }
  }

  /** An answer that is lost on its way leaves a job behind, or none: only the provider's own list tells. */
  async function submitOrFind(way: Way, run: Run): Promise<ProviderJob> {
    let last = null as IntendedSubmit | null;
    try {
      return await submit(way, run, (intended) => (last = intended));
    } catch (error) {
      const isLost = error instanceof AiError && error.code === "ambiguous";
      if (!isLost || !last || !way.provider.find) throw error;
      run.journal.unanswered();
      log("An answer is lost", { generationId: run.request.generationId, err: error });
      return await findLost(way, run, last);
    }
  }

  /** Some providers list a request only after a while. */
  async function findLost(
    { route, provider }: Way,
    run: Run,
    lost: IntendedSubmit,
  ): Promise<ProviderJob> {
    const look = async () => (await provider.find?.(route, run.request, lost, run.signal)) ?? null;
    const pauses = lostPausesSeconds(run.typicalSeconds);
    for (const pause of provider.find ? [0, ...pauses] : []) {
      await wait(pause * 1000, undefined, { signal: run.signal });
      const found = await ask(look, run.signal);
      if (found) {
        return await record(route, provider, found, run);
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
      if (state.state === "failed") throw state.error;
      if (state.state === "waiting") await journal.waits(state.queuePosition);
      else await journal.works();
      if (state.state === "done") return void (state.note && journal.note(state.note));
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
      const files = await ask(() => provider.collect(job, signal), signal);
      way.guard.ended(null);
      return files;
    } catch (error) {
      await leave(provider, job, run);
      way.guard.ended(error);
      throw await settled(journal, signal, error);
    }
  }

  /** Writes a job down. One that comes too late is left at once. */
  async function record(
    route: ModelRoute,
    provider: AiProvider,
    submitted: SubmittedJob,
    run: Run,
  ): Promise<ProviderJob> {
    try {
      await run.journal.submitted(route, submitted);
      run.signal.throwIfAborted();
      return submitted.job;
    } catch (error) {
      await leave(provider, submitted.job, run);
      throw error;
    }
  }

  /** After an abort: stops a job that nobody wants any more, and leaves another one to the worker that takes over. */
  async function leave(provider: AiProvider, job: ProviderJob, run: Run): Promise<void> {
    if (!(run.signal.reason instanceof Unwanted)) {
      if (run.signal.aborted) provider.letGo?.(job);
      return;
    }
    await provider.cancel(job).catch((error: unknown) => {
      const facts = { generationId: run.request.generationId, provider: provider.name };
      log("A job that nobody wants could not be canceled", { ...facts, job, err: error });
    });
  }

  return async (way: Way, run: Run, isResumed: boolean): Promise<ProviderFile[]> => {
    const { earlier } = run.journal;
    if (isResumed && earlier?.job) return await follow(way, earlier.job, run);
    const lost = isResumed && way.provider.submitIsPaid ? earlier : null;
    const job = await (lost ? findLost(way, run, lost) : submitOrFind(way, run));
    return await follow(way, job, run);
  };
}

/**
 * What to throw after a submit or a job ended badly. Where it is certain to have cost nothing, that is written down
 * first. An error that no adapter has classified says nothing about the cost.
 */
async function settled(journal: JobJournal, signal: AbortSignal, error: unknown): Promise<unknown> {
  if (signal.aborted) return error;
  if (error instanceof AiError && !error.mayHaveCharged) await journal.over();
  return error;
}
