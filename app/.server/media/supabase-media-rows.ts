import { z } from "zod";
import type { Database } from "../db/clients";
import type { MediaRows } from "./port";

const rows = z.array(
  z.object({
    id: z.uuid(),
    store: z.string(),
    path: z.string(),
    thumbPath: z.string(),
    contentType: z.string(),
    sizeBytes: z.number().int(),
    sha256: z.string(),
    width: z.number().int(),
    height: z.number().int(),
  }),
);
const known = z.array(z.object({ path: z.string(), state: z.enum(["kept", "to_delete"]) }));

/** PostgreSQL's own limit for one statement. */
const patienceMs = 8000;

/** Reads the rows of everybody's files with the server's rights. Error: unavailable. */
export function createSupabaseMediaRows(database: Database): MediaRows {
  const service = database.asService();
  return {
    async page(after, limit) {
      return rows.parse(await service.call("media_rows", { after, limit }, patienceMs));
    },
    async known(store, paths) {
      return known.parse(await service.call("known_objects", { store, paths }, patienceMs));
    },
  };
}
