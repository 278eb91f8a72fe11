/** The right to do something. Given back once. */
export type Release = () => void;

export interface Semaphore {
  /** A permit, at once or as soon as one is free. Rejects with LineStoodStill, and with the signal's reason. */
  acquire(signal?: AbortSignal | null): Promise<Release>;
  /** Runs a task with a permit. Rejects as the task does, and as `acquire`: the task is not begun then. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal | null): Promise<T>;
}

/** Nobody who waited for a permit has got on for too long. */
export class LineStoodStill extends Error {
  override readonly name = "LineStoodStill";
}

/**
 * Lets `permits` tasks run at once. The others wait in line, first come first served; with `stillMs` they give up when
 * for so long nobody has got on. A line that moves, however long, is only busy.
 */
export function createSemaphore(permits: number, stillMs = Infinity): Semaphore {
  let free = permits;
  let movedAt = 0;
  const waiting = new Set<(release: Release) => void>();

  const createRelease = (): Release => {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      movedAt = performance.now();
      // Straight to whoever waits longest, so that a newcomer cannot slip in between.
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next(createRelease());
    };
  };

  const wait = (signal: AbortSignal | null): Promise<Release> => {
    const { promise, resolve, reject } = Promise.withResolvers<Release>();
    const leave = (): void => {
      waiting.delete(enter);
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    const enter = (release: Release): void => {
      leave();
      resolve(release);
    };
    const giveUp = (reason: unknown): void => {
      leave();
      reject(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    const enteredAt = performance.now();
    const stopTimer = startTimer(
      () => Math.max(enteredAt, movedAt) + stillMs - performance.now(),
      () => giveUp(new LineStoodStill()),
    );
    signal?.addEventListener("abort", onAbort, { once: true });
    waiting.add(enter);
    return promise;
  };

  const acquire = async (signal: AbortSignal | null = null): Promise<Release> => {
    signal?.throwIfAborted();
    if (free === 0) return await wait(signal);
    free -= 1;
    return createRelease();
  };

  return {
    acquire,
    async run(task, signal) {
      const release = await acquire(signal);
      try {
        signal?.throwIfAborted();
        return await task();
      } finally {
        release();
      }
    },
  };
}

/** Calls `onEnd` once no time is left, which may become more meanwhile. Returns what stops that. */
function startTimer(leftMs: () => number, onEnd: () => void): () => void {
  if (leftMs() === Infinity) return () => {};
  let isStopped = false;
  const check = (): void => {
    // After a pause of this process, answers that have come meanwhile are read first.
    setImmediate(() => {
      if (isStopped) return;
      if (leftMs() <= 0) onEnd();
      else timer = setTimeout(check, leftMs());
    });
  };
  let timer = setTimeout(check, leftMs());
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
