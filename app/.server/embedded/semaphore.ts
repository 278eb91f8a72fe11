/** The right to run one task. Given back once. */
export type Release = () => void;

export interface Semaphore {
  /** A permit, at once or as soon as one is free; null when the line stood still for too long, or `signal` fired. */
  acquire(signal: AbortSignal | null): Promise<Release | null>;
}

/**
 * Lets `permits` tasks run at once. The others wait in line, first come first served; they give up when for `timeoutMs`
 * nobody has got on. A line that moves, however long, is only busy.
 */
export function createSemaphore(permits: number, timeoutMs: number): Semaphore {
  let free = permits;
  let movedAt = 0;
  const waiting = new Set<(release: Release | null) => void>();

  const createRelease = (): Release => {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      movedAt = performance.now();
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next(createRelease());
    };
  };

  const wait = (signal: AbortSignal | null): Promise<Release | null> => {
    const { promise, resolve } = Promise.withResolvers<Release | null>();
    const enteredAt = performance.now();
    let timer: NodeJS.Timeout;
    const leave = (release: Release | null): void => {
      waiting.delete(leave);
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      resolve(release);
    };
    const giveUp = (): void => leave(null);
    const leftMs = (): number => Math.max(enteredAt, movedAt) + timeoutMs - performance.now();
    const checkTimeout = (): void => {
      // After a pause of this process, answers that have come meanwhile are read first.
      setImmediate(() => {
        if (!waiting.has(leave)) return;
        if (leftMs() <= 0) giveUp();
        else timer = setTimeout(checkTimeout, leftMs());
      });
    };
    timer = setTimeout(checkTimeout, timeoutMs);
    signal?.addEventListener("abort", giveUp, { once: true });
    waiting.add(leave);
    return promise;
  };

  return {
    async acquire(signal) {
      if (signal?.aborted) return null;
      if (free === 0) return await wait(signal);
      free -= 1;
      return createRelease();
    },
  };
}
