import type { Database } from "../db/clients";
import type { ExpiredMedia } from "./clean-up-port";

/** What has expired in the database, with the server's rights. Error: unavailable. */
export function createSupabaseExpiredMedia(database: Database): ExpiredMedia {
  const service = database.asService();
  return {
    preview: () => service.call("clean_up_preview", {}),
    take: (limit, run) => service.call("clean_up", { p_limit: limit, p_run: run }),
    findOrphans: (store, paths) => service.call("find_orphans", { p_store: store, p_paths: paths }),
    async planOrphans(store, paths, run, place) {
      const answer = { p_run: run, p_store: store, p_paths: paths, p_place: place };
      return (await service.call("plan_orphans", answer)) ?? 0;
    },
    async deleted(objects, run) {
      await service.call("confirm_deletions", { p_objects: objects, p_run: run ?? null });
    },
    async cleared(leftovers) {
      const mediaIds = leftovers.map(({ mediaId }) => mediaId);
      await service.call("confirm_deletions", { p_media_ids: mediaIds });
    },
  };
}
