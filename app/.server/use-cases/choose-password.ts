import type { KnownDevice, Viewer } from "~/domain/viewer";
import type { SignInGuard } from "../account/port";
import type { RequestAuth, CheckPassword, SessionRecords } from "../auth/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";
import type { Notices } from "../mail/port";

export interface ChoosePasswordDeps {
  auth: RequestAuth;
  signInGuard: SignInGuard;
  pages: Pick<Pages, "account">;
  sessions: Pick<SessionRecords, "ownerProof">;
  refuseWeakPassword: CheckPassword;
  notices: Pick<Notices, "newPassword">;
}

/**
 * Gives the caller another password, which ends every session of the account; the browser goes on with a new one. Who
 * did not just come by a link from a mail must know the current password, where there is one, and guesses at it count
 * like those of signing in. Every other device is a new one from now on. A notice is mailed. Returns what the browser
 * is to keep; see `KnownDevice`. `sign_in_again`: it is done, and this browser is signed out too; `code_needed`: this
 * browser owes a code. Errors: signed_out, invalid_input (naming the field), session_too_old (there is no password, or
 * a second factor, and they signed in too long ago), rate_limited, unavailable.
 */
export async function choosePassword(
  deps: ChoosePasswordDeps,
  viewer: Viewer,
  { password, current }: { password: string; current: string | undefined },
  device: KnownDevice,
): Promise<{ outcome: "signed_in" | "sign_in_again" | "code_needed"; ids: readonly string[] }> {
  const { needs, openedBy } = await deps.sessions.ownerProof(viewer);
  if (needs === "sign_in") throw new AppError("session_too_old");
  const asksCurrent = needs === "password";
  if (asksCurrent && current === undefined) throw refusedCurrent("Enter your current password.");
  const { name = "" } = (await deps.pages.account(viewer)) ?? {};
  await deps.refuseWeakPassword(password, { email: viewer.email, name });
  const attempt = asksCurrent ? await deps.signInGuard.begin(viewer.email, device) : null;
  const proof = asksCurrent ? (current ?? null) : null;
  try {
    const outcome = await deps.auth.changePassword({ password, current: proof });
    const { ids } = await deps.signInGuard.resetPlaces(viewer.email, device);
    // Whoever has just confirmed an address chooses the first one.
    if (openedBy !== "signup") await deps.notices.newPassword(viewer.email, device);
    return { outcome: typeof outcome === "string" ? outcome : "signed_in", ids };
  } catch (error) {
    const isWrong = error instanceof AppError && error.code === "wrong_credentials";
    if (isWrong) throw refusedCurrent("That isn't your current password.");
    await attempt?.discard();
    throw error;
  }
}

function refusedCurrent(words: string): AppError {
  return new AppError("invalid_input", { fields: { currentPassword: [words] } });
}
