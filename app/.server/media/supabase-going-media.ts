import type { Database } from "../db/clients";
import type { GoingMedia } from "./port";

/** Files that are about to go, looked up as the server for that viewer. Errors: those of the port. */
export function createSupabaseGoingMedia(database: Database): GoingMedia {
  const service = database.asService();
  return {
    find: ({ userId, sessionId }, limit) =>
      service.call("going_soon", { p_user_id: userId, p_session_id: sessionId, p_ids: limit }),
    async dismiss({ userId, sessionId }) {
      await service.call("dismiss_going", { p_user_id: userId, p_session_id: sessionId });
    },
  };
}
