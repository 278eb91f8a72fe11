import { createSubprocess, type SubprocessOptions, type Task } from "./subprocess.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface WorkOptions {
  readonly signal?: AbortSignal;
  /** Called when a worker takes the request: until then it waits. */
  readonly onStart?: () => void;
  /** Called with rising shares of the work, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/** Has work done in other processes. */
export interface SubprocessPool<Request, Answer> {
  /**
   * Has one request worked on; waits its turn when all workers are busy. Rejects with the signal's reason when aborted,
   * with UnusableRequestError when the work would fail each time, and with an Error when it fails, the worker cannot be
   * started or stops, or the pool is closed.
   */
  run(request: Request, options?: WorkOptions): Promise<Answer>;
  /** Stops all workers; what is queued or being worked on is rejected. */
  close(): Promise<void>;
}

export interface SubprocessPoolOptions extends SubprocessOptions {
  /** How many requests are worked on at the same time, 1 by default. */
  size?: number;
  /** Shared with other pools. Left out: this pool waits for no other one. */
  turns?: Turns;
}

/** Makes a pool of subprocesses that run `serveOrders`. Idle ones do not keep the process alive. */
export function createSubprocessPool<Request, Answer extends { readonly kind: string }>({
  size = 1,
  turns = createTurns(size),
  ...options
}: SubprocessPoolOptions): SubprocessPool<Request, Answer> {
  const places = Array.from({ length: size }, () =>
    createSubprocess<Request, Answer>(options, free),
  );
  const queue: Task<Request, Answer>[] = [];
  let lastId = 0;
  let closed = false;

  function free(): void {
    turns.give();
    startNext();
  }

  function startNext(): void {
    const idle = places.find(({ task }) => !task);
    if (!idle || closed || queue.length === 0 || !turns.take(startNext)) return;
    const task = queue.shift();
    if (task) idle.run(task);
    // Takes another turn, or waits for one.
    startNext();
  }

  /** Takes a task out of the queue, or stops the worker that is busy with it. */
  function withdraw(task: Task<Request, Answer>, reason: unknown): void {
    task.reject(reason);
    const at = queue.indexOf(task);
    if (at >= 0) queue.splice(at, 1);
    void places.find((place) => place.task === task)?.stop(reason);
  }

  return {
    async run(request, { signal, onStart, onProgress } = {}) {
      if (closed) throw new Error(`The ${options.name} pool is closed`);
      signal?.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const order = { id: ++lastId, request };
      const task: Task<Request, Answer> = { order, resolve, reject, onStart, onProgress };
      const abort = () => withdraw(task, signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
      queue.push(task);
      startNext();
      return await promise.finally(() => signal?.removeEventListener("abort", abort));
    },
    async close() {
      closed = true;
      const reason = new Error(`The ${options.name} pool is closed`);
      for (const task of queue.splice(0)) task.reject(reason);
      await Promise.all(places.map((place) => place.stop(reason)));
    },
  };
}
