/** How a worker that stops tells its work. */
export interface Stopping {
  /** Aborts at once: whatever another process can go on with is to be left to it now. */
  handOver: AbortSignal;
  /** Aborts when there is no time left for the rest either. */
  now: AbortSignal;
}

export interface Leaving {
  /** Aborts as soon as this process is asked to stop and another one can go on. */
  signal: AbortSignal;
  /** Whether another process could go on from here: not from a submit without its answer, nor with a job that lives here alone. */
  mayLeave(now: boolean): void;
  stop(): void;
}

/** Another process goes on with it. */
class HandedOver extends Error {}

/** Lets go of one piece of work at the first moment at which that loses nothing. At its beginning it may be left. */
export function leaveWhenAsked({ handOver }: Stopping): Leaving {
  const left = new AbortController();
  let mayLeave = true;
  const look = () => {
    if (handOver.aborted && mayLeave) left.abort(new HandedOver());
  };
  handOver.addEventListener("abort", look);
  look();
  return {
    signal: left.signal,
    mayLeave(now) {
      mayLeave = now;
      look();
    },
    stop: () => handOver.removeEventListener("abort", look),
  };
}
