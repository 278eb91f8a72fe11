import type { KnownDevice, Viewer } from "~/domain/viewer";
import type { GoogleLinks, SecurityLog } from "../auth/port";
import type { Notices } from "../mail/port";
import { AppError } from "../errors";

export interface UnlinkGoogleDeps {
  googleLinks: Pick<GoogleLinks, "unlink">;
  securityLog: SecurityLog;
  notices: Pick<Notices, "unlinkedGoogle">;
}

/**
 * Keeps Google accounts from signing in to the viewer's own, who has shown to be its owner: every other session ends, a
 * line of the security log says so, and a notice is mailed. False: there was none, or the viewer has no password;
 * nothing changes. Errors: signed_out, unavailable.
 */
export async function unlinkGoogle(
  { googleLinks, securityLog, notices }: UnlinkGoogleDeps,
  viewer: Viewer,
  device: KnownDevice,
): Promise<boolean> {
  const { userId, email } = viewer;
  const note = (outcome: string) =>
    securityLog.note({
      ...{ event: "google_unlink", outcome, userId, email: null, address: device.address },
    });
  try {
    const isDone = await googleLinks.unlink(viewer);
    await note(isDone ? "done" : "refused");
    if (isDone) await notices.unlinkedGoogle(email, device);
    return isDone;
  } catch (error) {
    await note(error instanceof AppError ? error.code : "internal");
    throw error;
  }
}
