import { setTimeout as wait } from "node:timers/promises";
import type { KnownDevice } from "~/domain/viewer";
import type { SignedInPlace, SignInGuard } from "../account/port";
import type { RequestAuth } from "../auth/port";
import { AppError } from "../errors";
import type { Notices } from "../mail/port";

/** A refusal takes at least this long, so that its time does not tell whether an address is known. */
const refusalFloorMs = 400;

export interface SignInDeps {
  auth: RequestAuth;
  signInGuard: SignInGuard;
  notices: Pick<Notices, "newDevice">;
}

/**
 * Signs in with email and password: a fresh session, in place of the one that the browser had. The owner hears of a
 * device that is new. Errors: wrong_credentials (also for unknown addresses), code_needed, email_not_confirmed,
 * rate_limited, unavailable.
 */
export async function signIn(
  { auth, signInGuard, notices }: SignInDeps,
  input: { email: string; password: string },
  device: KnownDevice,
): Promise<SignedInPlace> {
  const attempt = await signInGuard.begin(input.email, device);
  const floor = wait(refusalFloorMs);
  try {
    const { email } = await auth.signIn(input);
    const known = await attempt.succeed();
    if (known.isNew) await notices.newDevice(email, device);
    return known;
  } catch (error) {
    const isFailure = error instanceof AppError && error.code === "wrong_credentials";
    await Promise.all([floor, isFailure ? null : attempt.discard()]);
    throw error;
  }
}
