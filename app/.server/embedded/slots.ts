/** The right to run one task. Given back once. */
export type Slot = () => void;

export interface Slots {
  /** A slot, at once or as soon as one is free; null when the line stood still for too long, or `signal` fired. */
  take(signal: AbortSignal | null): Promise<Slot | null>;
}

/**
 * Lets `size` tasks run at once. The others wait in line, first come first served; they give up when for `patienceMs`
 * nobody has got on. A line that moves, however long, is only busy.
 */
export function createSlots(size: number, patienceMs: number): Slots {
  let free = size;
  let movedAt = 0;
  const waiting = new Set<(slot: Slot | null) => void>();

  const makeSlot = (): Slot => {
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      movedAt = performance.now();
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next(makeSlot());
    };
  };

  const wait = (signal: AbortSignal | null): Promise<Slot | null> => {
    const { promise, resolve } = Promise.withResolvers<Slot | null>();
    const enteredAt = performance.now();
    let timer: NodeJS.Timeout;
    const leave = (slot: Slot | null): void => {
      waiting.delete(leave);
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      resolve(slot);
    };
    const giveUp = (): void => leave(null);
    const leftMs = (): number => Math.max(enteredAt, movedAt) + patienceMs - performance.now();
    const look = (): void => {
      // After a pause of this process, answers that have come meanwhile are read first.
      setImmediate(() => {
        if (!waiting.has(leave)) return;
        if (leftMs() <= 0) giveUp();
        else timer = setTimeout(look, leftMs());
      });
    };
    timer = setTimeout(look, patienceMs);
    signal?.addEventListener("abort", giveUp, { once: true });
    waiting.add(leave);
    return promise;
  };

  return {
    async take(signal) {
      if (signal?.aborted) return null;
      if (free === 0) return await wait(signal);
      free -= 1;
      return makeSlot();
    },
  };
}
