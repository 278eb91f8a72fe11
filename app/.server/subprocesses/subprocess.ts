import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { Order, OrderFailure, Report } from "./messages.ts";
import { UnusableRequestError } from "./unusable-request.ts";

export interface Task<Request, Answer> {
  readonly order: Order<Request>;
  readonly onStart: (() => void) | undefined;
  readonly onProgress: ((share: number) => void) | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** A place for one worker, which is started when first needed and replaced after a crash or an abort. */
export interface Subprocess<Request, Answer> {
  /** What it does now. */
  readonly task: Task<Request, Answer> | undefined;
  /** Rejects the task when the worker cannot be started or cannot be given it. */
  run(task: Task<Request, Answer>): void;
  /** Kills the worker and rejects its task with `reason`. The place is free at once. */
  stop(reason: unknown): Promise<void>;
}

export interface SubprocessOptions {
  /** The file URL of the worker (TypeScript source or its build). */
  workerUrl: URL;
  /** Whose work it is, in messages: `painter`. */
  name: string;
}

/** `onFree` hears when the place can take another task. */
export function createSubprocess<Request, Answer extends { readonly kind: string }>(
  { workerUrl, name }: SubprocessOptions,
  onFree: () => void,
): Subprocess<Request, Answer> {
  let worker: ChildProcess | undefined;
  let task: Task<Request, Answer> | undefined;

  /** Frees the place and returns the task that it had. */
  function release(): Task<Request, Answer> | undefined {
    const last = task;
    task = undefined;
    if (worker) holdProcess(worker, false);
    if (last) onFree();
    return last;
  }

  function receive(current: Task<Request, Answer>, report: Report<Answer>): void {
    if (isProgress(report)) return current.onProgress?.(report.share);
    release();
    if (isFailure(report)) current.reject(errorOf(name, report));
    else current.resolve(report);
  }

  function startWorker(): ChildProcess {
    const started = forkWorker(workerUrl);
    started.on("message", (report: Report<Answer>) => {
      if (worker === started && task && report.id === task.order.id) receive(task, report);
    });
    const lose = (how: string, cause?: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      release()?.reject(new Error(`The ${name}'s worker stopped ${how}`, { cause }));
    };
    started.on("error", (cause) => lose("before it began", cause));
    started.on("exit", (code, signal) => lose(signal ? `by ${signal}` : `with code ${code}`));
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
        holdProcess(worker, true);
        // One that has just died is told by its exit.
        worker.send(next.order, () => undefined);
      } catch (error) {
        const broken = worker;
        // One without a channel takes nothing, and what waits must not be given to it.
        if (broken && !broken.connected) worker = undefined;
        release();
        return next.reject(error);
      }
      next.onStart?.();
    },
    async stop(reason) {
      const stopped = worker;
      worker = undefined;
      release()?.reject(reason);
      if (stopped) await kill(stopped);
    },
  };
}

/**
 * A process and no thread: what breaks in it, in native code too, ends nothing but it, and it can be stopped at any
 * moment. It needs neither the environment nor the flags of the main process.
 */
function forkWorker(url: URL): ChildProcess {
  return fork(fileURLToPath(url), {
    env: {},
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Whether the worker keeps the main process alive. */
function holdProcess(worker: ChildProcess, isHeld: boolean): void {
  if (isHeld) {
    worker.ref();
    worker.channel?.ref();
  } else {
    worker.unref();
    worker.channel?.unref();
  }
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.pid === undefined || worker.exitCode !== null || worker.signalCode !== null) return;
  holdProcess(worker, true);
  const gone = once(worker, "exit");
  worker.kill("SIGKILL");
  await gone;
}

function errorOf(name: string, { message, isUnusable }: OrderFailure): Error {
  const Kind = isUnusable ? UnusableRequestError : Error;
  return new Kind(`The ${name} failed: ${message}`);
}

type ReportOf<Kind> = { readonly kind: string } & Kind;

function isProgress(report: { readonly kind: string }): report is ReportOf<{ share: number }> {
  return report.kind === "progress";
}

function isFailure(report: { readonly kind: string }): report is ReportOf<OrderFailure> {
  return report.kind === "failed";
}
