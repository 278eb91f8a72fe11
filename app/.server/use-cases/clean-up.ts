import type { CleanUpRuns, ExpiredMedia } from "../media/clean-up-port";
import type { MediaMover } from "../media/saving-port";
import type { ListedObject, MediaStore } from "../media/store-port";

export interface CleanUpDeps {
  expiredMedia: Pick<ExpiredMedia, "take" | "planOrphans">;
  cleanUpRuns: Pick<CleanUpRuns, "begin" | "end">;
  mediaMover: Pick<MediaMover, "delete" | "clear">;
  /** Every store that may hold something. */
  stores: readonly Pick<MediaStore, "name" | "page">[];
  now(): Date;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface PreviewCleanUpDeps extends Pick<CleanUpDeps, "stores" | "now"> {
  expiredMedia: Pick<ExpiredMedia, "preview" | "findOrphans">;
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
  /** Objects older than a day that no file needs: they are deleted like expired ones. */
  orphanedObjects: number;
  /** Rows that have served their time, by sort; `stuckGenerations` were failed and refunded, or enqueued again. */
  removed: Record<string, number>;
  /** There is more than this call had time for. */
  more: boolean;
  /** Nothing was done: another process is at it, or it is not time yet. */
  skipped: boolean;
}

const batchSize = 200;
/** An upload is under way, or its row is about to be written. */
const orphanAgeMs = 24 * 60 * 60 * 1000;

/** The search of the stores for objects that no file needs. */
interface Search {
  /** A store's name, and after a space where in it; null: at the beginning. */
  place: string | null;
  isDue: boolean;
}

/**
 * Forgets what has expired and deletes its objects, batch by batch, as the only process that does; the database keeps
 * what came of it. May be cut off anywhere: the next call goes on, and what was handed out and not confirmed is deleted
 * then. Once a day it then looks for objects that no file needs, a page at a time. Ends early, as failed, after a batch
 * of which no store deleted anything. Errors: unavailable (the database, or a store that is searched), stale_lease (it
 * took so long that another process went on).
 */
export async function cleanUp(deps: CleanUpDeps, options: CleanUpOptions): Promise<CleanUpReport> {
  const run = await deps.cleanUpRuns.begin(options.ifDue);
  const report: CleanUpReport = {
    ...{ expiredFiles: 0, deletedObjects: 0, failedObjects: 0, orphanedObjects: 0, removed: {} },
    ...{ more: run !== null, skipped: run === null },
  };
  if (run === null) return report;
  try {
    await cleanAll(deps, run, report, options);
  } catch (error) {
    // What ended it may also keep this from being written down: then it is free again after ten minutes.
    await deps.cleanUpRuns.end(run, "failed", report.failedObjects).catch(() => {});
    throw error;
  }
  await deps.cleanUpRuns.end(run, outcomeOf(report), report.failedObjects);
  return report;
}

async function cleanAll(
  deps: CleanUpDeps,
  run: string,
  report: CleanUpReport,
  { isOver }: CleanUpOptions,
): Promise<void> {
  let search: Search = { place: null, isDue: false };
  const isSearching = () => search.isDue && report.failedObjects === 0;
  while ((report.more || isSearching()) && !isOver())
    search = report.more
      ? await cleanBatch(deps, run, report)
      : await searchPage(deps, run, report, search.place);
  report.more ||= isSearching();
}

function outcomeOf({ failedObjects, more }: CleanUpReport): "done" | "failed" | null {
  if (failedObjects > 0) return "failed";
  return more ? null : "done";
}

async function cleanBatch(deps: CleanUpDeps, run: string, report: CleanUpReport): Promise<Search> {
  const { mediaMover } = deps;
  const batch = await deps.expiredMedia.take(batchSize, run);
  const { expiredFiles, objects, leftovers, removed } = batch;
  report.expiredFiles += expiredFiles;
  if (batch.failedAccounts > 0)
    deps.log("Accounts could not be deleted; the database's log says which and why", {
      failedAccounts: batch.failedAccounts,
    });
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
  const hasRemoved = expiredFiles > 0 || Object.values(removed).some(Boolean);
  const isAsked = objects.length + leftovers.length > 0;
  report.more = isAsked ? deleted > 0 || (isClear && leftovers.length > 0) : hasRemoved;
  return batch.orphans;
}

/** Plans the deletion of a page's orphans. Where a page can no longer be had, its store is searched anew. */
async function searchPage(
  { stores, expiredMedia, now }: CleanUpDeps,
  run: string,
  report: CleanUpReport,
  place: string | null,
): Promise<Search> {
  const [name = "", from = null] = place?.split(/ (.*)/, 2) ?? [stores[0]?.name];
  const index = stores.findIndex((store) => store.name === name);
  const store = stores[index];
  const page = await store?.page(from).catch(async (error: unknown) => {
    if (from !== null) await expiredMedia.planOrphans(name, [], run, name);
    throw error;
  });
  const next = page?.next ? `${name} ${page.next}` : (stores[index + 1]?.name ?? null);
  const paths = oldPaths(page?.objects ?? [], now());
  const found = await expiredMedia.planOrphans(name, paths, run, store ? next : null);
  report.orphanedObjects += found;
  report.more = found > 0;
  return { place: next, isDue: store !== undefined && next !== null };
}

function oldPaths(objects: readonly ListedObject[], now: Date): string[] {
  const newest = now.getTime() - orphanAgeMs;
  return objects.flatMap(({ path, modifiedAt }) => (modifiedAt.getTime() <= newest ? [path] : []));
}

/**
 * Counts what a clean-up would find and changes nothing. The stores are searched for orphans until `isOver` says so:
 * `more` tells that there may be more of them than `orphanedObjects`. Error: unavailable.
 */
export async function previewCleanUp(
  { expiredMedia, stores, now }: PreviewCleanUpDeps,
  isOver: () => boolean,
): Promise<Record<string, number | boolean>> {
  const counts = await expiredMedia.preview();
  let orphanedObjects = 0;
  for (const store of stores)
    for (let from: string | null = null; ;) {
      if (isOver()) return { ...counts, orphanedObjects, more: true };
      const { objects, next } = await store.page(from);
      const paths = oldPaths(objects, now());
      orphanedObjects += (await expiredMedia.findOrphans(store.name, paths)).length;
      if (next === null) break;
      from = next;
    }
  return { ...counts, orphanedObjects, more: false };
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
