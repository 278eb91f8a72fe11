import { readSync } from "node:fs";
import { AppError } from "../errors";
import type { FileBytes } from "../media/file-bytes-port";

/** An open file of this length, of which little is in memory at a time. Error: unavailable. */
export function openWindow(descriptor: number, length: number, windowBytes = 64 * 1024): FileBytes {
  const window = Buffer.allocUnsafeSlow(Math.min(windowBytes, length));
  let from = 0;
  let to = 0;

  function copy(target: Buffer, at: number, start: number, end: number): number {
    const count = Math.max(0, Math.min(end, length) - start);
    for (let done = 0; done < count;) {
      const read = orUnavailable(() =>
        readSync(descriptor, target, at + done, count - done, start + done),
      );
      if (read === 0)
        throw new AppError("unavailable", { cause: new Error("The file is shorter") });
      done += read;
    }
    return count;
  }

  function show(start: number): void {
    from = start;
    to = start;
    to += copy(window, 0, start, start + window.length);
  }

  return {
    length,
    at(place) {
      if (place >= length) return 0;
      if (place < from || place >= to) show(place);
      return window[place - from] ?? 0;
    },
    piece(start, end) {
      const last = Math.max(start, Math.min(end, length));
      if (last - start > window.length) {
        const piece = Buffer.allocUnsafeSlow(last - start);
        copy(piece, 0, start, last);
        return piece;
      }
      if (start < from || last > to) show(start);
      return window.subarray(start - from, last - from);
    },
    copy,
  };
}

function orUnavailable<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new AppError("unavailable", { cause });
  }
}
