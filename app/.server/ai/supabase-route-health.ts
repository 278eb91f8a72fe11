import type { Database } from "../db/clients";
import type { RouteHealth } from "./port";

/** Keeps the latest outcomes of each route in the database. Error: unavailable. */
export function createSupabaseRouteHealth(database: Database): RouteHealth {
  return {
    async record({ route, model, failure, waitSeconds }) {
      await database.asService().call("record_route_outcome", {
        p_route: route,
        p_model: model,
        p_failure: failure,
        p_wait_seconds: waitSeconds,
      });
    },
  };
}
