import { z } from "zod";
import type { Database } from "../db/clients";
import type { Invariants } from "./port";

const violations = z.array(
  z.object({ rule: z.string(), subject: z.string(), sentence: z.string() }),
);

const orphanCosts = z.object({ count: z.number().int(), priceCredits: z.number().int() });

/** One call for each, so that a large database is checked within PostgreSQL's own limit for one statement. */
const parts = ["ledger", "generations", "media", "access"];
const patienceMs = 8000;

/** Has the database check itself, with the server's rights. Error: unavailable. */
export function createSupabaseInvariants(database: Database): Invariants {
  return {
    async violations() {
      const service = database.asService();
      const found = [];
      for (const part of parts)
        found.push(await service.call("check_invariants", { part }, patienceMs));
      return found.flatMap((each) => violations.parse(each));
    },
    async orphans() {
      return orphanCosts.parse(await database.asService().call("orphan_costs", {}, patienceMs));
    },
  };
}
