import type { GenerationView, MediaTileView } from "~/domain/views";

/**
 * A media row ready to be shown: `placeholder` is a tiny picture as a data URL, made from its thumbhash on the server.
 */
export interface PictureTile extends Omit<MediaTileView, "thumbhash"> {
  placeholder: string | null;
}

/** A generation whose files are ready to be shown. */
export interface GenerationCard extends Omit<GenerationView, "media"> {
  media: readonly PictureTile[];
  /** How the provider that was asked is called in sentences; null while none was. */
  providerWords: string | null;
  /** Who failed, and what was wrong; null unless it failed. */
  failure: { title: string; words: string } | null;
}

/** The list that a picture or video is looked at in. */
export interface ListAround {
  /** The page of the gallery, or of the board, to go back to. */
  href: string;
  /** For the addresses of its files: `?view=…`, or `?board=…` on a board. */
  query: string;
  /** Null for a list of the gallery. */
  boardId: string | null;
  previousId: string | null;
  nextId: string | null;
}

/** A picture that a person gave from outside, ready to be shown. */
export type UploadTile = Pick<PictureTile, "id" | "width" | "height" | "placeholder">;
