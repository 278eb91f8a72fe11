import type { GalleryViewName } from "~/domain/views";

export const tileSizes = ["small", "medium", "large"] as const;
export type TileSize = (typeof tileSizes)[number];

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
  const { view, search, sort, size, page } = { ...place, page: 1, ...change };
  const query = new URLSearchParams();
  if (view !== "recent") query.set("view", view);
  if (search) query.set("q", search);
  if (sort !== "newest") query.set("sort", sort);
  if (size !== "medium") query.set("size", size);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `/gallery?${query}` : "/gallery";
}
