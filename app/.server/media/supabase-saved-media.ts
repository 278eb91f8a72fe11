import type { Database } from "../db/clients";
import type { SavedMedia } from "./port";

/**
 * Looks files up as the viewer, under row-level security; saves them as the server, for that viewer. Errors: those of
 * the port.
 */
export function createSupabaseSavedMedia(database: Database): SavedMedia {
  const service = database.asService();
  return {
    async places(viewer, mediaIds) {
      const rows = await database.asViewer(viewer).call("media_places", { p_media_ids: mediaIds });
      return rows.map(({ thumb_path: thumbPath, content_type: contentType, ...place }) => ({
        ...place,
        thumbPath,
        contentType,
      }));
    },
    save: ({ userId, sessionId }, moves) =>
      service.call("save_media", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_files: moves,
      }),
  };
}
