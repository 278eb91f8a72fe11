import type { Database } from "../db/clients";
import { onlyRow } from "../db/only-row";
import type { ExpiredMedia } from "./port";

/** What has expired in the database, with the server's rights. Error: unavailable. */
export function createSupabaseExpiredMedia(database: Database): ExpiredMedia {
  const service = database.asService();
  return {
    async preview() {
      const { expired_media: expiredMedia, objects } = onlyRow(
        await service.call("clean_up_preview", {}),
      );
      return { expiredMedia, objects };
    },
    take: (limit, run) => service.call("clean_up", { p_limit: limit, p_run: run }),
    async deleted(objects, run) {
      await service.call("confirm_deletions", { p_objects: objects, p_run: run ?? null });
    },
    async cleared(leftovers) {
      const mediaIds = leftovers.map(({ mediaId }) => mediaId);
      await service.call("confirm_deletions", { p_media_ids: mediaIds });
    },
  };
}
