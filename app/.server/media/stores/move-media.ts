import { AppError } from "~/.server/errors";
import { mediaPaths, permanentThumbPath, possiblePaths } from "./paths";
import type { PlannedDeletions } from "../clean-up-port";
import type { MediaMover } from "../saving-port";
import type { MediaStore, StoredPath } from "../store-port";

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
      const { path: to } = mediaPaths({ userId, mediaId: id, contentType, area: "permanent" });
      // Named after where it lay: a poster that comes meanwhile has another place.
      const thumbTo = permanentThumbPath(thumbPath);
      const owningStore = storeOf(store);
      if (path !== to) await owningStore.copy(path, to);
      if (thumbPath !== thumbTo) await owningStore.copy(thumbPath, thumbTo);
      return { mediaId: id, from: path, thumbFrom: thumbPath, path: to, thumbPath: thumbTo };
    },
    async delete(objects, run) {
      const byStore = Map.groupBy(objects, ({ store }: StoredPath) => store);
      for (const [name, some] of byStore) await storeOf(name).delete(some.map(({ path }) => path));
      await planned.deleted(objects, run);
    },
    async clear(leftovers) {
      const paths = leftovers.flatMap(possiblePaths);
      for (const store of stores) await store.delete(paths);
      await planned.cleared(leftovers);
    },
  };
}
