import { Worker } from "node:worker_threads";

import type { PaintJob, PaintReport } from "./painter-messages.ts";

export interface PaintTask {
  readonly order: PaintJob;
  readonly onProgress: (share: number) => void;
  readonly resolve: (rgb: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A place for one worker, which is started when first needed and replaced after a crash or an abort. */
export interface PainterThread {
  /** What it paints now. */
  readonly task: PaintTask | undefined;
  run(task: PaintTask): void;
  /** Stops the worker and rejects its task with `reason`. The thread is free at once. */
  stop(reason: unknown): Promise<void>;
}

/** `onFree` hears when the thread can take another task. */
export function createPainterThread(workerUrl: URL, onFree: () => void): PainterThread {
  let worker: Worker | undefined;
  let task: PaintTask | undefined;

  /** Frees the thread and returns the task that it had. */
  function release(): PaintTask | undefined {
    const last = task;
    task = undefined;
    worker?.unref();
    onFree();
    return last;
  }

  function receive(current: PaintTask, report: PaintReport): void {
    if (report.kind === "progress") return current.onProgress(report.share);
    release();
    if (report.kind === "painted") current.resolve(report.rgb);
    else current.reject(new Error(`The painter failed: ${report.message}`));
  }

  function startWorker(): Worker {
    // The painter needs neither the environment nor the flags of the main process.
    const started = new Worker(workerUrl, { name: "painter", env: {}, execArgv: [] });
    let cause: unknown;
    started.on("message", (report: PaintReport) => {
      if (worker === started && task && report.id === task.order.id) receive(task, report);
    });
    started.on("error", (error) => (cause = error));
    started.on("exit", (code) => {
      if (worker !== started) return;
      worker = undefined;
      release()?.reject(new Error(`The painter's worker stopped with code ${code}`, { cause }));
    });
    return started;
  }

  return {
    get task() {
      return task;
    },
    run(next) {
      task = next;
      worker ??= startWorker();
      worker.ref();
      worker.postMessage(next.order, []);
    },
    async stop(reason) {
      const stopped = worker;
      worker = undefined;
      release()?.reject(reason);
      await stopped?.terminate();
    },
  };
}
