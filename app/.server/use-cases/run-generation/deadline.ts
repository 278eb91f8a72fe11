import { CanceledError } from "~/.server/ai/port";

export interface Deadline {
  /** Aborts with `CanceledError` when the deadline has passed. */
  signal: AbortSignal;
  secondsLeft(): number;
  /** From now on it is so many seconds away. One that has passed stays so. */
  move(secondsAway: number): void;
  stop(): void;
}

/** The deadline of one claim, on this process's clock. */
export function startDeadline(secondsAway: number): Deadline {
  const passed = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let atMs = 0;
  const move = (seconds: number) => {
    clearTimeout(timer);
    atMs = performance.now() + seconds * 1000;
    const ms = Math.max(0, Math.ceil(seconds * 1000));
    timer = setTimeout(() => passed.abort(new CanceledError()), ms);
  };
  move(secondsAway);
  return {
    signal: passed.signal,
    secondsLeft: () => (atMs - performance.now()) / 1000,
    move,
    stop: () => clearTimeout(timer),
  };
}
