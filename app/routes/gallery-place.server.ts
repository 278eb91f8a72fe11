import { maxSearchLength, tileSizes } from "~/components/gallery/gallery-query";
import { galleryQuery } from "~/domain/forms";

/**
 * What the address of the gallery, or of a file that was opened there, says. What cannot be read is the usual, but for
 * a search: `search` then stays what was typed and `isSearchable` is false, since showing everything would pass for its
 * answer.
 */
export function readGalleryPlace({ searchParams }: URL) {
  const { q: search, ...place } = galleryQuery.parse(Object.fromEntries(searchParams));
  const size = tileSizes.find((name) => name === searchParams.get("size")) ?? "medium";
  return {
    ...place,
    search,
    size,
    isSearchable: [...search].length <= maxSearchLength && !search.includes("\0"),
  };
}
