import { z } from "zod";
import type { Database } from "../db/clients";
import { whenAvailable } from "../db/when-available";
import type { Invariants } from "./port";

const stretch = z.object({
  violations: z.array(z.object({ rule: z.string(), subject: z.string(), sentence: z.string() })),
  next: z.string().nullable(),
});
const orphanCosts = z.object({
  count: z.number().int(),
  priceCredits: z.number().int(),
  next: z.number().int().nullable(),
});

/** PostgreSQL's own limit for one statement. */
const patienceMs = 8000;

/** Has the database check itself, a thousand rows a call, with the server's rights. Waits out a short outage. */
export function createSupabaseInvariants(database: Database): Invariants {
  const service = database.asService();
  return {
    async look(place) {
      return stretch.parse(
        await whenAvailable(() => service.call("check_invariants", { place }, patienceMs)),
      );
    },
    async orphans() {
      const sum = { count: 0, priceCredits: 0 };
      for (let after: number | null = 0; after !== null;) {
        const reply: unknown = await service.call("orphan_costs", { after }, patienceMs);
        const { count, priceCredits, next } = orphanCosts.parse(reply);
        sum.count += count;
        sum.priceCredits += priceCredits;
        after = next;
      }
      return sum;
    },
  };
}
