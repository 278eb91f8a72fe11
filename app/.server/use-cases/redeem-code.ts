import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { Ledger } from "../credits/port";

export interface RedeemCodeDeps {
  accounts: Pick<Accounts, "takePersonLimit">;
  ledger: Pick<Ledger, "redeem">;
}

/**
 * Gives the viewer what a gift code is worth, once. Resolves to the credits. Errors: rate_limited (right codes
 * count among the tries), gift_code_refused, suspended, signed_out, unavailable.
 */
export async function redeemCode(
  { accounts, ledger }: RedeemCodeDeps,
  viewer: Viewer,
  code: string,
): Promise<number> {
  await accounts.takePersonLimit("gift", viewer);
  return await ledger.redeem(viewer, code);
}
