const maxPauseMs = 30_000;

/**
 * How long to wait after so many failures in a row: doubles from `firstMs` up to half a minute, less a random share of
 * up to a half, so that processes which lost the same database do not come back to it in step.
 */
export function backoffMs(firstMs: number, failures: number, random = Math.random): number {
  const longest = Math.min(maxPauseMs, firstMs * 2 ** failures);
  return longest * (1 - random() / 2);
}
