import type { GenerationView, MediaTileView } from "~/domain/views";

/** A media row ready to be shown: `placeholder` is a tiny picture as a data URL, made from its thumbhash on the server. */
export interface PictureTile extends MediaTileView {
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
