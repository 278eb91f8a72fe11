import type { GalleryPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { GalleryQuery, Pages } from "../gallery/port";

/** What somebody asks of the gallery. */
export interface GalleryWish extends Pick<
  GalleryQuery,
  "view" | "search" | "sort" | "page" | "pageSize"
> {
  /** False for a search that no file can match. It finds nothing, and the counts are those of the view. */
  isSearchable: boolean;
}

/**
 * The page of the gallery that is asked for; the last one there is when it is gone, as after its last file was saved or
 * deleted. One database call; one more for that. Errors: signed_out, unavailable.
 */
export async function readGalleryPage(
  { pages }: { pages: Pick<Pages, "gallery"> },
  viewer: Viewer,
  wish: GalleryWish,
): Promise<GalleryPage & { page: number }> {
  const { isSearchable, ...place } = wish;
  const find = async (page: number) => {
    const query = { ...place, page, kind: null, model: null };
    if (isSearchable) return await pages.gallery(viewer, query);
    const everything = await pages.gallery(viewer, { ...query, search: "" });
    return { ...everything, items: [], pending: [], total: 0 };
  };
  const first = await find(place.page);
  const last = Math.max(1, Math.ceil(first.total / place.pageSize));
  if (!first.account || place.page <= last) return { ...first, page: place.page };
  return { ...(await find(last)), page: last };
}
