import { boardHref, boardQuery } from "~/components/boards/board-query";
import { filterOf, galleryHref, listQuery } from "~/components/gallery/gallery-query";
import { readPlace } from "~/components/gallery/read-place";
import { mediaPath, type GenerationKind } from "~/domain/generation";
import type { MediaPage } from "~/domain/views";

/** The list that the address of a file names: of the gallery, or without a view that of a board. */
function listOf({ searchParams }: URL) {
  const { place: asked, view, isSearchable } = readPlace(searchParams);
  const wish = { ...filterOf(asked), view, sort: asked.sort };
  return { asked, wish: isSearchable ? wish : { ...wish, search: "" } };
}

type ListWish = ReturnType<typeof listOf>["wish"];

/** A file's page as `read` finds it in the list that the address names, and where that list is. */
export async function findInList<Page extends MediaPage>(
  url: URL,
  read: (wish: ListWish) => Promise<Page>,
) {
  const { asked, wish } = listOf(url);
  const page = await read(wish);
  const { boardId, previousId, nextId } = page;
  const place = { ...asked, view: page.list ?? "recent" };
  const around = { boardId, previousId, nextId };
  const list = boardId
    ? { ...around, href: boardHref(boardId, asked.page), query: boardQuery(boardId, asked.page) }
    : { ...around, href: galleryHref(place, place), query: listQuery(place) };
  return { page, list };
}

/** Whether the address is that of a picture and this a video, or the other way round. */
export function isOtherKind(
  { pathname }: URL,
  media: { kind: GenerationKind; id: string },
): boolean {
  return pathname.split("/")[1] !== mediaPath(media).split("/")[1];
}
