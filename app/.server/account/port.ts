import type { Viewer } from "~/domain/viewer";

/** Where a session was opened. */
export interface Device {
  agent: string;
  /** Coarse: a /24 or /48 block. */
  address: string;
}

/** How long a session lives. */
export interface SessionLife {
  /** Without use. */
  idleDays: number;
  /** In all. */
  maxDays: number;
}

/** Accounts' own facts beside Supabase Auth. */
export interface Accounts {
  /** Puts a new session on record. Until then the database refuses it. */
  registerSession(viewer: Viewer, device: Device): Promise<void>;
  /** The session is in use: its idle time begins anew. One that has ended stays so. */
  touchSession(viewer: Viewer): Promise<void>;
  /** From now on the database itself refuses this session. */
  revokeSession(viewer: Viewer): Promise<void>;
  /** Counts one use of a bucket. Error: rate_limited with `retryAfterSeconds`. */
  takeRateLimit(bucket: string, limit: number, windowSeconds: number): Promise<void>;
  /** Keeps what a visitor typed for an hour, under a hash of a random token. */
  saveDraft(tokenHash: string, fields: Readonly<Record<string, string>>): Promise<void>;
  readDraft(tokenHash: string): Promise<Record<string, string> | null>;
}
