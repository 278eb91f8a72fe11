import { codeFrame } from "./h264/code-frame.ts";
import { createCoder, type Coder } from "./h264/coder.ts";
import { pictureParameters, sequenceParameters } from "./h264/parameter-sets.ts";
import type { Frame } from "./h264/planes.ts";
import { writeMp4 } from "./write-mp4.ts";

export const framesPerSecond = 24;
/** As often there is a frame that stands by itself, from which a player can go on. */
const framesPerKey = 48;
/** Finer than what the eye sees in a moving picture. */
const quantizer = 22;

/** Takes frames one after the other, and makes a film of them. */
export interface Film {
  /** The next frame: `fill` puts it into a frame of whole macroblocks. `isKey`: it shall stand by itself. */
  add(fill: (frame: Frame) => void, isKey: boolean): void;
  /** An MP4 file of H.264 (Baseline) that begins to play before it has come in full. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** Sizes in pixels, even. The same frames give the same bytes. */
export function createFilm(width: number, height: number): Film {
  const coder: Coder = createCoder(Math.ceil(width / 16), Math.ceil(height / 16), quantizer);
  const frames: Uint8Array[] = [];
  const keys: number[] = [];
  return {
    add(fill, isKey) {
      const since = frames.length - (keys.at(-1) ?? 0);
      const sinceKey = isKey || since === framesPerKey ? 0 : since;
      fill(coder.source);
      const coded = codeFrame(coder, { sinceKey, keys: keys.length });
      if (sinceKey === 0) keys.push(frames.length);
      frames.push(coded);
    },
    finish() {
      const sequence = sequenceParameters(width, height, framesPerSecond);
      const picture = pictureParameters();
      return writeMp4({ width, height, framesPerSecond, sequence, picture, frames, keys });
    },
  };
}
