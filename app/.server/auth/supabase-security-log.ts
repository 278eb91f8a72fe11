import type { Database } from "../db/clients";
import type { SecurityLog } from "./port";

/** The security log in the database. A line that cannot be written goes to the log instead: nobody is kept out for it. */
export function createSupabaseSecurityLog(
  database: Database,
  log: (message: string, facts: Record<string, unknown>) => void,
): SecurityLog {
  return {
    async note(line) {
      try {
        await database.asService().call("note_security", { ...line });
      } catch (error) {
        const { event, outcome } = line;
        log("a line of the security log was not written", {
          event,
          outcome,
          reason: String(error),
        });
      }
    },
  };
}
