import type { Readable } from "node:stream";
import type { FinishedMedia } from "~/domain/media";
import type { Viewer } from "~/domain/viewer";

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
  /** Whole or not at all; a repeat overwrites. Error: unavailable (full, read-only, unreachable). */
  put(
    path: string,
    bytes: Uint8Array | Readable,
    contentType: string,
  ): Promise<{ sizeBytes: number }>;
  /** Errors: not_found, unavailable. */
  open(path: string, range?: ByteRange): Promise<StoredObject>;
  /** A path without an object counts as deleted. Error: unavailable. */
  delete(paths: readonly string[]): Promise<void>;
  /** Everything whose path begins so, in no order; what comes or goes meanwhile may be left out. Error: unavailable. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Throws `unavailable` when nothing can be written now. */
  check(): Promise<void>;
}

/** What the media route needs to know of one file. */
export interface MediaFile {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  prompt: string;
}

export interface MediaFiles {
  /** The viewer's own file. Error: not_found (also for someone else's). */
  find(viewer: Viewer, mediaId: string): Promise<MediaFile>;
}

/** One file as its row describes it. */
export interface MediaRow {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  width: number;
  height: number;
}

/** The rows of everybody's files, for the comparison with the stores. Error: unavailable. */
export interface MediaRows {
  /** The next rows after the one with that id; null: from the first. */
  page(after: string | null, limit: number): Promise<MediaRow[]>;
  /** Of these paths, those that a row names (`kept`) and those whose deletion is planned (`to_delete`). */
  known(
    store: string,
    paths: readonly string[],
  ): Promise<{ path: string; state: "kept" | "to_delete" }[]>;
}

/** What a file turns out to be when it is looked at. */
export interface MediaLook {
  /** By its first bytes; null for everything that Easel does not take. */
  contentType: string | null;
  /** In pixels. Null when the type is not a picture's, or the picture cannot be decoded to its last line. */
  size: { width: number; height: number } | null;
}

export interface MediaExaminer {
  /** Never throws for bad bytes. */
  look(bytes: Uint8Array): Promise<MediaLook>;
}

export type MediaVariant = "original" | "thumb";

/** How a file came to be: a term of IPTC's Digital Source Type vocabulary. */
export type DigitalSourceType =
  | "trainedAlgorithmicMedia"
  | "algorithmicMedia"
  | "compositeWithTrainedAlgorithmicMedia";

/** What every file says of itself, in its own metadata. */
export interface ProvenanceMarks {
  source: DigitalSourceType;
  prompt: string;
  /** The model's name as people see it. */
  model: string;
}

export interface IngestMedia {
  userId: string;
  /** UUIDv7. A repeat with the same id and bytes writes the same files again. */
  mediaId: string;
  bytes: Uint8Array;
  marks: ProvenanceMarks;
}

/** Checks, marks and keeps media files, and gives them out again. */
export interface MediaVault {
  /** Stores original and thumbnail. Errors: unsupported_media, unreadable_media, too_large, unavailable. */
  ingest(input: IngestMedia): Promise<FinishedMedia>;
  /** Opens a file in the store that its row names. Errors: not_found, unavailable. */
  open(file: MediaFile, variant: MediaVariant, range?: ByteRange): Promise<StoredObject>;
  /** Answers a GET or HEAD for a file that the asker may see. Errors: not_found, method_not_allowed, unavailable. */
  serve(request: Request, file: MediaFile, variant: MediaVariant): Promise<Response>;
}
