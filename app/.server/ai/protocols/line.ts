/**
 * Runs one piece of work at a time, first come first served. Rejects as the work does, and with the signal's reason as
 * long as the turn has not come: the work is not begun then.
 */
export type Line = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export function createLine(): Line {
  let everybodyBefore: Promise<void> = Promise.resolve();
  return async (work, signal) => {
    const before = everybodyBefore;
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    everybodyBefore = before.then(() => left);
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      leave();
    }
  };
}

async function unlessAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
