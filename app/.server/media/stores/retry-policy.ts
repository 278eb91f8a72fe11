import { setTimeout as wait } from "node:timers/promises";
import {
  BlobAccessError,
  BlobError,
  BlobNotFoundError,
  BlobRequestAbortedError,
  BlobServiceNotAvailable,
  BlobServiceRateLimited,
  BlobStoreNotFoundError,
  BlobStoreSuspendedError,
  BlobUnknownError,
} from "@vercel/blob";
import { AppError } from "~/.server/errors";

/** Times in milliseconds. Tests choose shorter ones. */
export interface BlobTimeouts {
  /** The first pause before a repetition; each later one is twice as long. */
  initialDelayMs: number;
  /** A store that asks for a longer pause is not asked again. */
  maxRetryAfterMs: number;
  /** For a request without a body of ours, until its answer begins. */
  responseMs: number;
  /** For sending one part. */
  partMs: number;
}

export const defaultBlobTimeouts: BlobTimeouts = {
  initialDelayMs: 300,
  maxRetryAfterMs: 10_000,
  responseMs: 15_000,
  partMs: 120_000,
};

export interface RetryOptions {
  timeouts: BlobTimeouts;
  /** For one try. */
  timeoutMs: number;
  /** How often in all. */
  attempts: number;
  signal?: AbortSignal | undefined;
}

/**
 * Does a piece of work that may be repeated: again after a pause when the store was busy, broken, slow or unreachable.
 * `work` gets a signal that aborts at its time limit, and with `tries.signal`. Errors: not_found, unavailable
 * (retryable, unless the token or the store is refused); the reason of `tries.signal`.
 */
export async function withRetries<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { timeouts, timeoutMs, attempts, signal }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await withTimeout(work, timeoutMs, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = toAppError(error);
      const retryAfterMs = Number(failure.facts["retryAfterSeconds"] ?? 0) * 1000;
      if (!failure.retryable || attempt >= attempts || retryAfterMs > timeouts.maxRetryAfterMs)
        throw failure;
      const backoffMs = timeouts.initialDelayMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
      await pause(Math.max(retryAfterMs, backoffMs), signal);
    }
  }
}

async function withTimeout<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, limitMs);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Why a store takes nothing, until whoever runs Easel has changed something. */
const refusals = [
  [BlobStoreSuspendedError, "suspended"],
  [BlobStoreNotFoundError, "missing"],
  [BlobAccessError, "refused"],
] as const;

/**
 * What an error of the SDK, of fetch, or of a time limit means. What is neither a refusal nor a missing object passes
 * by itself: an overloaded store, a broken connection, an answer that nobody can read.
 */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof BlobNotFoundError) return new AppError("not_found", { cause: error });
  if (error instanceof BlobServiceRateLimited) {
    const facts = { store: "busy", retryAfterSeconds: error.retryAfter };
    return new AppError("unavailable", { cause: error, retryable: true, facts });
  }
  const store = refusals.find(([kind]) => error instanceof kind)?.[1];
  if (store) return new AppError("unavailable", { cause: error, facts: { store } });
  const isTransient =
    !(error instanceof BlobError) ||
    error instanceof BlobServiceNotAvailable ||
    error instanceof BlobUnknownError ||
    error instanceof BlobRequestAbortedError;
  return new AppError("unavailable", { cause: error, retryable: isTransient });
}
