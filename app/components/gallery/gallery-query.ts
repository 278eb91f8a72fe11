import type { GalleryViewName } from "~/domain/views";

export const tileSizes = ["small", "medium", "large"] as const;
export type TileSize = (typeof tileSizes)[number];

/** In characters as people count them. */
export const maxSearchLength = 200;

/** What the address of a gallery page says. */
export interface GalleryPlace {
  view: GalleryViewName;
  search: string;
  sort: "newest" | "oldest";
  size: TileSize;
  /** From 1. */
  page: number;
}

/** The address of a gallery page; defaults are left out. A change other than of the page leads to its first page. */
export function galleryHref(place: GalleryPlace, change: Partial<GalleryPlace>): string {
  const query = queryOf({ ...place, page: 1, ...change });
  if (query.get("view") === "recent") query.delete("view");
  return query.size > 0 ? `/gallery?${query}` : "/gallery";
}

/** For the address of a file's page: which list it was opened from. The view is always named. */
export function listQuery(place: GalleryPlace): string {
  return `?${queryOf(place)}`;
}

function queryOf({ view, search, sort, size, page }: GalleryPlace): URLSearchParams {
  const query = new URLSearchParams({ view });
  if (search) query.set("q", search);
  if (sort !== "newest") query.set("sort", sort);
  if (size !== "medium") query.set("size", size);
  if (page > 1) query.set("page", String(page));
  return query;
}
