import { AppError } from "../errors";

/** Resolves like `work`; throws `unavailable` (retryable) when that takes longer than `timeoutMs`. */
export async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: timedOut, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new AppError("unavailable", { retryable: true })),
    timeoutMs,
  );
  try {
    return await Promise.race([work, timedOut]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same `fetch`, which rejects after `timeoutMs` also where the other side does not heed a signal. */
export function fetchWithTimeout(
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
): typeof globalThis.fetch {
  return (input, init = {}) => {
    const signals = [AbortSignal.timeout(timeoutMs), ...(init.signal ? [init.signal] : [])];
    const answer = fetch(input, { ...init, signal: AbortSignal.any(signals) });
    return withTimeout(answer, timeoutMs);
  };
}
