/** What several pools share, so that all together never do more at the same time than the machine can. */
export interface Turns {
  /** True: a turn is taken. False: there is none now, and `onFree` is called once when there may be one. */
  take(onFree: () => void): boolean;
  /** Gives a turn back that was taken. */
  give(): void;
}

export function createTurns(size: number): Turns {
  let free = size;
  /** In the order in which they came. */
  const waiting = new Set<() => void>();
  return {
    take(onFree) {
      waiting.delete(onFree);
      if (free > 0) {
        free -= 1;
        return true;
      }
      waiting.add(onFree);
      return false;
    },
    give() {
      free += 1;
      for (const onFree of [...waiting]) {
        if (free === 0) return;
        waiting.delete(onFree);
        onFree();
      }
    },
  };
}
