import { maxCounted, noFilter, type GalleryFilter, type ListKey } from "~/domain/gallery-filter";
import type { GalleryViewName, TileSize } from "~/domain/gallery-choices";
import { isStorable } from "~/domain/text";

/** In characters as people count them. */
export const maxSearchLength = 200;

/** False for a search that nothing can match. */
export const isSearchable = (search: string) =>
  [...search].length <= maxSearchLength && isStorable(search);

export const pageSize = 24;
/** Numbered pages, where more than `maxCounted` files match. */
export const lastNumbered = Math.floor(maxCounted / pageSize);
/** How many pages "load more" puts below the first. */
export const maxMore = 9;

/** What the address of a gallery page says. */
export interface GalleryPlace extends GalleryFilter {
  view: GalleryViewName;
  sort: "newest" | "oldest";
  /** Null: as it was the last time. */
  size: TileSize | null;
  /** From 1. Stands for nothing where there is a key or a month. */
  page: number;
  /** How many pages are shown below that one. */
  more: number;
  key: ListKey | null;
  /** The month that the list is opened at: `2026-11`. */
  month: string | null;
}

/** Which page of a list: without these it is the first. */
const firstPage = { page: 1, more: 0, key: null, month: null } as const;

export const startPlace: GalleryPlace = {
  ...noFilter,
  ...firstPage,
  view: "recent",
  sort: "newest",
  size: null,
};

/** The address of a gallery page; defaults are left out. A change other than of the page leads to its first page. */
export function galleryHref(place: GalleryPlace, change: Partial<GalleryPlace>): string {
  const query = queryOf({ ...place, ...firstPage, ...change });
  if (query.get("view") === "recent") query.delete("view");
  return query.size > 0 ? `/gallery?${query}` : "/gallery";
}

/** For the address of a file's page: which list it was opened from. The view is always named. */
export function listQuery(place: GalleryPlace): string {
  return `?${queryOf(place)}`;
}

/** What a saved search keeps of a place: the list, not the page of it. */
export function savedQuery(place: GalleryPlace): string {
  return queryOf({ ...place, ...firstPage, size: null }).toString();
}

/** How many filters are chosen; the search is not one of them. */
export function countFilters(filter: GalleryFilter): number {
  return filterEntries({ ...filter, search: "" }).length;
}

/** The filter alone of a place. */
export function filterOf(place: GalleryPlace): GalleryFilter {
  const { kind, model, shape, from, to, starred, board, tag, madeFrom, search } = place;
  return { kind, model, shape, from, to, starred, board, tag, madeFrom, search };
}

/** The fields of a filter as an address has them. */
export function filterEntries(filter: GalleryFilter): [name: string, value: string][] {
  const { kind, model, shape, from, to, starred, board, tag, madeFrom, search } = filter;
  const fields = { q: search, kind, model, shape, from, to, board, tag };
  const entries = Object.entries({ ...fields, starred: starred && "1", "made-from": madeFrom });
  return entries.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
}

function queryOf(place: GalleryPlace): URLSearchParams {
  const { view, sort, size, page, more, key, month } = place;
  const query = new URLSearchParams({ view });
  for (const [name, value] of filterEntries(place)) query.set(name, value);
  if (sort !== "newest") query.set("sort", sort);
  if (size) query.set("size", size);
  if (key) query.set(key.side, writeKey(key));
  else if (month) query.set("month", month);
  else if (page > 1) query.set("page", String(page));
  if (more > 0) query.set("more", String(more));
  return query;
}

/** `20261127105658123456-` and the id. */
function writeKey({ createdAt, id }: ListKey): string {
  const [, seconds = "", fraction = ""] = /^([^.+Z]+)(?:\.(\d+))?/.exec(createdAt) ?? [];
  return `${seconds.replaceAll(/\D/g, "")}${fraction.padEnd(6, "0").slice(0, 6)}-${id}`;
}
