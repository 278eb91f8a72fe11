import sharp from "sharp";

import {
  createSubprocessPool,
  type SubprocessPoolOptions,
} from "../subprocesses/subprocess-pool.ts";
import { UnusableRequestError } from "../subprocesses/unusable-request.ts";
import { avifOf } from "./avif-of.ts";
import type { CodedFrame } from "./coded-frame.ts";
import type { FramePicture } from "./picture-of.ts";

/** A frame of the largest size takes about two seconds. */
const timeoutSeconds = 15;

/** Decodes single frames of films in another process. */
export interface FramePool {
  /**
   * The frame as a PNG file; null where it can't be read here: another codec or sort of it, broken, too much work, or
   * trouble, which is logged.
   */
  read(frame: CodedFrame): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

interface FramePoolOptions extends Pick<SubprocessPoolOptions, "workerUrl"> {
  /** Hears of trouble that is not the frame's own. */
  log(message: string, facts: Record<string, unknown>): void;
}

/** `workerUrl` is the file URL of frames-worker (TypeScript source or its build). */
export function createFramePool({ workerUrl, log }: FramePoolOptions): FramePool {
  const pool = createSubprocessPool<Pick<CodedFrame, "setup" | "sample">, FramePicture>({
    workerUrl,
    name: "frames",
  });

  async function readH264({ setup, sample }: CodedFrame): Promise<Uint8Array | null> {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const { width, height, rgb } = await pool.run({ setup, sample }, { signal });
      const raw = { width, height, channels: 3 } as const;
      return await sharp(rgb, { raw }).png({ compressionLevel: 3 }).toBuffer();
    } catch (error) {
      // A film is paid for, and its frame is not worth losing it.
      if (!(error instanceof UnusableRequestError) && !signal.aborted)
        log("a frame could not be read", { reason: String(error) });
      return null;
    }
  }

  return {
    read: (frame) => (frame.codec === "h264" ? readH264(frame) : readAv1(frame)),
    close: () => pool.close(),
  };
}

/** A frame of AV1 that stands by itself is a picture of AVIF without its file, and sharp reads those. */
async function readAv1({ setup, sample }: CodedFrame): Promise<Uint8Array | null> {
  try {
    return await sharp(avifOf(setup, sample), { limitInputPixels: 4096 * 2304 })
      .timeout({ seconds: timeoutSeconds })
      .png({ compressionLevel: 3 })
      .toBuffer();
  } catch {
    // Sharp has no error codes; whatever it says, the frame can't be read.
    return null;
  }
}
