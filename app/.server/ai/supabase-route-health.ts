import type { Database } from "../db/clients";
import type { RouteHealth } from "./port";

/** Keeps the latest outcomes of each route in the database. Error: unavailable. */
export function createSupabaseRouteHealth(database: Database): RouteHealth {
  return {
    async record(outcome) {
      await database.asService().call("record_route_outcome", { ...outcome });
    },
  };
}
