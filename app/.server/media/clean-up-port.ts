import type { StoredPath } from "./store-port";

/** A file that never came to be, of which a store may hold something. */
export interface Leftover {
  mediaId: string;
  userId: string;
}

/** Objects whose deletion the database has planned. */
export interface PlannedDeletions {
  /** The store has deleted these, `run` for a clean-up: they are planned no longer. Error: unavailable. */
  deleted(objects: readonly StoredPath[], run?: string): Promise<void>;
  /** No store holds anything of these any more. Error: unavailable. */
  cleared(leftovers: readonly Leftover[]): Promise<void>;
}

/** What has served its time. */
export interface ExpiredMedia extends PlannedDeletions {
  /** What `take` would find, by sort, each counted to 1,000 at most. Changes nothing. Error: unavailable. */
  preview(): Promise<Record<string, number>>;
  /**
   * For the clean-up `run`: forgets up to `limit` expired files, and as many stale rows of each other sort (`removed`),
   * and hands out `objects` to delete, and `leftovers`. What is neither `deleted` nor `cleared` within ten minutes is
   * handed out again. Errors: stale_lease, unavailable.
   */
  take(
    limit: number,
    run: string,
  ): Promise<{
    expiredFiles: number;
    /** Whose time has come, and which could not be deleted: they are tried again. */
    failedAccounts: number;
    objects: StoredPath[];
    leftovers: Leftover[];
    removed: Record<string, number>;
    /** Where the search for objects that no file needs goes on (null: at the beginning), and whether it is time. */
    orphans: { place: string | null; isDue: boolean };
  }>;
  /** Those of these objects that no file needs and whose deletion nobody has planned. Error: unavailable. */
  findOrphans(store: string, paths: readonly string[]): Promise<string[]>;
  /**
   * Plans their deletion. The search goes on at `place`; null: it has ended, and begins anew a day later. Resolves to
   * how many there are. Errors: stale_lease, unavailable.
   */
  planOrphans(
    store: string,
    paths: readonly string[],
    run: string,
    place: string | null,
  ): Promise<number>;
}

/** The clean-up that is going on, else the last one. Times are ISO 8601. */
export interface CleanUpState {
  /** Null: there has been none yet. */
  startedAt: string | null;
  finishedAt: string | null;
  /** Null: it goes on, or was cut off and is to go on. Failed: something could not be deleted. */
  outcome: "done" | "failed" | null;
  /** Failed ones in a row. */
  failures: number;
  /** A process is at it now. */
  isRunning: boolean;
  expiredFiles: number;
  deletedObjects: number;
  failedObjects: number;
  /** Objects that no file needed. */
  orphanedObjects: number;
  removed: Record<string, number>;
  /** Something was to be deleted more than a day ago. */
  isLate: boolean;
}

/** Which process cleans up, and what became of it: kept in the database, for all processes. */
export interface CleanUpRuns {
  /**
   * Takes the clean-up on, and goes on with one that was cut off. Null: another process is at it, or (`ifDue`) it is
   * not time yet. What begins and does not end is free again ten minutes after its last step. Error: unavailable.
   */
  begin(ifDue: boolean): Promise<string | null>;
  /**
   * Lets go. Done: the next is due in an hour; failed: in ten minutes, twice as long after each failure, an hour at
   * most; null: cut off here, to go on at once. Errors: stale_lease, unavailable.
   */
  end(run: string, outcome: CleanUpState["outcome"], failedObjects: number): Promise<void>;
  /** Error: unavailable. */
  state(): Promise<CleanUpState>;
  /** The last ones that did something or failed, the newest first, at most a hundred. Error: unavailable. */
  history(limit: number): Promise<Omit<CleanUpState, "failures" | "isRunning" | "isLate">[]>;
}
