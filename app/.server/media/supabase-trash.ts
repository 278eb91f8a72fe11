import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { Trash } from "./trash-port";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabaseTrash(database: Database): Trash {
  const service = database.asService();
  return {
    put: (viewer, mediaIds) =>
      service.call("trash_media", { ...sessionOf(viewer), p_media_ids: mediaIds }),
    restore: (viewer, mediaIds) =>
      service.call("restore_media", { ...sessionOf(viewer), p_media_ids: mediaIds }),
    delete: (viewer, mediaIds) =>
      service.call("delete_media", { ...sessionOf(viewer), p_media_ids: mediaIds }),
    async empty(viewer, limit) {
      return (await service.call("empty_trash", { ...sessionOf(viewer), p_limit: limit })) ?? 0;
    },
  };
}
