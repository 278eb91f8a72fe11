import sharp from "sharp";

import {
  createSubprocessPool,
  type SubprocessPoolOptions,
  type WorkOptions,
} from "../subprocesses/subprocess-pool.ts";
import type { PaintRequest } from "./paint.ts";
import type { Painted } from "./painter-messages.ts";

/** Paints pictures in another process. */
export interface PainterPool {
  /**
   * Paints one picture and returns it as the bytes of a PNG file. The same request gives the same bytes.
   * Waits its turn when all workers are busy. Rejects with the signal's reason when aborted, and with an Error
   * when painting fails, the worker stops, or the pool is closed.
   */
  paint(request: PaintRequest, options?: WorkOptions): Promise<Uint8Array>;
  /** Stops all workers; what is queued or being painted is rejected. */
  close(): Promise<void>;
}

/** The share of the work that is painting; the rest is encoding the file. */
const paintingShare = 0.95;

/**
 * Makes a pool of subprocesses. `workerUrl` is the file URL of painter-worker (TypeScript source or its build);
 * `size` is how many pictures are painted at the same time, 1 by default. Idle workers do not keep the process alive.
 */
export function createPainterPool(options: Omit<SubprocessPoolOptions, "name">): PainterPool {
  const pool = createSubprocessPool<PaintRequest, Painted>({ ...options, name: "painter" });
  return {
    async paint(request, work: WorkOptions = {}) {
      const onProgress = (share: number) => work.onProgress?.(share * paintingShare);
      const { rgb } = await pool.run(request, { ...work, onProgress });
      const png = await encodePng(rgb, request);
      work.signal?.throwIfAborted();
      work.onProgress?.(1);
      return png;
    },
    close: () => pool.close(),
  };
}

/**
 * Encodes RGB bytes as a PNG file on libuv's threads, so that the worker stays free of native code. In little time
 * rather than few bytes: what is kept is encoded anew.
 */
async function encodePng(rgb: Uint8Array, { width, height }: PaintRequest): Promise<Uint8Array> {
  const raw = { width, height, channels: 3 } as const;
  return sharp(rgb, { raw }).png({ compressionLevel: 1 }).toBuffer();
}
