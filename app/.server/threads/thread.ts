import { Worker } from "node:worker_threads";

import type { ThreadFailure, ThreadOrder, ThreadReport } from "./messages.ts";
import { UnusableRequestError } from "./unusable-request.ts";

export interface ThreadTask<Request, Answer> {
  readonly order: ThreadOrder<Request>;
  readonly onStart: (() => void) | undefined;
  readonly onProgress: ((share: number) => void) | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** A place for one worker, which is started when first needed and replaced after a crash or an abort. */
export interface Thread<Request, Answer> {
  /** What it does now. */
  readonly task: ThreadTask<Request, Answer> | undefined;
  /** Rejects the task when the worker cannot be started or cannot be given it. */
  run(task: ThreadTask<Request, Answer>): void;
  /** Stops the worker and rejects its task with `reason`. The thread is free at once. */
  stop(reason: unknown): Promise<void>;
}

export interface ThreadOptions {
  /** The file URL of the worker (TypeScript source or its build). */
  workerUrl: URL;
  /** Whose work it is, in messages: `painter`. */
  name: string;
}

/** `onFree` hears when the thread can take another task. */
export function createThread<Request, Answer extends { readonly kind: string }>(
  { workerUrl, name }: ThreadOptions,
  onFree: () => void,
): Thread<Request, Answer> {
  type Task = ThreadTask<Request, Answer>;
  let worker: Worker | undefined;
  let task: Task | undefined;

  /** Frees the thread and returns the task that it had. */
  function release(): Task | undefined {
    const last = task;
    task = undefined;
    worker?.unref();
    if (last) onFree();
    return last;
  }

  function receive(current: Task, report: ThreadReport<Answer>): void {
    if (isProgress(report)) return current.onProgress?.(report.share);
    release();
    if (isFailure(report)) current.reject(errorOf(name, report));
    else current.resolve(report);
  }

  function startWorker(): Worker {
    // The work needs neither the environment nor the flags of the main process.
    const started = new Worker(workerUrl, { name, env: {}, execArgv: [] });
    let cause: unknown;
    started.on("message", (report: ThreadReport<Answer>) => {
      if (worker === started && task && report.id === task.order.id) receive(task, report);
    });
    started.on("error", (error) => (cause = error));
    started.on("exit", (code) => {
      if (worker !== started) return;
      worker = undefined;
      release()?.reject(new Error(`The ${name}'s worker stopped with code ${code}`, { cause }));
    });
    return started;
  }

  return {
    get task() {
      return task;
    },
    run(next) {
      task = next;
      try {
        worker ??= startWorker();
        worker.ref();
        worker.postMessage(next.order, []);
      } catch (error) {
        release();
        return next.reject(error);
      }
      next.onStart?.();
    },
    async stop(reason) {
      const stopped = worker;
      worker = undefined;
      release()?.reject(reason);
      await stopped?.terminate();
    },
  };
}

function errorOf(name: string, { message, isUnusable }: Failure): Error {
  const Kind = isUnusable ? UnusableRequestError : Error;
  return new Kind(`The ${name} failed: ${message}`);
}

type Failure = Pick<ThreadFailure, "message" | "isUnusable">;
type Report<Kind> = { readonly kind: string } & Kind;

function isProgress(report: { readonly kind: string }): report is Report<{ share: number }> {
  return report.kind === "progress";
}

function isFailure(report: { readonly kind: string }): report is Report<Failure> {
  return report.kind === "failed";
}
