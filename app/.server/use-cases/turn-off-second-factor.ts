import type { RequestAuth } from "../auth/port";
import type { KnownDevice, Viewer } from "~/domain/viewer";
import type { Notices } from "../mail/port";

export interface TurnOffSecondFactorDeps {
  auth: Pick<RequestAuth, "removeSecondFactor">;
  notices: Pick<Notices, "secondFactor">;
}

/**
 * From now on signing in asks for no code. The viewer has shown to be the account's owner, and a code when they signed
 * in, which Auth looks at. A notice is mailed. Errors: rate_limited, signed_out, not_set_up, unavailable.
 */
export async function turnOffSecondFactor(
  { auth, notices }: TurnOffSecondFactorDeps,
  viewer: Viewer,
  device: KnownDevice,
): Promise<void> {
  await auth.removeSecondFactor();
  await notices.secondFactor(viewer.email, "off", device);
}
