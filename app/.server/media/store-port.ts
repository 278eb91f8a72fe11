import type { Readable } from "node:stream";

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** An opened object. Whoever opens it reads `body` to its end or destroys it. */
export interface StoredObject {
  /** The bytes of the range asked for, or all of them. */
  body: Readable;
  /** Size of the whole object, whatever the range. */
  sizeBytes: number;
}

/** An object as a listing shows it. */
export interface ListedObject {
  path: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/** Where the bytes live. Paths are relative, made by us, and safe on every store. */
export interface MediaStore {
  /** Written to each media row, so that old files stay readable after a switch. */
  readonly name: "local" | "vercel-blob";
  /**
   * Whole or not at all; a repeat overwrites. Errors: unavailable (full, read-only, unreachable); those of a stream
   * pass unchanged, and the reason of `signal`, which stops it.
   */
  put(
    path: string,
    bytes: Uint8Array | Readable,
    contentType: string,
    signal?: AbortSignal,
  ): Promise<{ sizeBytes: number }>;
  /** Whole or not at all; a repeat overwrites. Errors: not_found, unavailable. */
  copy(from: string, to: string): Promise<void>;
  /**
   * `isFresh` passes by every copy that may be older than the last write, at a price. Errors: not_found, unavailable.
   */
  open(path: string, range?: ByteRange, options?: { isFresh?: boolean }): Promise<StoredObject>;
  /** A path without an object counts as deleted. Error: unavailable. */
  delete(paths: readonly string[]): Promise<void>;
  /** Everything whose path begins so, in no order; what comes or goes meanwhile may be left out. Error: unavailable. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /**
   * Some of everything, about a thousand objects: from the beginning (`from` null), or from where an earlier page says
   * (`next`, null after the last one). Error: unavailable.
   */
  page(from: string | null): Promise<{ objects: ListedObject[]; next: string | null }>;
  /** Throws `unavailable` when nothing can be written now. */
  check(): Promise<void>;
}

/** One object of one store. */
export interface StoredPath {
  store: string;
  path: string;
}
