import type { GenerationView, MediaTileView } from "~/domain/views";
import { isTerminal } from "~/domain/generation";
import { placeholderOf } from "./placeholder";

/** A media row as tiles show it: with a stand-in until the picture has come. */
export function showMedia<Tile extends MediaTileView>(media: Tile) {
  return { ...media, placeholder: placeholderOf(media.thumbhash) };
}

export function showGeneration(generation: GenerationView) {
  return { ...generation, media: generation.media.map(showMedia) };
}

/** Without JavaScript a page with unfinished work loads itself again. Null: nothing to wait for. */
export function refreshSecondsFor(generations: readonly GenerationView[]): number | null {
  return generations.every(({ status }) => isTerminal(status)) ? null : 3;
}
