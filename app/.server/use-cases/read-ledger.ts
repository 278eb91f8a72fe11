import type { CreditEntryView } from "~/domain/credit-views";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { Ledger, LedgerDays } from "../credits/port";

export interface ReadLedgerDeps {
  accounts: Pick<Accounts, "takePersonLimit">;
  ledger: Pick<Ledger, "history">;
}

/**
 * All of the viewer's movements of credits of these days, oldest first, so many at a time as the database gives. What
 * is wrong at first is thrown at once; later it breaks the list off. Errors: rate_limited, signed_out, unavailable.
 */
export async function readLedger(
  { accounts, ledger }: ReadLedgerDeps,
  viewer: Viewer,
  days: LedgerDays,
): Promise<AsyncIterable<CreditEntryView>> {
  await accounts.takePersonLimit("ledger", viewer);
  const first = await ledger.history(viewer, days, 0);
  return (async function* () {
    for (let entries = first; entries.length > 0;) {
      yield* entries;
      const { seq = 0 } = entries.at(-1) ?? {};
      entries = await ledger.history(viewer, days, seq);
    }
  })();
}
