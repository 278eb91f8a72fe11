import { tileSizes } from "~/components/gallery/gallery-query";
import { galleryQuery } from "~/domain/forms";

/** What the address of the gallery, or of a file that was opened there, says. What cannot be read is the usual. */
export function readGalleryPlace({ searchParams }: URL) {
  const { q: search, ...place } = galleryQuery.parse(Object.fromEntries(searchParams));
  const size = tileSizes.find((name) => name === searchParams.get("size")) ?? "medium";
  return { ...place, search, size };
}
