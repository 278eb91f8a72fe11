import { Readable } from "node:stream";
import type { Answer, Received } from "./emulator.ts";

export interface StoredBlob {
  chunks: readonly Buffer[];
  size: number;
  contentType: string;
  cacheControl: string;
  etag: string;
  uploadedAt: string;
}

/** An object as its host serves it: whole, one range, or not again. */
export function served(blob: StoredBlob, { headers }: Received): Answer {
  const { size, etag } = blob;
  const common = {
    etag,
    "accept-ranges": "bytes",
    "cache-control": blob.cacheControl,
    "last-modified": new Date(blob.uploadedAt).toUTCString(),
  };
  if (headers["if-none-match"] === etag) return { status: 304, headers: common };
  const [match, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
  const isWhole = match === undefined || (from === "" && to === "");
  const start = isWhole ? 0 : from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = isWhole || from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (!isWhole && (start >= size || start > end))
    return { status: 416, headers: { ...common, "content-range": `bytes */${size}` } };
  return {
    status: isWhole ? 200 : 206,
    headers: {
      ...common,
      "content-type": blob.contentType,
      "content-length": String(end - start + 1),
      ...(!isWhole && { "content-range": `bytes ${start}-${end}/${size}` }),
    },
    ...bodyOf([...cut(blob.chunks, start, end)]),
  };
}

/** Faults can spoil a body that is in one piece; a large one is sent piece by piece, so that it is not copied. */
const bodyOf = (pieces: readonly Buffer[]): Answer =>
  pieces.length > 1 ? { stream: Readable.from(pieces) } : { body: pieces[0] ?? "" };

function* cut(chunks: readonly Buffer[], start: number, end: number) {
  let at = 0;
  for (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
    at += chunk.length;
    if (piece.length > 0) yield piece;
  }
}
