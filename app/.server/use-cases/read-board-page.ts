import type { BoardPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";

/**
 * The page of a board that is asked for; the last one there is when it is gone. One database call; one more for that.
 * Errors: not_found, signed_out, unavailable.
 */
export async function readBoardPage(
  { pages }: { pages: Pick<Pages, "board"> },
  viewer: Viewer,
  { boardId, page, pageSize }: { boardId: string; page: number; pageSize: number },
) {
  const first = await pages.board(viewer, boardId, page, pageSize);
  const last = Math.max(1, Math.ceil(first.total / pageSize));
  if (!first.account || page <= last) return { ...checked(first), page };
  return { ...checked(await pages.board(viewer, boardId, last, pageSize)), page: last };
}

function checked({ board, ...found }: BoardPage) {
  if (found.account && !board) throw new AppError("not_found");
  return { ...found, board };
}
