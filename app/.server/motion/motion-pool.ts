import sharp from "sharp";

import {
  createSubprocessPool,
  type SubprocessPoolOptions,
  type WorkOptions,
} from "../subprocesses/subprocess-pool.ts";
import type { FilmOrder } from "./film-order.ts";
import type { Filmed } from "./make-film.ts";

/** Makes films in another process. */
export interface MotionPool {
  /**
   * Makes one film: the bytes of an MP4 file, and of a PNG file of one of its frames. The same order gives the same
   * bytes. Rejects as `SubprocessPool.run` does; its worker decodes the pictures.
   */
  film(order: FilmOrder, options?: WorkOptions): Promise<{ mp4: Uint8Array; poster: Uint8Array }>;
  /** Stops all workers; what is queued or being made is rejected. */
  close(): Promise<void>;
}

/** Makes a pool of subprocesses. `workerUrl` is the file URL of motion-worker (TypeScript source or its build). */
export function createMotionPool(options: Omit<SubprocessPoolOptions, "name">): MotionPool {
  const pool = createSubprocessPool<FilmOrder, Filmed>({ ...options, name: "motion" });
  return {
    async film(order, work = {}) {
      const { width, height } = order;
      const { mp4, poster } = await pool.run(order, work);
      const raw = { width, height, channels: 3 } as const;
      return { mp4, poster: await sharp(poster, { raw }).png({ compressionLevel: 3 }).toBuffer() };
    },
    close: () => pool.close(),
  };
}
