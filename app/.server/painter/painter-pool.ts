import { Worker } from "node:worker_threads";

import sharp from "sharp";

import type { PaintRequest } from "./paint.ts";
import type { PaintOrder, PaintReport } from "./painter-messages.ts";

export interface PaintOptions {
  readonly signal?: AbortSignal;
  /** Called with rising shares of the work, 0..1; the last one is 1. */
  readonly onProgress?: (share: number) => void;
}

/** Paints pictures off the main thread. */
export interface PainterPool {
  /**
   * Paints one picture and returns it as the bytes of a PNG file. The same request gives the same bytes.
   * Waits its turn when all workers are busy. Rejects with the signal's reason when aborted, and with an Error
   * when painting fails, the worker stops, or the pool is closed.
   */
  paint(request: PaintRequest, options?: PaintOptions): Promise<Uint8Array>;
  /** Stops all workers; what is queued or being painted is rejected. */
  close(): Promise<void>;
}

interface Task {
  readonly order: PaintOrder;
  readonly onProgress: (share: number) => void;
  readonly resolve: (rgb: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A place for one worker, which is started when first needed and replaced after a crash or an abort. */
interface Seat {
  worker?: Worker;
  task?: Task;
}

/** The share of the work that is painting; the rest is encoding the file. */
const paintingShare = 0.95;

/**
 * Makes a pool of worker threads. `workerUrl` is the file URL of painter-worker (TypeScript source or its build);
 * `size` is how many pictures are painted at the same time, 1 by default. Idle workers do not keep the process alive.
 */
export function createPainterPool({
  workerUrl,
  size = 1,
}: {
  workerUrl: URL;
  size?: number;
}): PainterPool {
  const seats: Seat[] = Array.from({ length: size }, () => ({}));
  const queue: Task[] = [];
  let lastId = 0;
  let closed = false;

  function startNext(): void {
    const seat = seats.find((each) => !each.task);
    if (!seat || closed) return;
    const task = queue.shift();
    if (!task) return;
    seat.task = task;
    seat.worker ??= startWorker(seat);
    seat.worker.ref();
    seat.worker.postMessage(task.order, []);
  }

  function startWorker(seat: Seat): Worker {
    // The painter needs neither the environment nor the flags of the main process.
    const worker = new Worker(workerUrl, { name: "painter", env: {}, execArgv: [] });
    let cause: unknown;
    worker.on("message", (report: PaintReport) => {
      if (seat.worker === worker && report.id === seat.task?.order.id)
        receive(seat, seat.task, report);
    });
    worker.on("error", (error) => (cause = error));
    worker.on("exit", (code) => {
      if (seat.worker !== worker) return;
      delete seat.worker;
      release(seat)?.reject(new Error(`The painter's worker stopped with code ${code}`, { cause }));
    });
    return worker;
  }

  function receive(seat: Seat, task: Task, report: PaintReport): void {
    if (report.kind === "progress") return task.onProgress(report.share * paintingShare);
    release(seat);
    if (report.kind === "painted") task.resolve(report.rgb);
    else task.reject(new Error(`The painter failed: ${report.message}`));
  }

  /** Frees a seat for the next task and returns the one it had. */
  function release(seat: Seat): Task | undefined {
    const task = seat.task;
    delete seat.task;
    seat.worker?.unref();
    startNext();
    return task;
  }

  /** Takes a task out of the queue, or stops the worker that is busy with it. */
  function withdraw(task: Task): void {
    const at = queue.indexOf(task);
    if (at >= 0) queue.splice(at, 1);
    const seat = seats.find((each) => each.task === task);
    if (!seat) return;
    const worker = seat.worker;
    delete seat.worker;
    void worker?.terminate();
    release(seat);
  }

  async function paintRgb(
    request: PaintRequest,
    { signal, onProgress }: PaintOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (closed) throw new Error("The painter pool is closed");
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    const order = { id: ++lastId, request };
    const task: Task = { order, resolve, reject, onProgress: onProgress ?? (() => undefined) };
    const abort = () => {
      reject(signal?.reason);
      withdraw(task);
    };
    signal?.addEventListener("abort", abort, { once: true });
    queue.push(task);
    startNext();
    return promise.finally(() => signal?.removeEventListener("abort", abort));
  }

  return {
    async paint(request, options = {}) {
      const rgb = await paintRgb(request, options);
      const png = await encodePng(rgb, request);
      options.signal?.throwIfAborted();
      options.onProgress?.(1);
      return png;
    },
    async close() {
      closed = true;
      const reason = new Error("The painter pool is closed");
      for (const task of queue.splice(0)) task.reject(reason);
      const workers = seats.map((seat) => {
        const worker = seat.worker;
        delete seat.worker;
        release(seat)?.reject(reason);
        return worker?.terminate();
      });
      await Promise.all(workers);
    },
  };
}

/** Encodes RGB bytes as a PNG file on libuv's threads, so that the worker stays free of native code. */
async function encodePng(rgb: Uint8Array, { width, height }: PaintRequest): Promise<Uint8Array> {
  const raw = { width, height, channels: 3 } as const;
  return sharp(rgb, { raw }).png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer();
}
