import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { AdoptedMarks } from "~/domain/adopted-media";
import { xmpBox } from "./mp4-boxes";
import { findPacket, markToKeep } from "./provenance";

/** A mark is at the end of a video, and has 64 kB at most. */
const tailBytes = 128 * 1024;

/** What has been found out about a video of another Easel by reading it once. */
export interface AdoptedVideo {
  /** Hex SHA-256 of all of it. */
  sha256: string;
  /** Without the mark at its end, which is written again. */
  bodyBytes: number;
  mark: NonNullable<ReturnType<typeof markToKeep>>;
}

/** Reads a video to its end, and holds no more of it than that end. Errors: those of `body`. */
export async function readAdopted(body: Readable, said: AdoptedMarks): Promise<AdoptedVideo> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    tail = Buffer.concat([tail, chunk]);
    if (tail.length > 2 * tailBytes) tail = Buffer.from(tail.subarray(-tailBytes));
  }
  const mark = markToKeep(tail, said) ?? markToKeep(Buffer.alloc(0), said);
  if (!mark) throw new TypeError("A video is always marked");
  const box = xmpBox(mark.xmp);
  const isMarked = findPacket(tail) === mark.xmp && tail.subarray(-box.length).equals(box);
  return {
    sha256: hash.digest("hex"),
    bodyBytes: sizeBytes - (isMarked ? box.length : 0),
    mark,
  };
}

/** The first bytes of a stream, so many. */
export async function* firstBytes(body: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (left <= 0) break;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
}
