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
import { AiError, TransientPollError, type AiErrorCode } from "./port";

/** Times of the policies, in milliseconds. Tests choose shorter ones. */
export interface RetryTimings {
  initialDelayMs: number;
  maxDelayMs: number;
  /** A provider that asks for a longer pause is left alone instead. */
  maxRetryAfterMs: number;
  /** How long a route that keeps failing is left alone. */
  circuitOpenMs: number;
}

export const defaultRetryTimings: RetryTimings = {
  initialDelayMs: 500,
  maxDelayMs: 15_000,
  maxRetryAfterMs: 20_000,
  circuitOpenMs: 30_000,
};

const maxConcurrentSubmits = 10;
const maxQueuedSubmits = 1000;
const maxSubmitRetries = 2;
const maxPollRetries = 8;
const breakerThreshold = 5;

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
export function canFailOver(error: unknown): error is AiError {
  return error instanceof AiError && routeFaults.has(error.code) && !error.mayHaveCharged;
}

export interface RouteGuard {
  /**
   * Runs a submit: a bounded number at once, again after a pause where that is safe, not at all while the circuit is
   * open.
   */
  submit<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Tells the circuit how a job ended that had been submitted; null: well. */
  recordEnd(error: unknown): void;
}

/**
 * The policies of one route, in this process. A request that fails counts once, as a submit or as a job. Only a job
 * that ends well ends the row of failures: a submit that is taken shows nothing, and a route that is tried again stays
 * on probation until then.
 */
export function createRouteGuard(timings: RetryTimings): RouteGuard {
  const breaker = new ConsecutiveBreaker(breakerThreshold);
  const circuit = circuitBreaker(handleWhen(isRouteFault), {
    halfOpenAfter: timings.circuitOpenMs,
    breaker: { state: null, success: () => {}, failure: () => breaker.failure() },
  });
  const retrying = retry(
    handleWhen(
      (error) =>
        error instanceof AiError &&
        error.retryable &&
        !error.mayHaveCharged &&
        !error.isQueueFull &&
        (error.retryAfterSeconds ?? 0) * 1000 <= timings.maxRetryAfterMs,
    ),
    { maxAttempts: maxSubmitRetries, backoff: createBackoff(timings) },
  );
  const policy = wrap(bulkhead(maxConcurrentSubmits, maxQueuedSubmits), circuit, retrying);
  return {
    async submit(work, signal) {
      try {
        return await raceAbort((guarded) => policy.execute(guarded, signal), work, signal);
      } catch (error) {
        if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
          throw new AiError("busy", {
            retryAfterSeconds: Math.ceil(timings.circuitOpenMs / 1000),
            detail: "this route is left alone for now",
            cause: error,
          });
        }
        throw error;
      }
    },
    recordEnd(error) {
      if (error === null) breaker.success();
      if (isRouteFault(error)) circuit.execute(() => Promise.reject(error)).catch(() => {});
    },
  };
}

/**
 * Asks about a job until there is an answer, with growing pauses. When there was none for about a minute, throws
 * TransientPollError, or what that says of the job.
 */
export function createPollRetry(timings: RetryTimings) {
  const policy = retry(handleType(TransientPollError), {
    maxAttempts: maxPollRetries,
    backoff: createBackoff(timings),
  });
  return async <T>(poll: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await raceAbort((guarded) => policy.execute(guarded, signal), poll, signal);
    } catch (error) {
      throw error instanceof TransientPollError && error.finalError ? error.finalError : error;
    }
  };
}

export type PollRetry = ReturnType<typeof createPollRetry>;

/**
 * A policy's pause does not end with the signal: this does, and has the policy try nothing more. Rejects with its
 * reason.
 */
async function raceAbort<T>(
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
function createBackoff({ initialDelayMs, maxDelayMs, maxRetryAfterMs }: RetryTimings) {
  const exponential = new ExponentialBackoff({
    initialDelay: initialDelayMs,
    maxDelay: maxDelayMs,
  });
  return new DelegateBackoff<{ result: object }, IBackoff<unknown>>((context, previous) => {
    const step = previous ? previous.next(context) : exponential.next();
    const error = "error" in context.result ? context.result.error : null;
    const retryAfterSeconds =
      error instanceof AiError || error instanceof TransientPollError
        ? (error.retryAfterSeconds ?? 0)
        : 0;
    const delay = Math.max(step.duration, Math.min(retryAfterSeconds * 1000, maxRetryAfterMs));
    return { delay, state: step };
  });
}
