import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Device } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { AuthConversation } from "../auth/port";

/** Every answer takes at least this long, so that its time does not tell whether an address is known. */
const answerFloorMs = 400;

/** Sends a mail with a link, if the address has an account; the answer is the same either way. Errors: rate_limited, unavailable. */
export async function requestPasswordReset(
  { auth, accounts }: { auth: AuthConversation; accounts: Accounts },
  email: string,
  device: Device,
): Promise<void> {
  await accounts.takeRateLimit(`reset-address:${device.address}`, 60, 3600);
  const bucket = createHash("sha256").update(email.toLowerCase()).digest("hex");
  await accounts.takeRateLimit(`reset:${bucket}`, 5, 3600);
  await Promise.all([auth.sendResetMail(email), wait(answerFloorMs)]);
}
