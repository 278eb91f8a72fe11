import type { Device, Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { AuthConversation, RefuseWeakPassword, SessionRecords } from "../auth/port";
import { AppError } from "../errors";
import type { Notices } from "../mail/port";

export interface ChoosePasswordDeps {
  auth: AuthConversation;
  accounts: Pick<Accounts, "takeRateLimit">;
  sessions: Pick<SessionRecords, "mayChoosePassword">;
  refuseWeakPassword: RefuseWeakPassword;
  notices: Pick<Notices, "newPassword">;
}

/**
 * Gives the caller another password, which ends every session of the account; the browser goes on with a new one. Who did not
 * just come by a link from a mail must know the current password. A notice is mailed. `sign_in_again`: it is done, and this
 * browser is signed out too. Errors: signed_out, invalid_input (naming the field), rate_limited, unavailable.
 */
export async function choosePassword(
  deps: ChoosePasswordDeps,
  viewer: Viewer,
  { password, current }: { password: string; current: string | undefined },
  device: Device,
): Promise<"signed_in" | "sign_in_again"> {
  const isByLink = await deps.sessions.mayChoosePassword(viewer);
  if (!isByLink && current === undefined) throw refusedCurrent("Enter your current password.");
  await deps.refuseWeakPassword(password, viewer);
  if (!isByLink) await deps.accounts.takeRateLimit(`password:${viewer.userId}`, 10, 900);
  const proof = isByLink ? null : (current ?? null);
  const outcome = await deps.auth.changePassword({ password, current: proof }).catch(inWords);
  await deps.notices.newPassword(viewer.email, device);
  return outcome === "sign_in_again" ? outcome : "signed_in";
}

function inWords(error: unknown): never {
  const isWrong = error instanceof AppError && error.code === "wrong_credentials";
  throw isWrong ? refusedCurrent("That isn't your current password.") : error;
}

function refusedCurrent(words: string): AppError {
  return new AppError("invalid_input", { fields: { currentPassword: [words] } });
}
