import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import { AppError } from "../errors";
import { hashOfGiftCode } from "./gift-code-maker";
import type { Ledger } from "./port";

/** The ledger on SQL functions. Errors: those of the port. */
export function createSupabaseLedger(database: Database): Ledger {
  return {
    page: (viewer, page, pageSize) =>
      database.asViewer(viewer).call("credits_page", { p_page: page, p_page_size: pageSize }),
    async history(viewer, { from, to }, afterSeq) {
      const asked = { p_after: afterSeq, p_from: from, p_to: to };
      const { account, entries } = await database.asViewer(viewer).call("credits_history", asked);
      if (!account) throw new AppError("signed_out");
      return entries;
    },
    async redeem(viewer, code) {
      const args = { ...sessionOf(viewer), p_code_hash: hashOfGiftCode(code) };
      return Number(await database.asService().call("redeem_gift_code", args));
    },
  };
}
