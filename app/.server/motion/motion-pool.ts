import sharp from "sharp";

import {
  createThreadPool,
  type ThreadPoolOptions,
  type WorkOptions,
} from "../threads/thread-pool.ts";
import type { Filmed, FilmRequest } from "./make-film.ts";
import { pictureRoom } from "./picture-frames.ts";
import type { Picture } from "./picture-planes.ts";

/** What to film, from words or from the bytes of picture files: the first, and the last if it is another one. */
export interface FilmOrder extends Omit<FilmRequest, "pictures"> {
  pictures: readonly Uint8Array[];
}

/** Makes films off the main thread. */
export interface MotionPool {
  /**
   * Makes one film: the bytes of an MP4 file, and of a PNG file of one of its frames. The same order gives the same
   * bytes. Rejects as `ThreadPool.run` does, and with sharp's error for a picture that cannot be decoded.
   */
  film(
    order: FilmOrder,
    options?: Omit<WorkOptions, "transfer">,
  ): Promise<{ mp4: Uint8Array; poster: Uint8Array }>;
  /** Stops all workers; what is queued or being made is rejected. */
  close(): Promise<void>;
}

/** Makes a pool of worker threads. `workerUrl` is the file URL of motion-worker (TypeScript source or its build). */
export function createMotionPool(options: Omit<ThreadPoolOptions, "name">): MotionPool {
  const pool = createThreadPool<FilmRequest, Filmed>({ ...options, name: "motion" });
  return {
    async film(order, work = {}) {
      const { width, height } = order;
      const pictures = await Promise.all(
        order.pictures.map((bytes) => readPicture(bytes, width, height)),
      );
      const transfer = pictures.map(({ rgb }) => rgb.buffer);
      const { mp4, poster } = await pool.run({ ...order, pictures }, { ...work, transfer });
      const raw = { width, height, channels: 3 } as const;
      return { mp4, poster: await sharp(poster, { raw }).png({ compressionLevel: 3 }).toBuffer() };
    },
    close: () => pool.close(),
  };
}

/** Fills the film, and the room that its camera has; what is clear becomes white. */
async function readPicture(
  bytes: Uint8Array,
  filmWidth: number,
  filmHeight: number,
): Promise<Picture & { rgb: Uint8Array<ArrayBuffer> }> {
  const [width, height] = [filmWidth, filmHeight].map(
    (side) => 2 * Math.ceil((side * pictureRoom) / 2),
  ) as [number, number];
  const data = await sharp(bytes)
    .resize(width, height, { fit: "cover" })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer();
  // A buffer of its own, to be handed over.
  return { width, height, rgb: new Uint8Array(data) };
}
