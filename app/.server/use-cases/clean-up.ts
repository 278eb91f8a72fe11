import type { ExpiredMedia, MediaMover, StoredPath } from "../media/port";

export interface CleanUpDeps {
  expiredMedia: Pick<ExpiredMedia, "preview" | "take">;
  mediaMover: Pick<MediaMover, "delete">;
  /** Milliseconds of a clock that only moves forward. */
  now(): number;
  log(message: string, facts: Record<string, unknown>): void;
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
  /** There is more than one call has time for. */
  more: boolean;
}

const batchSize = 200;
/** Begins no batch later than this, so that the call is answered in time. */
const longestMs = 4000;

/**
 * Forgets what has expired and deletes its objects, batch by batch. May be cut off anywhere, repeated, and run twice at once:
 * the database hands each object to one of them, and again when its deletion was not confirmed. Error: unavailable (the database).
 */
export async function cleanUp(deps: CleanUpDeps): Promise<CleanUpReport> {
  const report: CleanUpReport = {
    expiredFiles: 0,
    deletedObjects: 0,
    failedObjects: 0,
    removed: {},
    more: true,
  };
  const endsAt = deps.now() + longestMs;
  while (report.more && deps.now() < endsAt) {
    const { expiredMedia, objects, removed } = await deps.expiredMedia.take(batchSize);
    report.expiredFiles += expiredMedia;
    for (const [sort, count] of Object.entries(removed))
      report.removed[sort] = (report.removed[sort] ?? 0) + count;
    for (const [store, some] of Map.groupBy(objects, (object) => object.store)) {
      if (await deleteNow(deps, store, some)) report.deletedObjects += some.length;
      else report.failedObjects += some.length;
    }
    report.more = expiredMedia > 0 || objects.length > 0 || Object.values(removed).some(Boolean);
  }
  return report;
}

/** What a clean-up would find. Changes nothing. Error: unavailable. */
export async function previewCleanUp({ expiredMedia }: Pick<CleanUpDeps, "expiredMedia">) {
  const { expiredMedia: expiredFiles, objects } = await expiredMedia.preview();
  return { dryRun: true, expiredFiles, objects };
}

/** False when the store does not do it, which must not keep the others from it. */
async function deleteNow(
  { mediaMover, log }: CleanUpDeps,
  store: string,
  objects: readonly StoredPath[],
): Promise<boolean> {
  try {
    await mediaMover.delete(objects);
    return true;
  } catch (error) {
    log("Expired objects could not be deleted", { err: error, store, objects: objects.length });
    return false;
  }
}
