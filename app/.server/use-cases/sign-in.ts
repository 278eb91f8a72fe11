import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Device } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { AuthConversation } from "../auth/port";

/** A refusal takes at least this long, so that its time does not tell whether an address is known. */
const refusalFloorMs = 400;

/**
 * Signs in with e-mail and password: a fresh session, in place of the one that the browser had.
 * Errors: wrong_credentials (also for unknown addresses), email_not_confirmed, rate_limited, unavailable.
 */
export async function signIn(
  { auth, accounts }: { auth: AuthConversation; accounts: Accounts },
  input: { email: string; password: string },
  device: Device,
): Promise<void> {
  await accounts.takeRateLimit(`sign-in-address:${device.address}`, 200, 900);
  await accounts.takeRateLimit(`sign-in:${hashOfEmail(input.email)}`, 20, 900);
  const floor = wait(refusalFloorMs);
  try {
    await auth.signIn(input);
  } catch (error) {
    await floor;
    throw error;
  }
}

/** Names a rate-limit bucket without storing the address. */
function hashOfEmail(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
}
