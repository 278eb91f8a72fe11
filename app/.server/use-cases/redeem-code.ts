import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { Ledger } from "../credits/port";

export interface RedeemCodeDeps {
  accounts: Pick<Accounts, "takeRateLimit">;
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
  await accounts.takeRateLimit("gift", viewer.userId);
  return await ledger.redeem(viewer, code);
}
