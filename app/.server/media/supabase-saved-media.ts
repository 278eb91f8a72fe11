import { z } from "zod";
import type { Database } from "../db/clients";
import type { SavedMedia } from "./port";

const places = z.array(
  z.object({
    id: z.uuid(),
    store: z.string(),
    path: z.string(),
    thumbPath: z.string(),
    contentType: z.string(),
  }),
);
const saved = z.object({
  mediaIds: z.array(z.uuid()),
  left: z.array(z.object({ store: z.string(), path: z.string() })),
});

/** Looks files up as the viewer, under row-level security; saves them as the server, for that viewer. Errors: those of the port. */
export function createSupabaseSavedMedia(database: Database): SavedMedia {
  const service = database.asService();
  return {
    async places(viewer, mediaIds) {
      return places.parse(await database.asViewer(viewer).call("media_places", { mediaIds }));
    },
    async save({ userId, sessionId }, moves) {
      return saved.parse(await service.call("save_media", { userId, sessionId, files: moves }));
    },
  };
}
