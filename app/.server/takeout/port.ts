import type { Readable } from "node:stream";
import type { ExportPart, ExportRow } from "~/domain/export-format";
import type { FinishedMedia } from "~/domain/media";
import type { BooksPage, DataPage, ImportFault, ImportProblem } from "~/domain/takeout-views";
import type { BookPart } from "~/domain/takeout-words";
import type { Viewer } from "~/domain/viewer";

/** Everything that a person has, a page at a time. Errors: signed_out, unavailable. */
export interface ExportPages {
  /** Begins with null, and goes on at `next` until that is null. */
  page<Part extends ExportPart>(
    viewer: Viewer,
    part: Part,
    after: string | null,
  ): Promise<{ rows: ExportRow<Part>[]; next: string | null }>;
}

/** A zip that is to be brought in, while a worker has it. */
export interface HeldImport {
  id: string;
  leaseToken: string;
  userId: string;
  store: string;
  path: string;
  sizeBytes: number;
  /** Where it goes on; empty at first. */
  place: string;
  /** How often in a row it has failed there. */
  failures: number;
}

/** One thing out of a zip: what is to come in, or why it can't. */
export type ImportThing = { name: string } & (
  | { part: "files" | "uploads"; thing: { facts: object; file: FinishedMedia | null } }
  /** WebP in base64, and the name that the account's address of it has. */
  | { part: "picture"; thing: { version: string; webp: string } }
  | { part: "boards" | "covers" | "searches" | "prompts" | "books"; thing: object }
  | { part: "fault"; why: ImportFault }
);

/** Zips on their way in. Error of all: unavailable. */
export interface Imports {
  /** Errors: signed_out. */
  page(viewer: Viewer): Promise<DataPage>;
  /** Ledger or receipts of earlier Easels, newest first. */
  books(viewer: Viewer, part: BookPart, page: number, pageSize: number): Promise<BooksPage>;
  /**
   * Before the zip is stored at `path`; one that was coming is given up. Errors: signed_out, suspended, leaving,
   * limit_reached while one is being brought in.
   */
  begin(viewer: Viewer, importId: string, store: string, path: string): Promise<void>;
  /** It is there whole, and can be brought in. Errors: signed_out, not_found (it was given up). */
  receive(viewer: Viewer, importId: string, sizeBytes: number): Promise<void>;
  /** It did not come whole, or can't be brought in: what is at `path`, or still comes there, goes. */
  drop(importId: string, store: string, path: string): Promise<void>;
  /** What has come in stays. Errors: signed_out, already_finished. */
  cancel(viewer: Viewer, importId: string): Promise<void>;
  /** The next one to go on with; null for none. */
  claim(leaseToken: string, leaseSeconds: number): Promise<HeldImport | null>;
  /** Of these ids of the zip, those whose files are there. Error: stale_lease. */
  known(held: HeldImport, ids: readonly string[]): Promise<Set<string>>;
  /** Brings these in, each by itself, and moves the place, in one transaction. Error: stale_lease. */
  batch(
    held: HeldImport,
    things: readonly ImportThing[],
    reached: { place: string; filesTotal: number; filesDone: number },
    leaseSeconds: number,
  ): Promise<void>;
  /** Error: stale_lease. */
  extend(held: HeldImport, leaseSeconds: number): Promise<void>;
  /**
   * Another worker may go on: at once, or, when it has failed, later and later; the fifth time at one place it is given
   * up. Error: stale_lease.
   */
  release(held: HeldImport, hasFailed: boolean): Promise<void>;
  /** Error: stale_lease. */
  finish(held: HeldImport, problem: ImportProblem | null): Promise<void>;
}

/** One file of a zip that is read. */
export interface ArchiveFile {
  name: string;
  sizeBytes: number;
  /** Its bytes, unpacked; fails when there are more or fewer than `sizeBytes`. */
  open(): Promise<Readable>;
}

/** A zip whose list of files has been read and found harmless. */
export interface Archive {
  files: ReadonlyMap<string, ArchiveFile>;
  close(): Promise<void>;
}

export interface ArchiveReader {
  /**
   * Reads the list alone; `read` gives a range of the zip. A `problem` says what is wrong with the zip as a whole.
   * Errors: those of `read`.
   */
  open(
    sizeBytes: number,
    read: (start: number, end: number) => Promise<Readable>,
  ): Promise<Archive | { problem: ImportProblem }>;
}
