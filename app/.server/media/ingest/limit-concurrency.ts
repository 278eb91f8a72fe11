/** Runs a task now or as soon as one of the slots is free. First come, first served. */
export type RunInSlot = <T>(task: () => Promise<T>) => Promise<T>;

/** At most `slots` tasks at once; the others wait in line. */
export function limitConcurrency(slots: number): RunInSlot {
  let free = slots;
  const waiting: (() => void)[] = [];

  async function takeSlot(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** A slot goes straight to whoever waits longest, so that a newcomer cannot slip in between. */
  function giveBack(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return async (task) => {
    await takeSlot();
    try {
      return await task();
    } finally {
      giveBack();
    }
  };
}
