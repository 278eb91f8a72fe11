import type { Viewer } from "~/domain/viewer";
import type { Trash } from "../media/trash-port";

const batch = 500;

/**
 * Deletes everything in the viewer's trash for good, batch by batch; stops early once `isOver` says so, and where a
 * later batch fails. Resolves to how many files are gone; `isEmpty` is false when some may be left. Errors: signed_out,
 * unavailable.
 */
export async function emptyTrash(
  { trash }: { trash: Pick<Trash, "empty"> },
  viewer: Viewer,
  isOver: () => boolean,
): Promise<{ count: number; isEmpty: boolean }> {
  let count = 0;
  for (;;) {
    const deleted = await trash.empty(viewer, batch).catch((error: unknown) => {
      if (count === 0) throw error;
      return null;
    });
    if (deleted === null) return { count, isEmpty: false };
    count += deleted;
    if (deleted < batch) return { count, isEmpty: true };
    if (isOver()) return { count, isEmpty: false };
  }
}
