export interface CheckLoopOptions {
  /** Goes on with the check that is under way, if there is one, until it is over or `isOver` says to stop. */
  goOn(isOver: () => boolean): Promise<void>;
  /** Pause between two looks at whether another process has left one unfinished. */
  everyMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface CheckLoop {
  /** Goes on now; resolves when there is nothing more to do for this process. Once at a time. */
  goOn(): Promise<void>;
  /** From now on it looks by itself. */
  start(): void;
  /** Begins no further step, and resolves when none is under way. */
  stop(): Promise<void>;
}

/** Keeps the check of everything going, wherever it was begun. What fails is logged, and tried at the next look. */
export function createCheckLoop({ goOn, everyMs, log }: CheckLoopOptions): CheckLoop {
  let isStopping = false;
  let going: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const run = () =>
    (going ??= goOn(() => isStopping)
      .catch((error: unknown) => log("A check broke off", { err: error }))
      .finally(() => (going = null)));
  return {
    goOn: run,
    start() {
      timer ??= setInterval(() => void run(), everyMs).unref();
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await going;
    },
  };
}
