import { AppError } from "../errors";

/** Resolves like `work`; throws `unavailable` (retryable) when that takes longer than `patienceMs`. */
export async function withPatience<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new AppError("unavailable", { retryable: true })),
    patienceMs,
  );
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same `fetch`, which rejects after `patienceMs` also where the other side does not heed a signal. */
export function impatient(
  fetch: typeof globalThis.fetch,
  patienceMs: number,
): typeof globalThis.fetch {
  return (input, init = {}) => {
    const signals = [AbortSignal.timeout(patienceMs), ...(init.signal ? [init.signal] : [])];
    const answer = fetch(input, { ...init, signal: AbortSignal.any(signals) });
    return withPatience(answer, patienceMs);
  };
}
