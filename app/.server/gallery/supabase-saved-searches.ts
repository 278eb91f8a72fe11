import type { Viewer } from "~/domain/viewer";
import type { Database } from "../db/clients";
import type { SavedSearches } from "./port";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabaseSavedSearches(database: Database): SavedSearches {
  const service = database.asService();
  const named = ({ userId, sessionId }: Viewer, searchId: string) => ({
    p_user_id: userId,
    p_session_id: sessionId,
    p_search_id: searchId,
  });
  return {
    async save(viewer, { id, name, query }) {
      await service.call("save_search", { ...named(viewer, id), p_name: name, p_query: query });
    },
    rename: (viewer, id, name) =>
      service.call("rename_search", { ...named(viewer, id), p_name: name }),
    delete: (viewer, id) => service.call("delete_search", named(viewer, id)),
  };
}
