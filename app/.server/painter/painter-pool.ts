import sharp from "sharp";

import type { PaintRequest } from "./paint.ts";
import { createPainterThread, type PaintTask } from "./painter-thread.ts";

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
  const threads = Array.from({ length: size }, () => createPainterThread(workerUrl, startNext));
  const queue: PaintTask[] = [];
  let lastId = 0;
  let closed = false;

  function startNext(): void {
    const free = threads.find(({ task }) => !task);
    if (!free || closed) return;
    const task = queue.shift();
    if (task) free.run(task);
  }

  /** Takes a task out of the queue, or stops the worker that is busy with it. */
  function withdraw(task: PaintTask, reason: unknown): void {
    task.reject(reason);
    const at = queue.indexOf(task);
    if (at >= 0) queue.splice(at, 1);
    void threads.find((thread) => thread.task === task)?.stop(reason);
  }

  async function paintRgb(
    request: PaintRequest,
    { signal, onProgress }: PaintOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (closed) throw new Error("The painter pool is closed");
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    const order = { id: ++lastId, request };
    const report = (share: number) => onProgress?.(share * paintingShare);
    const task: PaintTask = { order, resolve, reject, onProgress: report };
    const abort = () => withdraw(task, signal?.reason);
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
      await Promise.all(threads.map((thread) => thread.stop(reason)));
    },
  };
}

/** Encodes RGB bytes as a PNG file on libuv's threads, so that the worker stays free of native code. */
async function encodePng(rgb: Uint8Array, { width, height }: PaintRequest): Promise<Uint8Array> {
  const raw = { width, height, channels: 3 } as const;
  return sharp(rgb, { raw }).png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer();
}
