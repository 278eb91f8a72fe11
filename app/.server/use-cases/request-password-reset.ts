import { setTimeout as wait } from "node:timers/promises";
import type { Device } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { RequestAuth } from "../auth/port";
import { AppError } from "../errors";

/** Every answer takes at least this long, so that its time does not tell whether an address is known. */
const answerFloorMs = 400;

export interface ResetDeps {
  auth: RequestAuth;
  accounts: Accounts;
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * Sends a mail with a link, if the address has an account; the answer is the same either way, also while no mail can be
 * sent. Errors: invalid_input (naming the field), rate_limited, not_set_up, unavailable.
 */
export async function requestPasswordReset(
  { auth, accounts, log }: ResetDeps,
  email: string,
  device: Device,
): Promise<void> {
  await accounts.takeRateLimit("reset-address", device.address);
  await accounts.takeRateLimit("reset", email);
  const floor = wait(answerFloorMs);
  try {
    await auth.sendResetMail(email);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "mail_limit")) throw error;
    // Only an address that is known meets this limit: to say so would tell.
    if (!(await accounts.wasJustMailed(email)))
      log("A mail to choose a new password could not be sent: the project has no mail left", {});
  }
  await floor;
}
