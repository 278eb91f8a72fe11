import type { Viewer } from "~/domain/viewer";
import type { Departures } from "../account/port";
import type { Notices } from "../mail/port";

export interface LeaveDeps {
  departures: Departures;
  notices: Pick<Notices, "leaving" | "staying">;
}

/**
 * The viewer's account goes in a week: its links are dead and nothing of it is spent from now on. A notice is mailed.
 * Errors: signed_out, unavailable.
 */
export async function leave({ departures, notices }: LeaveDeps, viewer: Viewer): Promise<void> {
  const { goesAt, isNews } = await departures.leave(viewer);
  if (isNews) await notices.leaving(viewer.email, goesAt);
}

/** It stays after all, and a notice is mailed. Errors: leaving (it is too late), signed_out, unavailable. */
export async function stay({ departures, notices }: LeaveDeps, viewer: Viewer): Promise<void> {
  if (await departures.stay(viewer)) await notices.staying(viewer.email);
}
