import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { EmailChanges } from "./port";

/** Changes of the address on SQL functions. Errors: signed_out, unavailable. */
export function createSupabaseEmailChanges(database: Database): EmailChanges {
  const service = database.asService();
  return {
    async pending(viewer) {
      const [found] = await service.call("email_change", sessionOf(viewer));
      return found ? { newEmail: found.new_email, isHalfConfirmed: found.is_half_confirmed } : null;
    },
    async note(viewer, newEmail) {
      await service.call("ask_email_change", { ...sessionOf(viewer), p_new_email: newEmail });
    },
    async cancel(viewer) {
      await service.call("cancel_email_change", sessionOf(viewer));
    },
    addressBefore: (tokenHash) => service.call("email_before_change", { p_token_hash: tokenHash }),
  };
}
