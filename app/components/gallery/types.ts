import type { PictureTile } from "~/components/media/types";
import type { Delivery } from "~/domain/credits";

/** What was saved a moment ago: one file, or so many of those that were asked for. */
export type JustSaved = { mediaId: string } | { count: number; requested: number };

/** A file in the gallery. */
export interface GalleryItem extends PictureTile {
  /** Of its request, where others did not come and this is the last file that did. */
  shortfall: Delivery | null;
}
