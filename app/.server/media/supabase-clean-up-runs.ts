import { z } from "zod";
import type { Database } from "../db/clients";
import type { CleanUpRuns } from "./port";

const begun = z.object({ run: z.string().nullable() });
const count = z.number().int();
const moment = z.string().nullable();
const described = z.object({
  startedAt: moment,
  finishedAt: moment,
  outcome: z.enum(["done", "failed"]).nullable(),
  failures: count,
  isRunning: z.boolean(),
  expiredFiles: count,
  deletedObjects: count,
  failedObjects: count,
  removed: z.record(z.string(), count),
  isLate: z.boolean(),
});

/** The clean-up as the database knows it, with the server's rights. Errors: stale_lease, unavailable. */
export function createSupabaseCleanUpRuns(database: Database): CleanUpRuns {
  const service = database.asService();
  return {
    async begin(ifDue) {
      return begun.parse(await service.call("begin_clean_up", { ifDue })).run;
    },
    async end(run, outcome, failedObjects) {
      await service.call("end_clean_up", { run, outcome, failedObjects });
    },
    async state() {
      return described.parse(await service.call("clean_up_state", {}));
    },
  };
}
