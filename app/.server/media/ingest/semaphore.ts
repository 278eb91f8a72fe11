/** Runs a task now or as soon as a permit is free. First come, first served. */
export type RunWithPermit = <T>(task: () => Promise<T>) => Promise<T>;

/** At most `permits` tasks at once; the others wait in line. */
export function createSemaphore(permits: number): RunWithPermit {
  let free = permits;
  const waiting: (() => void)[] = [];

  async function acquire(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** A permit goes straight to whoever waits longest, so that a newcomer cannot slip in between. */
  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return async (task) => {
    await acquire();
    try {
      return await task();
    } finally {
      release();
    }
  };
}
