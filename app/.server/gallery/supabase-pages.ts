import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import { keepFresh } from "./keep-fresh";
import type { Result } from "../db/functions";
import type { GalleryStand } from "~/domain/gallery-filter";
import type { MediaList, Pages } from "./port";

/** With the time that asking takes within the five seconds that a switch may take. */
const recentLife = { freshMs: 1000, staleMs: 3500 };

/** The read models on SQL page functions: one call a page, as the viewer. Errors: signed_out, unavailable. */
export function createSupabasePages(database: Database): Pages {
  const as = database.asViewer;
  const settings = () => database.asService().call("public_settings", {});
  const recent = keepFresh(settings, recentLife);
  return {
    async account(viewer) {
      return (await as(viewer).call("account_page", {})).account;
    },
    accountPage: (viewer) => as(viewer).call("account_page", {}),
    studio: (viewer, kind) => as(viewer).call("studio_page", { p_kind: kind }),
    generation: (viewer, generationId) =>
      as(viewer).call("generation_page", { p_generation_id: generationId }),
    gallery: (viewer, { view, sort, page, pageSize, count, key, ...filter }) =>
      as(viewer).call("gallery_page", {
        p_view: view,
        p_sort: sort,
        p_page: page,
        p_page_size: pageSize,
        p_count: count,
        p_filter: { ...filter },
        p_at: key?.createdAt,
        p_id: key?.id,
        p_is_before: key?.side === "before",
      }),
    async matches(viewer, view, filter, after) {
      const rows = await as(viewer).call("gallery_matches", {
        p_view: view,
        p_filter: { ...filter },
        p_at: after?.createdAt,
        p_id: after?.id,
      });
      return rows.map(({ id, created_at: createdAt }) => ({ id, createdAt }));
    },
    async stand(viewer, mediaId) {
      const [row] = await as(viewer).call("gallery_place", { p_media_id: mediaId });
      return row ? standOf(row) : null;
    },
    media: (viewer, mediaId, list) =>
      as(viewer).call("media_page", {
        p_media_id: mediaId,
        p_view: list?.view,
        p_sort: list?.sort,
        p_filter: list && filterOf(list),
      }),
    details: (viewer, mediaIds) =>
      database.asService().call("media_details", { ...sessionOf(viewer), p_media_ids: mediaIds }),
    boards: (viewer) => as(viewer).call("boards_page", {}),
    board: (viewer, boardId, page, pageSize) =>
      as(viewer).call("board_page", {
        p_board_id: boardId,
        p_page: page,
        p_page_size: pageSize,
      }),
    organize: (viewer, mediaIds) => as(viewer).call("organize_page", { p_media_ids: mediaIds }),
    prompts: (viewer, { search, starred, before, after, pageSize }) =>
      as(viewer).call("prompts_page", {
        p_page_size: pageSize,
        p_before: before,
        p_after: after,
        p_search: search,
        p_starred: starred,
      }),
    settings,
    recentSettings: recent.read,
    forgetSettings: recent.forget,
  };
}

function filterOf({ view: _view, sort: _sort, ...filter }: MediaList) {
  return { ...filter };
}

function standOf({ view, place, near_at, near_id }: Result<"gallery_place">[number]): GalleryStand {
  return { view, place, near: near_id ? { side: "after", createdAt: near_at, id: near_id } : null };
}
