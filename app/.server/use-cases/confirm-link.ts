import type { Device } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { AuthConversation } from "../auth/port";

/**
 * Redeems a link from a mail, once: signs in.
 * Errors: bad_link (used, expired or made up), rate_limited, unavailable.
 */
export async function confirmLink(
  { auth, accounts }: { auth: AuthConversation; accounts: Accounts },
  link: { tokenHash: string; type: "signup" | "recovery" },
  device: Device,
): Promise<void> {
  await accounts.takeRateLimit(`confirm:${device.address}`, 60, 900);
  await auth.confirm(link.tokenHash, link.type);
}
