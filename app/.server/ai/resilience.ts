import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  bulkhead,
  circuitBreaker,
  handleType,
  handleWhen,
  retry,
  wrap,
  type IBackoff,
} from "cockatiel";
import { AiError, AskAgain, type AiErrorCode } from "./port";

/** Times of the policies, in milliseconds. Tests choose shorter ones. */
export interface Patience {
  firstPauseMs: number;
  longestPauseMs: number;
  /** A provider that asks for a longer pause is left alone instead. */
  longestRetryAfterMs: number;
  /** How long a route that keeps failing is left alone. */
  circuitOpenMs: number;
}

export const usualPatience: Patience = {
  firstPauseMs: 500,
  longestPauseMs: 15_000,
  longestRetryAfterMs: 20_000,
  circuitOpenMs: 30_000,
};

const submitsAtOnce = 10;
const submitsWaiting = 1000;
const submitRetries = 2;
const questionRetries = 8;
const failuresInARow = 5;

/** What another route may do better at; it says nothing about the request or the person. */
const routeFaults: ReadonlySet<AiErrorCode> = new Set([
  "provider_auth",
  "provider_credit",
  "rate_limited",
  "busy",
  "timed_out",
  "upstream_failure",
  "ambiguous",
]);

/** Whether a failure speaks against the route, as against the request or its asker. */
export function isRouteFault(error: unknown): error is AiError {
  return error instanceof AiError && routeFaults.has(error.code) && !error.isHealthy;
}

/** True when the failed try is certain to have cost nothing, and another way may succeed. */
export function mayTakeAnotherRoute(error: unknown): error is AiError {
  return error instanceof AiError && routeFaults.has(error.code) && !error.mayHaveCharged;
}

export interface RouteGuard {
  /**
   * Runs a submit: a bounded number at once, again after a pause where that is safe, not at all while the circuit is
   * open.
   */
  submit<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Tells the circuit how a job ended that had been submitted; null: well. */
  ended(error: unknown): void;
}

/**
 * The policies of one route, in this process. A request that fails counts once, as a submit or as a job. Only a job
 * that ends well ends the row of failures: a submit that is taken shows nothing, and a route that is tried again stays
 * on probation until then.
 */
export function createRouteGuard(patience: Patience): RouteGuard {
  const inARow = new ConsecutiveBreaker(failuresInARow);
  const circuit = circuitBreaker(handleWhen(isRouteFault), {
    halfOpenAfter: patience.circuitOpenMs,
    breaker: { state: null, success: () => {}, failure: () => inARow.failure() },
  });
  const again = retry(
    handleWhen(
      (error) =>
        error instanceof AiError &&
        error.retryable &&
        !error.mayHaveCharged &&
        !error.waitsForRoom &&
        (error.retryAfterSeconds ?? 0) * 1000 <= patience.longestRetryAfterMs,
    ),
    { maxAttempts: submitRetries, backoff: politeBackoff(patience) },
  );
  const policy = wrap(bulkhead(submitsAtOnce, submitsWaiting), circuit, again);
  return {
    async submit(work, signal) {
      try {
        return await untilAborted((guarded) => policy.execute(guarded, signal), work, signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
          throw new AiError("busy", {
            retryAfterSeconds: Math.ceil(patience.circuitOpenMs / 1000),
            detail: "this route is left alone for now",
            cause: error,
          });
        }
        throw error;
      }
    },
    ended(error) {
      if (error === null) inARow.success();
      if (isRouteFault(error)) circuit.execute(() => Promise.reject(error)).catch(() => {});
    },
  };
}

/**
 * Asks about a job until there is an answer, with growing pauses. When there was none for about a minute, throws
 * AskAgain, or what that says of the job.
 */
export function createAsking(patience: Patience) {
  const policy = retry(handleType(AskAgain), {
    maxAttempts: questionRetries,
    backoff: politeBackoff(patience),
  });
  return async <T>(question: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await untilAborted((guarded) => policy.execute(guarded, signal), question, signal);
    } catch (error) {
      throw error instanceof AskAgain && error.ended ? error.ended : error;
    }
  };
}

export type PollRetry = ReturnType<typeof createAsking>;

/**
 * A policy's pause does not end with the signal: this does, and has the policy try nothing more. Rejects with its
 * reason.
 */
async function untilAborted<T>(
  run: (guarded: () => Promise<T>) => Promise<T>,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const running = run(async () => {
      signal.throwIfAborted();
      return await work();
    });
    return await Promise.race([running, aborted]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Grows exponentially with jitter, and is never shorter than what the provider asked for. */
function politeBackoff({ firstPauseMs, longestPauseMs, longestRetryAfterMs }: Patience) {
  const growing = new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs });
  return new DelegateBackoff<{ result: object }, IBackoff<unknown>>((context, previous) => {
    const step = previous ? previous.next(context) : growing.next();
    const error = "error" in context.result ? context.result.error : null;
    const asked =
      error instanceof AiError || error instanceof AskAgain ? (error.retryAfterSeconds ?? 0) : 0;
    const delay = Math.max(step.duration, Math.min(asked * 1000, longestRetryAfterMs));
    return { delay, state: step };
  });
}
