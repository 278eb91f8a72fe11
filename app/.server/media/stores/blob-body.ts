import { Readable } from "node:stream";
import { AppError } from "~/.server/errors";
import type { ByteRange } from "../store-port";

/**
 * An answer's body as a stream of Node: the whole of it, or only `range` of it. Reads on only as it is read itself;
 * destroying it closes the connection. A connection that breaks becomes `unavailable`.
 */
export function toReadable(body: ReadableStream<Uint8Array>, range?: ByteRange): Readable {
  const reader = body.getReader();
  let at = 0;

  async function nextChunk(): Promise<Uint8Array | null> {
    for (;;) {
      const { done, value } = range && at > range.end ? { done: true } : await reader.read();
      if (done || !value) return null;
      const chunk = range
        ? value.subarray(Math.max(0, range.start - at), Math.max(0, range.end + 1 - at))
        : value;
      at += value.length;
      if (chunk.length > 0) return chunk;
    }
  }

  return new Readable({
    read() {
      nextChunk().then(
        (chunk) => this.push(chunk),
        (cause: unknown) => this.destroy(new AppError("unavailable", { cause, retryable: true })),
      );
    },
    destroy(error, done) {
      // A body that failed has nothing left to cancel, and says so by failing again.
      reader.cancel().catch(() => {});
      done(error);
    },
  });
}
