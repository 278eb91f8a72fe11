import type { Database } from "../db/clients";
import type { SecurityLog } from "./port";

/**
 * The security log in the database. A line that cannot be written goes to the log instead: nobody is kept out for it.
 */
export function createSupabaseSecurityLog(
  database: Database,
  log: (message: string, facts: Record<string, unknown>) => void,
): SecurityLog {
  return {
    async note({ event, outcome, userId, email, address }) {
      try {
        await database.asService().call("log_security_event", {
          p_event: event,
          p_outcome: outcome,
          p_user_id: userId,
          p_email: email,
          p_address: address,
        });
      } catch (error) {
        log("a line of the security log was not written", {
          event,
          outcome,
          reason: String(error),
        });
      }
    },
  };
}
