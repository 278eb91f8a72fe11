import type { Viewer } from "~/domain/viewer";
import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import { AppError } from "../errors";
import type { Organizer } from "./port";

/** Acts as the server, for that viewer. Errors: those of the port. */
export function createSupabaseOrganizer(database: Database): Organizer {
  const service = database.asService();
  const these = (viewer: Viewer, mediaIds: readonly string[]) => ({
    ...sessionOf(viewer),
    p_media_ids: mediaIds,
  });
  return {
    star: (viewer, mediaIds) => service.call("star_media", these(viewer, mediaIds)),
    unstar: (viewer, mediaIds) => service.call("unstar_media", these(viewer, mediaIds)),
    tag: (viewer, mediaIds, tags) =>
      service.call("tag_media", { ...these(viewer, mediaIds), p_tags: tags }),
    untag: (viewer, mediaIds, tags) =>
      service.call("untag_media", { ...these(viewer, mediaIds), p_tags: tags }),
    async makeBoard(viewer, { id, name }, mediaIds) {
      const args = { ...these(viewer, mediaIds), p_board_id: id, p_name: name };
      const made = await service.call("make_board", args);
      if (made === null) throw new AppError("not_found");
      return made;
    },
    addToBoard: (viewer, boardId, mediaIds) =>
      service.call("add_to_board", { ...these(viewer, mediaIds), p_board_id: boardId }),
    removeFromBoard: (viewer, boardId, mediaIds) =>
      service.call("remove_from_board", { ...these(viewer, mediaIds), p_board_id: boardId }),
    putBackOnBoard: (viewer, boardId, mediaIds) =>
      service.call("put_back_on_board", { ...these(viewer, mediaIds), p_board_id: boardId }),
    renameBoard: (viewer, boardId, name) =>
      service.call("rename_board", { ...sessionOf(viewer), p_board_id: boardId, p_name: name }),
    deleteBoard: (viewer, boardId) =>
      service.call("delete_board", { ...sessionOf(viewer), p_board_id: boardId }),
    restoreBoard: (viewer, boardId) =>
      service.call("restore_board", { ...sessionOf(viewer), p_board_id: boardId }),
    orderBoards: (viewer, boardIds) =>
      service.call("order_boards", { ...sessionOf(viewer), p_board_ids: boardIds }),
    orderOnBoard: (viewer, boardId, mediaIds) =>
      service.call("order_on_board", { ...these(viewer, mediaIds), p_board_id: boardId }),
    setCover: (viewer, boardId, mediaId) =>
      service.call("set_cover", { ...sessionOf(viewer), p_board_id: boardId, p_media_id: mediaId }),
  };
}
