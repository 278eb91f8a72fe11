import type { KnownDevice, Viewer } from "~/domain/viewer";
import type { SignInGuard } from "../account/port";
import type { RequestAuth, SessionRecords } from "../auth/port";
import { AppError } from "../errors";

export interface ProveOwnerDeps {
  auth: Pick<RequestAuth, "checkPassword">;
  sessions: Pick<SessionRecords, "ownerProof">;
  signInGuard: Pick<SignInGuard, "begin">;
}

/**
 * Resolves once whoever asks has shown to be the account's owner: by the password, whose guesses count like those of
 * signing in, or by having just come in another way. Errors: invalid_input (currentPassword), session_too_old (they
 * have no password, and signed in too long ago), rate_limited, signed_out, unavailable.
 */
export async function proveOwner(
  { auth, sessions, signInGuard }: ProveOwnerDeps,
  viewer: Viewer,
  current: string | undefined,
  device: KnownDevice,
): Promise<void> {
  const { needs } = await sessions.ownerProof(viewer);
  if (needs === "nothing") return;
  if (needs === "sign_in") throw new AppError("session_too_old");
  if (current === undefined) throw refusedCurrent("Enter your current password.");
  const attempt = await signInGuard.begin(viewer.email, device);
  try {
    await auth.checkPassword(current);
  } catch (error) {
    const isWrong = error instanceof AppError && error.code === "wrong_credentials";
    if (isWrong) throw refusedCurrent("That isn't your current password.");
    await attempt.discard();
    throw error;
  }
  await attempt.discard();
}

function refusedCurrent(words: string): AppError {
  return new AppError("invalid_input", { fields: { currentPassword: [words] } });
}
