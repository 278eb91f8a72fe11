import { maxCounted, type ListKey } from "~/domain/gallery-filter";
import type { GalleryPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { GalleryQuery, Pages } from "../gallery/port";

/** What somebody asks of the gallery. */
export interface GalleryWish extends Omit<GalleryQuery, "count"> {
  /** How many pages are wanted below that one. */
  more: number;
  /** The month to open the list at, `2026-11`; null for none. */
  month: string | null;
  /** False for a search that no file can match. It finds nothing, and the counts are those of the view. */
  isSearchable: boolean;
}

/** A page, and where it is: the nearest to the one that was asked for. */
export interface FoundPage extends GalleryPage {
  page: number;
  /** Null on a numbered page. */
  key: ListKey | null;
  /** True where there is no such page as was asked for. */
  isMoved: boolean;
}

/**
 * The page of the gallery that is asked for; the last one there is when it is gone, as after its last file was saved or
 * deleted. One database call; one more for that. Errors: signed_out, unavailable.
 */
export async function readGalleryPage(
  { pages }: { pages: Pick<Pages, "gallery"> },
  viewer: Viewer,
  wish: GalleryWish,
): Promise<FoundPage> {
  const { isSearchable, more, month, ...place } = wish;
  const count = place.pageSize * (1 + more);
  const find = async (page: number, key: ListKey | null): Promise<FoundPage> => {
    const query = { ...place, page, key, count };
    const isMoved = page !== place.page || key !== asked;
    if (isSearchable) return { ...(await pages.gallery(viewer, query)), page, key, isMoved };
    const everything = await pages.gallery(viewer, { ...query, search: "" });
    const nothing = { items: [], pending: [], total: 0, hasBefore: false, hasAfter: false };
    return { ...everything, ...nothing, page, key, isMoved };
  };
  const asked = place.key ?? (month === null ? null : beginningOf(month, place.sort));
  const first = await find(asked ? 1 : place.page, asked);
  if (!first.account) return first;
  if (asked) {
    if (first.items.length === 0 && first.total > 0)
      return await find(1, asked.side === "after" ? { ...asked, side: "before" } : null);
    // The beginning of the list has whole pages, with numbers.
    return first.hasBefore ? first : { ...(await find(1, null)), isMoved: false };
  }
  const last =
    first.total > maxCounted
      ? Math.floor(maxCounted / place.pageSize)
      : Math.max(1, Math.ceil(first.total / place.pageSize));
  return place.page <= last ? first : await find(last, null);
}

const firstId = "00000000-0000-0000-0000-000000000000";

/** The place in a list where a month begins. */
function beginningOf(month: string, sort: GalleryQuery["sort"]): ListKey {
  const begins = new Date(`${month}-01T00:00:00Z`);
  if (sort === "newest") begins.setUTCMonth(begins.getUTCMonth() + 1);
  return { side: "after", createdAt: begins.toISOString(), id: firstId };
}
