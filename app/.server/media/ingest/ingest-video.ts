import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { AppError } from "~/.server/errors";
import { xmpBox, walkBoxes } from "./mp4-boxes";
import { type FilmFrames, findFrames } from "./mp4-frames";
import { type MovieFacts, type MovieLimits, readMovie } from "./mp4-movie";
import { createBufferCollector } from "~/.server/buffer-memory";

/** Read while the store is still busy with what came before. */
const readAheadBytes = 256 * 1024;

export interface VideoLimits extends MovieLimits {
  maxBytes: number;
}

export const defaultVideoLimits: VideoLimits = {
  maxBytes: 512 * 1024 * 1024,
  maxSeconds: 60 * 60,
  maxPixels: 8192,
  maxFramesPerSecond: 240,
};

export interface IngestedVideo extends MovieFacts {
  /** Where its frames lie; null where its tables don't tell. */
  frames: FilmFrames | null;
  sizeBytes: number;
  /** Hex SHA-256 of the stored bytes. */
  sha256: string;
}

/**
 * Streams an MP4 from `source` to `keep`, marked with `xmp` at its end and otherwise as it came; no more than a few
 * pieces of it are in memory at any time. The check of the whole comes before the end of what `keep` reads: a file that
 * is refused fails there, and is never kept. Errors: unsupported_media, unreadable_media, too_large; those of `source`
 * and `keep`.
 */
export async function ingestVideo(
  source: AsyncIterable<Uint8Array>,
  xmp: string,
  keep: (body: Readable) => Promise<unknown>,
  limits: VideoLimits = defaultVideoLimits,
): Promise<IngestedVideo> {
  const outcome: { video?: IngestedVideo } = {};
  const body = Readable.from(markedVideo(source, xmp, limits, outcome), {
    objectMode: false,
    highWaterMark: readAheadBytes,
  });
  try {
    await keep(body);
  } catch (error) {
    // Of what is wrong with the file, a store may only say that a stream broke.
    throw body.errored instanceof AppError ? body.errored : error;
  } finally {
    body.destroy();
  }
  if (!outcome.video) throw new TypeError("The video was not read to its end");
  return outcome.video;
}

async function* markedVideo(
  source: AsyncIterable<Uint8Array>,
  xmp: string,
  limits: VideoLimits,
  outcome: { video?: IngestedVideo },
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const walk = walkBoxes(limits.maxBytes);
  let sizeBytes = 0;
  const sweep = createBufferCollector();
  const written = (piece: Buffer): Buffer => {
    sizeBytes += piece.length;
    hash.update(piece);
    sweep(piece.length);
    return piece;
  };
  for await (const chunk of source) {
    for (const piece of walk.push(chunk)) yield written(piece);
  }
  const moov = walk.end();
  const movie = readMovie(moov, limits);
  yield written(xmpBox(xmp));
  outcome.video = { ...movie, frames: findFrames(moov), sizeBytes, sha256: hash.digest("hex") };
}
