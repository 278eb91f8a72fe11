import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { SavedMedia } from "./saving-port";

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
    save: (viewer, moves) => service.call("save_media", { ...sessionOf(viewer), p_files: moves }),
  };
}
