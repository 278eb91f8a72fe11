import type { Database } from "../db/clients";
import type { Allowances } from "./port";

/** PostgreSQL's own limit for one statement. */
const timeoutMs = 8000;

/** Allowances on SQL functions. Errors: those of the port. */
export function createSupabaseAllowances(database: Database): Allowances {
  return {
    async give(limit) {
      return Number(
        await database.asService().call("give_allowances", { p_limit: limit }, timeoutMs),
      );
    },
  };
}
