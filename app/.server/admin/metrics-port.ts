/** What a monitor asks for often. */
export interface Readings {
  /** Requests that wait for a worker: 10,000 at most. */
  waiting: { count: number; oldestSeconds: number };
  running: number;
  /** Of today (UTC), as are `routes` and `credits`. */
  requests: readonly { kind: string; outcome: string; count: number }[];
  routes: readonly { route: string; isFailure: boolean; count: number }[];
  credits: readonly { reason: string; count: number; amount: number }[];
  storage: readonly { kind: string; files: number; bytes: number }[];
  /** The last check of what must always hold; null: none has ended. */
  check: { violations: number; ageSeconds: number } | null;
}

/** Cheap: reads counts that are kept. Error: unavailable. */
export type ReadMetrics = () => Promise<Readings>;
