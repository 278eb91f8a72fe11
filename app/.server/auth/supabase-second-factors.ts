import type { Database } from "../db/clients";
import { onlyRow } from "../db/only-row";
import { sessionOf } from "../db/session-of";
import type { SecondFactors } from "./port";

/** What there is of second factors, on a SQL function. Errors: signed_out, unavailable. */
export function createSupabaseSecondFactors(database: Database): SecondFactors {
  const service = database.asService();
  return {
    async read(viewer) {
      const row = onlyRow(await service.call("second_factor", sessionOf(viewer)));
      return { isOffered: row.is_offered, since: row.since };
    },
  };
}
