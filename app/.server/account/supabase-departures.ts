import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import { onlyRow } from "../db/only-row";
import type { Departures } from "./port";

const daysToThink = 7;

/** The end of accounts on SQL functions. Errors: those of the port. */
export function createSupabaseDepartures(database: Database): Departures {
  const service = database.asService();
  return {
    async leave(viewer) {
      const asked = { ...sessionOf(viewer), p_days: daysToThink };
      const { goes_at: goesAt, is_news: isNews } = onlyRow(await service.call("leave", asked));
      return { goesAt, isNews };
    },
    stay: async (viewer) => (await service.call("stay", sessionOf(viewer))) === true,
  };
}
