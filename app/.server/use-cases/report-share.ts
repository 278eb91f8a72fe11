import type { Report, ShareState } from "~/domain/sharing";
import type { Accounts } from "../account/port";
import type { Shares } from "../sharing/port";

export interface ReportShareDeps {
  accounts: Pick<Accounts, "takeRateLimit">;
  shares: Pick<Shares, "report">;
}

/**
 * Keeps what a stranger says of a shared page. Resolves to whether the link is still live. Errors: not_found (there is
 * no such link), rate_limited, unavailable.
 */
export async function reportShare(
  { accounts, shares }: ReportShareDeps,
  token: string,
  report: Report,
  address: string,
): Promise<ShareState> {
  await accounts.takeRateLimit("report", address);
  return await shares.report(token, report);
}
