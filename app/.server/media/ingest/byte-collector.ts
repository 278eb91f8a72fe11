import type { FileBytes } from "../file-bytes-port";

/** Chunks, segments, blocks: honest files have some thousands, and each takes time. */
const maxPieces = 50_000;

/** What of a file is kept, in order. */
export interface ByteCollector {
  /** Counts one more piece of the file. Throws a RangeError for too many. */
  count(): void;
  /** Keeps these bytes of the file. */
  copy(start: number, end: number): void;
  /** Puts in bytes of our own, `spareBytes` of them at most in all. */
  append(bytes: Uint8Array): void;
  /** All of it, in memory of its own. */
  end(): Buffer<ArrayBuffer>;
}

const collected = new WeakSet<Uint8Array>();

/** Gives the memory of what was collected back. Nothing must be decoding it any more. */
export function letGo(bytes: Uint8Array): void {
  if (!collected.delete(bytes) || !(bytes.buffer instanceof ArrayBuffer)) return;
  bytes.buffer.transfer(0);
}

export function createByteCollector(file: FileBytes, spareBytes: number): ByteCollector {
  const output = Buffer.allocUnsafeSlow(file.length + spareBytes);
  let length = 0;
  let pieces = 0;
  return {
    count() {
      pieces += 1;
      if (pieces > maxPieces) throw new RangeError("Too many pieces");
    },
    copy(start, end) {
      length += file.copy(output, length, start, end);
    },
    append(bytes) {
      output.set(bytes, length);
      length += bytes.length;
    },
    end() {
      const whole = output.subarray(0, length);
      collected.add(whole);
      return whole;
    },
  };
}
