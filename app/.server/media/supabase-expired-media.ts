import { z } from "zod";
import type { Database } from "../db/clients";
import type { ExpiredMedia } from "./port";

const counts = z.object({ expiredMedia: z.number().int(), paths: z.number().int() });
const taken = z.object({
  expiredMedia: z.number().int(),
  paths: z.array(z.object({ store: z.string(), path: z.string() })),
  leftovers: z.array(z.object({ mediaId: z.uuid(), userId: z.uuid() })),
  removed: z.record(z.string(), z.number().int()),
});

/** What has expired in the database, with the server's rights. Error: unavailable. */
export function createSupabaseExpiredMedia(database: Database): ExpiredMedia {
  const service = database.asService();
  return {
    async preview() {
      const { expiredMedia, paths } = counts.parse(await service.call("clean_up_preview", {}));
      return { expiredMedia, objects: paths };
    },
    async take(limit, run) {
      const { paths, ...rest } = taken.parse(await service.call("clean_up", { limit, run }));
      return { ...rest, objects: paths };
    },
    async deleted(objects, run) {
      await service.call("clean_up_done", { paths: objects, mediaIds: [], run: run ?? null });
    },
    async cleared(leftovers) {
      const mediaIds = leftovers.map(({ mediaId }) => mediaId);
      await service.call("clean_up_done", { paths: [], mediaIds, run: null });
    },
  };
}
