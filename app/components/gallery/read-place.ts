import type { ListKey } from "~/domain/gallery-filter";
import { generationKinds } from "~/domain/generation";
import { shapeIds } from "~/domain/shapes";
import { galleryViews, tileSizes, type GalleryViewName } from "~/domain/gallery-choices";
import { isStorable } from "~/domain/text";
import { isSearchable, maxMore, startPlace, type GalleryPlace } from "./gallery-query";

/** What an address says of the gallery, with what of it means nothing. */
export interface ReadPlace {
  place: GalleryPlace;
  /** The view that it names; null for none, as on the page of a file that was not opened from the gallery. */
  view: GalleryViewName | null;
  /** The names of the parts that could not be read: they are left out. */
  unread: readonly string[];
  /** True where `from` and `to` have changed places, since from was the later day. */
  isTurned: boolean;
  /** False for a search that no file can match. It stays in the place as it was typed. */
  isSearchable: boolean;
}

/** The one reader of a gallery's place, from the address of the gallery or of a file that was opened there. */
export function readPlace(params: URLSearchParams): ReadPlace {
  const unread: string[] = [];
  /** Empty fields come from forms and say nothing. */
  const read = <Value>(name: string, parse: (text: string) => Value | null | undefined) => {
    const text = params.get(name)?.trim() ?? "";
    const value = text === "" ? null : (parse(text) ?? null);
    if (text !== "" && value === null) unread.push(name);
    return value;
  };
  const days = [read("from", readDay), read("to", readDay)];
  const [from = null, to = null] = days[0] && days[1] ? days.toSorted() : days;
  const view = read("view", (text) => galleryViews.find((name) => name === text));
  const search = params.get("q")?.trim() ?? "";
  const place: GalleryPlace = {
    view: view ?? startPlace.view,
    search,
    kind: read("kind", (text) => generationKinds.find((name) => name === text)),
    model: read("model", readText),
    shape: read("shape", (text) => shapeIds.find((name) => name === text)),
    from,
    to,
    starred: read("starred", (text) => text === "1" || null) ?? false,
    board: read("board", readId),
    tag: read("tag", readText),
    madeFrom: read("made-from", readId),
    sort:
      read("sort", (text) => (["newest", "oldest"] as const).find((name) => name === text)) ??
      "newest",
    size: read("size", (text) => tileSizes.find((name) => name === text)),
    page: read("page", (text) => readCount(text, 1, 100_000)) ?? 1,
    more: Math.min(maxMore, read("more", (text) => readCount(text, 0, 100_000)) ?? 0),
    key: read("after", readKey("after")) ?? read("before", readKey("before")),
    month: read("month", (text) => (readDay(`${text}-01`) ? text : null)),
  };
  return {
    place,
    view,
    unread,
    isTurned: from !== days[0],
    isSearchable: isSearchable(search),
  };
}

const readText = (text: string) => (text.length <= 320 && isStorable(text) ? text : null);

const readId = (text: string) =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text.toLowerCase() : null;

function readCount(text: string, least: number, most: number): number | null {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return count >= least && count <= most ? count : null;
}

/** A day that there is. */
function readDay(text: string): string | null {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return null;
  const time = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(time.valueOf()) || !time.toISOString().startsWith(text) ? null : text;
}

const readKey =
  (side: ListKey["side"]) =>
  (text: string): ListKey | null => {
    const [, day = "", hour = "", minute = "", second = "", fraction = "", id = ""] =
      /^(\d{8})(\d\d)(\d\d)(\d\d)(\d{6})-(.+)$/.exec(text) ?? [];
    const date = day.replace(/^(....)(..)(..)$/, "$1-$2-$3");
    const createdAt = `${date}T${hour}:${minute}:${second}.${fraction}Z`;
    const isTime = readDay(date) !== null && !Number.isNaN(Date.parse(createdAt));
    return isTime && readId(id) ? { side, createdAt, id: id.toLowerCase() } : null;
  };
