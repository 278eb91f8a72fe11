import type { Database } from "../db/clients";
import type { CleanUpRuns } from "./clean-up-port";

/** The clean-up as the database knows it, with the server's rights. Errors: stale_lease, unavailable. */
export function createSupabaseCleanUpRuns(database: Database): CleanUpRuns {
  const service = database.asService();
  return {
    begin: (ifDue) => service.call("begin_clean_up", { p_if_due: ifDue }),
    async end(run, outcome, failedObjects) {
      await service.call("end_clean_up", {
        p_run: run,
        p_outcome: outcome,
        p_failed_objects: failedObjects,
      });
    },
    state: () => service.call("clean_up_state", {}),
    history: (limit) => service.call("clean_up_history", { p_limit: limit }),
  };
}
