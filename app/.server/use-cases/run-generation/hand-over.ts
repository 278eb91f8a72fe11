/** How a worker that stops tells its work. */
export interface Stopping {
  /** Aborts at once: whatever another process can go on with is to be left to it now. */
  handOver: AbortSignal;
  /** Aborts when there is no time left for the rest either. */
  now: AbortSignal;
}

export interface HandOver {
  /** Aborts as soon as this process is asked to stop and another one can go on. */
  signal: AbortSignal;
  /**
   * Whether another process could go on from here: not from a submit without its answer, nor with a job that lives here
   * alone.
   */
  allow(allowed: boolean): void;
  stop(): void;
}

/** Another process goes on with it. */
class HandedOver extends Error {}

/** Hands one piece of work over at the first moment at which that loses nothing. At its beginning that is allowed. */
export function startHandOver({ handOver }: Stopping): HandOver {
  const handedOver = new AbortController();
  let isAllowed = true;
  const update = () => {
    if (handOver.aborted && isAllowed) handedOver.abort(new HandedOver());
  };
  handOver.addEventListener("abort", update);
  update();
  return {
    signal: handedOver.signal,
    allow(allowed) {
      isAllowed = allowed;
      update();
    },
    stop: () => handOver.removeEventListener("abort", update),
  };
}
