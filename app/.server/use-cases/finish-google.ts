import type { KnownDevice } from "~/domain/viewer";
import type { Accounts, SignedInPlace, SignInGuard } from "../account/port";
import type { RequestAuth } from "../auth/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";
import type { Notices } from "../mail/port";

export interface FinishGoogleDeps {
  auth: RequestAuth;
  accounts: Accounts;
  signInGuard: SignInGuard;
  notices: Pick<Notices, "newDevice">;
  pages: Pick<Pages, "settings">;
}

/**
 * Signs in whoever comes back from Google: a fresh session, in place of the one that the browser had. The owner hears
 * of a device that is new. `lostPassword`: the account had one, chosen by somebody who never proved to have its
 * address. Errors: those of `RequestAuth.finishGoogle`.
 */
export async function finishGoogle(
  { auth, accounts, signInGuard, notices, pages }: FinishGoogleDeps,
  returned: URLSearchParams,
  device: KnownDevice,
): Promise<SignedInPlace & { lostPassword: boolean }> {
  if (!returned.has("code") && !returned.has("error")) throw new AppError("google_expired");
  await accounts.takeRateLimit("google-return", device.address);
  try {
    const { email, lostPassword } = await auth.finishGoogle(returned);
    const place = lostPassword
      ? await signInGuard.resetPlaces(email, device)
      : await signInGuard.registerPlace(email, device);
    if (place.isNew && !lostPassword) await notices.newDevice(email, device);
    return { ...place, lostPassword };
  } catch (error) {
    // Auth has no code of its own for an account that the database would not make.
    const isUnclear = error instanceof AppError && error.code === "google_failed";
    if (isUnclear && !(await pages.settings()).signUpsOpen)
      throw new AppError("sign_ups_closed", { cause: error });
    throw error;
  }
}
