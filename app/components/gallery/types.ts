import type { PictureTile } from "~/components/media/types";
import type { Delivery } from "~/domain/credits";

/** A file in the gallery. */
export interface GalleryItem extends PictureTile {
  /** Of its request, where others did not come and this is the last file that did. */
  shortfall: Delivery | null;
}
