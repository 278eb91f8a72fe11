import type { Readable } from "node:stream";

/** A reason why no backup is made or restored, in one plain sentence for the person at the terminal. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** The first entry of a backup. */
export interface BackupHeader {
  easelBackup: 1;
  /** ISO 8601. */
  madeAt: string;
  /** Versions of the migrations that its database has had. */
  migrations: string[];
}

/** The last entry of a backup. */
export interface BackupEnd {
  /** Hex, of the names, sizes and bytes of all entries before it. */
  sha256: string;
  /** Objects of files that are inside. */
  objects: number;
  /** Files of the database that were deleted for good while the backup was made: ids. */
  gone: string[];
}

/** A table with its columns but the computed ones, as they are written in SQL. */
export interface BackupTable {
  name: string;
  columns: string[];
}

/** A counter, as it is written in SQL. */
export interface BackupSequence {
  name: string;
  lastValue: string;
  isCalled: boolean;
}

export interface BackupMigration {
  version: string;
  name: string;
  sql: string;
}

/** What a database is made of, but for its rows. */
export interface DatabaseShape {
  migrations: BackupMigration[];
  tables: BackupTable[];
  sequences: BackupSequence[];
}

/** Where the objects of one file are. */
export interface FilePlace {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
}

/** The database as it was at one moment, while everybody goes on working with it. */
export interface DatabaseSnapshot {
  shape: DatabaseShape;
  /** Whole rows in the text format of COPY, about a megabyte at a time, each time gzipped by itself. */
  rows(table: BackupTable): AsyncIterable<Uint8Array>;
  /** All files, some at a time. */
  files(): AsyncIterable<FilePlace[]>;
  /** Where a file is by now; null: it was deleted since. */
  findNow(id: string): Promise<FilePlace | null>;
}

/** A database that gets its rows back, in one transaction. */
export interface DatabaseRefill {
  /** `rows`: what the snapshot has handed out at one time. */
  add(table: BackupTable, rows: Readable): Promise<void>;
  /** Forgets the files that are `gone` and keeps everything. */
  commit(sequences: readonly BackupSequence[], gone: readonly string[]): Promise<void>;
  /** Without a commit before, nothing is kept. */
  close(): Promise<void>;
}

/** The one file that a backup is. */
export interface BackupWriter {
  add(name: string, bytes: Uint8Array): Promise<void>;
  addStream(name: string, sizeBytes: number, body: Readable): Promise<void>;
}

export interface BackupEntry {
  name: string;
  sizeBytes: number;
  /** Whoever takes the next entry has read it to its end. */
  body: Readable;
}

/** What is known of a backup once all of it has been read and found whole. */
export interface VerifiedBackup {
  header: BackupHeader;
  end: BackupEnd;
  secrets: string;
  shape: DatabaseShape;
}

/** The names of the entries, in their order. */
export const entryNames = {
  header: "easel-backup.json",
  secrets: "secrets.json",
  shape: "database.json",
  /** Then rows: the number of the table in the shape, and a number of its own. */
  rows: "rows/",
  media: "media/",
  end: "end.json",
} as const;
