import type { Database } from "../db/clients";
import { retryUntilAvailable } from "../db/retry-until-available";
import type { Invariants } from "./port";

/** PostgreSQL's own limit for one statement. */
const timeoutMs = 8000;

/** Has the database check itself, a thousand rows a call, with the server's rights. Waits out a short outage. */
export function createSupabaseInvariants(database: Database): Invariants {
  const service = database.asService();
  return {
    look: (place) =>
      retryUntilAvailable(() => service.call("check_invariants", { p_place: place }, timeoutMs)),
    async orphans() {
      const sum = { count: 0, priceCredits: 0 };
      for (let after: number | null = 0; after !== null;) {
        const found: { count: number; priceCredits: number; next: number | null } =
          await service.call("orphan_costs", { p_after: after }, timeoutMs);
        sum.count += found.count;
        sum.priceCredits += found.priceCredits;
        after = found.next;
      }
      return sum;
    },
  };
}
