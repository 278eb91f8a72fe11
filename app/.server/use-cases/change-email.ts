import { setTimeout as wait } from "node:timers/promises";
import type { Viewer } from "~/domain/viewer";
import type { Accounts, EmailChanges } from "../account/port";
import type { RequestAuth } from "../auth/port";
import { AppError } from "../errors";

/** The answer takes at least this long, so that its time does not tell whether an address is taken. */
const answerFloorMs = 1000;

export interface ChangeEmailDeps {
  auth: Pick<RequestAuth, "changeEmail">;
  accounts: Pick<Accounts, "takeRateLimit" | "takePersonLimit">;
  emailChanges: Pick<EmailChanges, "note" | "cancel">;
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * Has links sent to the viewer's address and to another one, which is the account's once both have been opened. Says
 * nothing about whether the other one has an account, or is sent too many of them: the answer is the same also while no
 * mail can be sent. Where it is refused, no change is under way. Errors: invalid_input (email), rate_limited,
 * signed_out, not_set_up, unavailable.
 */
export async function changeEmail(
  { auth, accounts, emailChanges, log }: ChangeEmailDeps,
  viewer: Viewer,
  newEmail: string,
): Promise<void> {
  if (newEmail.toLowerCase() === viewer.email.toLowerCase())
    throw new AppError("invalid_input", { fields: { email: ["That's your email already."] } });
  await accounts.takePersonLimit("email-change", viewer);
  const floor = wait(answerFloorMs);
  const isMailed = await mayMail(accounts, newEmail);
  // The links of an earlier change are dead all the same.
  if (!isMailed) await emailChanges.cancel(viewer);
  // First, so that links never work of which the account's page says nothing.
  await emailChanges.note(viewer, newEmail);
  if (isMailed) await sendLinks({ auth, emailChanges, log }, viewer, newEmail);
  await floor;
}

/** Whether no stranger has had the address sent too much; whoever wants it is not to hear of that. */
async function mayMail(accounts: ChangeEmailDeps["accounts"], newEmail: string): Promise<boolean> {
  try {
    await accounts.takeRateLimit("email-change-to", newEmail);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return false;
    throw error;
  }
}

async function sendLinks(
  { auth, emailChanges, log }: Omit<ChangeEmailDeps, "accounts">,
  viewer: Viewer,
  newEmail: string,
): Promise<void> {
  try {
    await auth.changeEmail(newEmail);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "mail_limit")) {
      await emailChanges.cancel(viewer);
      throw error;
    }
    // Only an address that nobody has meets this limit: to say so would tell.
    log("A mail to change an email could not be sent: too soon after the last, or none left", {});
  }
}
