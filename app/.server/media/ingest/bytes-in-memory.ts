import type { FileBytes, GivenBytes } from "../file-bytes-port";

/** Bytes that lie in memory already; others as they are. */
export function fileBytes(given: GivenBytes): FileBytes {
  if (!(given instanceof Uint8Array)) return given;
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  return {
    length: bytes.length,
    at: (place) => bytes[place] ?? 0,
    piece: (start, end) => bytes.subarray(start, end),
    copy: (target, to, start, end) =>
      start < bytes.length ? bytes.copy(target, to, start, end) : 0,
  };
}
