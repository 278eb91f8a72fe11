import type { KnownDevice } from "~/domain/viewer";
import type { Accounts, SignedInPlace, SignInGuard } from "../account/port";
import type { AuthConversation, RefuseWeakPassword } from "../auth/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";

export interface SignUpDeps {
  auth: AuthConversation;
  accounts: Accounts;
  signInGuard: SignInGuard;
  pages: Pick<Pages, "settings">;
  refuseWeakPassword: RefuseWeakPassword;
}

export type SignUpOutcome = SignedInPlace | "confirm_email" | "taken";

/**
 * Makes an account; the database gives it the first credits, once. Where addresses must be confirmed, a taken one
 * gets the same answer as a new one. Errors: invalid_input (a password that is easy to guess), sign_ups_closed, rate_limited, unavailable.
 */
export async function signUp(
  deps: SignUpDeps,
  input: { email: string; password: string; name: string },
  device: KnownDevice,
  emailConfirmation: boolean,
): Promise<SignUpOutcome> {
  await deps.accounts.takeRateLimit(`sign-up:${device.address}`, 200, 3600);
  await deps.refuseWeakPassword(input.password, input);
  const { signUpsOpen } = await deps.pages.settings();
  if (!signUpsOpen) throw new AppError("sign_ups_closed");
  const outcome = await deps.auth.signUp(input);
  if (outcome === "taken" && emailConfirmation) return "confirm_email";
  if (typeof outcome === "string") return outcome;
  return await deps.signInGuard.welcome(outcome.email, device);
}
