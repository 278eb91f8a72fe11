import type { Database } from "../db/clients";
import type { Ledger } from "./port";

/** The ledger on SQL functions. Errors: those of the port. */
export function createSupabaseLedger(database: Database): Ledger {
  return {
    page: (viewer, page, pageSize) =>
      database.asViewer(viewer).call("credits_page", { p_page: page, p_page_size: pageSize }),
  };
}
