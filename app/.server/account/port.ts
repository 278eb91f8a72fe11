/** Accounts' own facts beside Supabase Auth. */
export interface Accounts {
  /** Counts one use of a bucket. Error: rate_limited with `retryAfterSeconds`. */
  takeRateLimit(bucket: string, limit: number, windowSeconds: number): Promise<void>;
  /** Keeps what a visitor typed for an hour, under a hash of a random token. */
  saveDraft(tokenHash: string, fields: Readonly<Record<string, string>>): Promise<void>;
  readDraft(tokenHash: string): Promise<Record<string, string> | null>;
}
