import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { GoogleLinks } from "./port";

/**
 * Google accounts that are linked, on SQL functions, which do the same in every Auth: a project's own way to unlink has
 * to be turned on there, and the built-in one has none. Errors: signed_out, unavailable.
 */
export function createSupabaseGoogleLinks(database: Database): GoogleLinks {
  const service = database.asService();
  return {
    async list(viewer) {
      const rows = await service.call("google_accounts", sessionOf(viewer));
      return rows.map(({ email, linked_at: linkedAt, has_password: hasPassword }) => ({
        ...{ email, linkedAt, hasPassword },
      }));
    },
    async unlink(viewer) {
      return (await service.call("unlink_google", sessionOf(viewer))) === true;
    },
  };
}
