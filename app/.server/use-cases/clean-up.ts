import type { CleanUpRuns, ExpiredMedia, MediaMover } from "../media/port";

export interface CleanUpDeps {
  expiredMedia: Pick<ExpiredMedia, "take">;
  cleanUpRuns: Pick<CleanUpRuns, "begin" | "end">;
  mediaMover: Pick<MediaMover, "delete" | "clear">;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface CleanUpOptions {
  /** True: nothing happens before it is time. */
  ifDue: boolean;
  /** True: the batch that is under way is the last one. */
  isOver(): boolean;
}

export interface CleanUpReport {
  /** Files that are gone for their owners. */
  expiredFiles: number;
  /** Originals and thumbnails that the stores have deleted. */
  deletedObjects: number;
  /** Objects that a store did not delete; they are tried again in ten minutes at the earliest. */
  failedObjects: number;
  /** Rows that have served their time, by sort. */
  removed: Record<string, number>;
  /** There is more than this call had time for. */
  more: boolean;
  /** Nothing was done: another process is at it, or it is not time yet. */
  skipped: boolean;
}

const batchSize = 200;

/**
 * Forgets what has expired and deletes its objects, batch by batch, as the only process that does; the database keeps
 * what came of it. May be cut off anywhere: the next call goes on, and what was handed out and not confirmed is deleted
 * then. Ends early, as failed, after a batch of which no store deleted anything. Errors: unavailable (the database),
 * stale_lease (it took so long that another process went on).
 */
export async function cleanUp(deps: CleanUpDeps, options: CleanUpOptions): Promise<CleanUpReport> {
  const run = await deps.cleanUpRuns.begin(options.ifDue);
  const report: CleanUpReport = {
    ...{ expiredFiles: 0, deletedObjects: 0, failedObjects: 0, removed: {} },
    ...{ more: run !== null, skipped: run === null },
  };
  if (run === null) return report;
  try {
    while (report.more && !options.isOver()) await cleanBatch(deps, run, report);
  } catch (error) {
    // What ended it may also keep this from being written down: then it is free again after ten minutes.
    await deps.cleanUpRuns.end(run, "failed", report.failedObjects).catch(() => {});
    throw error;
  }
  await deps.cleanUpRuns.end(run, outcomeOf(report), report.failedObjects);
  return report;
}

function outcomeOf({ failedObjects, more }: CleanUpReport): "done" | "failed" | null {
  if (failedObjects > 0) return "failed";
  return more ? null : "done";
}

async function cleanBatch(deps: CleanUpDeps, run: string, report: CleanUpReport): Promise<void> {
  const { mediaMover } = deps;
  const { expiredMedia, objects, leftovers, removed } = await deps.expiredMedia.take(
    batchSize,
    run,
  );
  report.expiredFiles += expiredMedia;
  for (const [sort, count] of Object.entries(removed))
    report.removed[sort] = (report.removed[sort] ?? 0) + count;
  let deleted = 0;
  for (const [store, some] of Map.groupBy(objects, (object) => object.store))
    if (await isDone(deps, store, some, () => mediaMover.delete(some, run))) deleted += some.length;
  const isClear =
    leftovers.length === 0 ||
    (await isDone(deps, "every", leftovers, () => mediaMover.clear(leftovers)));
  report.deletedObjects += deleted;
  report.failedObjects += objects.length - deleted + (isClear ? 0 : leftovers.length);
  const hasRemoved = expiredMedia > 0 || Object.values(removed).some(Boolean);
  const isAsked = objects.length + leftovers.length > 0;
  report.more = isAsked ? deleted > 0 || (isClear && leftovers.length > 0) : hasRemoved;
}

/** False when a store does not do it, which must not keep the others from it. */
async function isDone(
  { log }: CleanUpDeps,
  store: string,
  objects: readonly unknown[],
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log("Expired objects could not be deleted", { err: error, store, objects: objects.length });
    return false;
  }
}
