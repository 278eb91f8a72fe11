import type { Viewer } from "~/domain/viewer";
import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { SavedSearches } from "./port";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabaseSavedSearches(database: Database): SavedSearches {
  const service = database.asService();
  const named = (viewer: Viewer, searchId: string) => ({
    ...sessionOf(viewer),
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
