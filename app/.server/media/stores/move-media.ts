import { AppError } from "~/.server/errors";
import { mediaPaths, temporaryPaths } from "./paths";
import type { MediaMover, MediaStore, PlannedDeletions, StoredPath } from "../port";

/** Moves files within whichever of `stores` holds them. A store that is not among them is unavailable. */
export function createMediaMover(
  stores: readonly MediaStore[],
  planned: PlannedDeletions,
): MediaMover {
  const storeOf = (name: string): MediaStore => {
    const found = stores.find((each) => each.name === name);
    if (found) return found;
    throw new AppError("unavailable", { cause: new Error(`No ${name} store is configured`) });
  };
  return {
    async copyToPermanent(userId, { id, store, path, thumbPath, contentType }) {
      const to = mediaPaths({ userId, mediaId: id, contentType, area: "permanent" });
      const owningStore = storeOf(store);
      if (path !== to.path) await owningStore.copy(path, to.path);
      if (thumbPath !== to.thumbPath) await owningStore.copy(thumbPath, to.thumbPath);
      return { mediaId: id, from: path, ...to };
    },
    async delete(objects, run) {
      const byStore = Map.groupBy(objects, ({ store }: StoredPath) => store);
      for (const [name, some] of byStore) await storeOf(name).delete(some.map(({ path }) => path));
      await planned.deleted(objects, run);
    },
    async clear(leftovers) {
      const paths = leftovers.flatMap(temporaryPaths);
      for (const store of stores) await store.delete(paths);
      await planned.cleared(leftovers);
    },
  };
}
