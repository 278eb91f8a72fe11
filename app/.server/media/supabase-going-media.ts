import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { GoingMedia } from "./trash-port";

/** Files that are about to go, looked up as the server for that viewer. Errors: those of the port. */
export function createSupabaseGoingMedia(database: Database): GoingMedia {
  const service = database.asService();
  return {
    find: (viewer, limit) => service.call("going_soon", { ...sessionOf(viewer), p_ids: limit }),
    async dismiss(viewer) {
      await service.call("dismiss_going", sessionOf(viewer));
    },
  };
}
