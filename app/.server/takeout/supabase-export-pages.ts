import { exportParts, type ExportRow } from "~/domain/export-format";
import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { ExportPages } from "./port";

/**
 * What a person has, on one SQL function: with the server's rights, as an export may outlast the access token that it
 * began with, and only for as long as the session lives. Errors: those of the port.
 */
export function createSupabaseExportPages(database: Database): ExportPages {
  const service = database.asService();
  return {
    async page(viewer, part, after) {
      const args = { ...sessionOf(viewer), p_part: part, p_after: after };
      // Half of what there is never passes for all of it: a session that has ended is an error.
      const { rows, next } = await service.call("export_page", args);
      const schema = exportParts[part];
      return { rows: rows.map((row) => schema.parse(row) as ExportRow<typeof part>), next };
    },
  };
}
