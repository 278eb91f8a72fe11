import { creditsPage } from "~/domain/views";
import type { Database } from "../db/clients";
import type { Ledger } from "./port";

/** The ledger on SQL functions. Errors: those of the port. */
export function createSupabaseLedger(database: Database): Ledger {
  return {
    async page(viewer, page, pageSize) {
      const reply = await database.asViewer(viewer).call("credits_page", { page, pageSize });
      return creditsPage.parse(reply);
    },
  };
}
