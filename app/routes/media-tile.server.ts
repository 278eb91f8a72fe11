import type { MediaTileView, UploadView } from "~/domain/views";

/** What draws stand-ins: the container. */
export interface Placeholders {
  drawPlaceholder(thumbhash: string): Promise<string | null>;
}

/** A media row, or an upload, as tiles show it: in place of its hash the stand-in until the picture has come. */
export async function showMedia<Tile extends MediaTileView | UploadView>(
  { drawPlaceholder }: Placeholders,
  { thumbhash, ...media }: Tile,
) {
  return { ...media, placeholder: await drawPlaceholder(thumbhash) };
}

/** The same of several. */
export function showAllMedia<Tile extends MediaTileView | UploadView>(
  placeholders: Placeholders,
  media: readonly Tile[],
) {
  return Promise.all(media.map((each) => showMedia(placeholders, each)));
}
