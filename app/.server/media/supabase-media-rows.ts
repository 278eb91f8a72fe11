import type { Database } from "../db/clients";
import type { MediaRows } from "./examination-port";

/** PostgreSQL's own limit for one statement. */
const timeoutMs = 8000;

/** Reads the rows of everybody's files with the server's rights. Error: unavailable. */
export function createSupabaseMediaRows(database: Database): MediaRows {
  const service = database.asService();
  return {
    async page(after, limit) {
      const args = { p_after: after, p_limit: limit };
      const rows = await service.call("media_rows", args, timeoutMs);
      return rows.map(
        ({ thumb_path: thumbPath, content_type: contentType, size_bytes: sizeBytes, ...row }) => ({
          ...row,
          thumbPath,
          contentType,
          sizeBytes,
        }),
      );
    },
    async known(store, paths) {
      const args = { p_store: store, p_paths: paths };
      const rows = await service.call("known_objects", args, timeoutMs);
      return rows.map(({ path, to_delete: toDelete }) => ({
        path,
        state: toDelete ? "to_delete" : "kept",
      }));
    },
  };
}
