import { z } from "zod";
import type { Database } from "../db/clients";
import type { Invariants } from "./port";

const violations = z.array(
  z.object({ rule: z.string(), subject: z.string(), sentence: z.string() }),
);

/** PostgreSQL's own limit for one statement. */
const patienceMs = 8000;

/** Has the database check itself, with the server's rights. Error: unavailable. */
export function createSupabaseInvariants(database: Database): Invariants {
  return {
    async violations() {
      return violations.parse(await database.asService().call("check_invariants", {}, patienceMs));
    },
  };
}
