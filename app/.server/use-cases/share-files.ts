import type { ShareChoices, ShareTarget } from "~/domain/sharing";
import type { Viewer } from "~/domain/viewer";
import type { Accounts } from "../account/port";
import type { Shares } from "../sharing/port";

export interface ShareFilesDeps {
  accounts: Pick<Accounts, "takePersonLimit">;
  shares: Pick<Shares, "make">;
  newId(): string;
  now(): Date;
}

const dayMs = 86_400_000;

/**
 * Makes the link to the viewer's own file or board, or changes the choices of the live one. It never keeps a file
 * longer than it would be there. Errors: not_found (also for someone else's), suspended, invalid_input, rate_limited,
 * signed_out, unavailable.
 */
export async function shareFiles(
  { accounts, shares, newId, now }: ShareFilesDeps,
  viewer: Viewer,
  target: ShareTarget,
  { showsPrompt, isListed, until }: ShareChoices,
): Promise<void> {
  await accounts.takePersonLimit("share", viewer);
  const expiresAt = typeof until === "number" ? new Date(now().getTime() + until * dayMs) : until;
  await shares.make(viewer, { id: newId(), target, showsPrompt, isListed, expiresAt });
}
