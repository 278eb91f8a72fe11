import { readPrompt } from "../painter/read-prompt.ts";
import { readMove } from "./camera.ts";
import { createFilm, framesPerSecond } from "./film.ts";
import type { FrameSource } from "./frame-source.ts";
import { readBack } from "./read-back.ts";
import { createPictureFrames } from "./picture-frames.ts";
import type { Picture } from "./picture-planes.ts";
import { createSceneFrames } from "./scene-frames.ts";

/** What to film. Sizes are in pixels, even; the seed is 0..2^31-1. */
export interface FilmRequest {
  prompt: string;
  negativePrompt: string;
  width: number;
  height: number;
  durationSeconds: number;
  seed: number;
  /**
   * What it begins with, and what it ends with where that is another one; each `pictureRoom` times as large as the
   * film. None: the painter's scene.
   */
  pictures: readonly Picture[];
}

/** An MP4 file, and a frame of it as RGB bytes, row by row. */
export interface Filmed {
  kind: "filmed";
  mp4: Uint8Array<ArrayBuffer>;
  poster: Uint8Array<ArrayBuffer>;
}

/** The share of the film at which its poster stands. */
const posterAt = 0.4;

/**
 * Makes a film of 24 frames a second; pure and deterministic: the same request gives the same bytes. onProgress gets
 * rising shares of the work, 0..1, the last one 1.
 */
export function makeFilm(request: FilmRequest, onProgress?: (share: number) => void): Filmed {
  const { width, height, durationSeconds } = request;
  const draw = framesOf(request);
  const film = createFilm(width, height);
  const count = Math.round(durationSeconds * framesPerSecond);
  const posterFrame = Math.floor((count - 1) * posterAt);
  let poster: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  for (let at = 0; at < count; at++) {
    // The last one can be read without the others, to make something from it.
    film.add(
      (frame) => {
        draw(at / framesPerSecond, at / Math.max(1, count - 1), frame);
        if (at === posterFrame) poster = readBack(frame, { left: 0, top: 0, width, height });
      },
      at === count - 1,
    );
    onProgress?.((at + 1) / count);
  }
  return { kind: "filmed", mp4: film.finish(), poster };
}

function framesOf(request: FilmRequest): FrameSource {
  const { prompt, negativePrompt, seed, width, height, pictures } = request;
  const [first, last = null] = pictures;
  if (first) return createPictureFrames(first, last, readMove(prompt, seed), width, height);
  const scene = readPrompt({ prompt, negativePrompt, seed, index: 0 });
  return createSceneFrames(scene, width, height);
}
