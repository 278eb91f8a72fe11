import type { PictureTile } from "~/components/media/types";
import type { Delivery } from "~/domain/credits";

/** A file in the gallery. */
export interface GalleryItem extends PictureTile {
  /** Of its request, where others did not come and this is the last file that did. */
  shortfall: Delivery | null;
}

/** A search that was kept under a name. */
export interface SavedSearch {
  id: string;
  name: string;
  /** What the address of the gallery says after its question mark. */
  query: string;
}

/** What the gallery can be filtered by. */
export interface GalleryChoices {
  models: readonly { id: string; name: string }[];
  boards: readonly { id: string; name: string }[];
  tags: readonly string[];
}
