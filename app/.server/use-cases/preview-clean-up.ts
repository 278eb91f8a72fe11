import type { ExpiredMedia, MediaStore } from "../media/port";

export interface PreviewCleanUpDeps {
  expiredMedia: Pick<ExpiredMedia, "preview" | "findOrphans">;
  stores: readonly Pick<MediaStore, "name" | "page">[];
  now(): Date;
}

const orphanAgeMs = 24 * 60 * 60 * 1000;

/**
 * Counts what a clean-up would find and changes nothing. The stores are searched for orphans until `isOver` says so:
 * `more` tells that there may be more of them than `orphanedObjects`. Error: unavailable.
 */
export async function previewCleanUp(
  { expiredMedia, stores, now }: PreviewCleanUpDeps,
  isOver: () => boolean,
): Promise<Record<string, number | boolean>> {
  const counts = await expiredMedia.preview();
  const newest = now().getTime() - orphanAgeMs;
  let orphanedObjects = 0;
  for (const store of stores)
    for (let from: string | null = null; ;) {
      if (isOver()) return { ...counts, orphanedObjects, more: true };
      const { objects, next } = await store.page(from);
      const old = objects.filter(({ modifiedAt }) => modifiedAt.getTime() <= newest);
      const paths = old.map(({ path }) => path);
      orphanedObjects += (await expiredMedia.findOrphans(store.name, paths)).length;
      if (next === null) break;
      from = next;
    }
  return { ...counts, orphanedObjects, more: false };
}
