import type { Database } from "../db/clients";
import type { ReadMetrics } from "./metrics-port";

/** What the database counts for monitors, with the server's rights. Error: unavailable. */
export function createSupabaseMetrics(database: Database): ReadMetrics {
  return () => database.asService().call("metrics", {});
}
