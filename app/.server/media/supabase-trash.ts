import type { Database } from "../db/clients";
import type { Trash } from "./port";
import type { Viewer } from "~/domain/viewer";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabaseTrash(database: Database): Trash {
  const service = database.asService();
  const as = ({ userId, sessionId }: Viewer) => ({ p_user_id: userId, p_session_id: sessionId });
  return {
    put: (viewer, mediaIds) =>
      service.call("trash_media", { ...as(viewer), p_media_ids: mediaIds }),
    restore: (viewer, mediaIds) =>
      service.call("restore_media", { ...as(viewer), p_media_ids: mediaIds }),
    delete: (viewer, mediaIds) =>
      service.call("delete_media", { ...as(viewer), p_media_ids: mediaIds }),
    async empty(viewer, limit) {
      return (await service.call("empty_trash", { ...as(viewer), p_limit: limit })) ?? 0;
    },
  };
}
