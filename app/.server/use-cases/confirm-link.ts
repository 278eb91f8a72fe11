import type { KnownDevice } from "~/domain/viewer";
import type { Accounts, SignedInPlace, SignInGuard } from "../account/port";
import type { RequestAuth } from "../auth/port";

/**
 * Redeems a link from a mail, once: signs in, and forgets who else tried or was known.
 * Errors: bad_link (used, expired or made up), rate_limited, unavailable.
 */
export async function confirmLink(
  deps: { auth: RequestAuth; accounts: Accounts; signInGuard: SignInGuard },
  link: { tokenHash: string; type: "signup" | "recovery" },
  device: KnownDevice,
): Promise<SignedInPlace> {
  await deps.accounts.takeRateLimit(`confirm:${device.address}`, 60, 900);
  const { email } = await deps.auth.confirm(link.tokenHash, link.type);
  return await deps.signInGuard.resetPlaces(email, device);
}
