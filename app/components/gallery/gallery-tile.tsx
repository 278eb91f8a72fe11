import { Shortfall } from "~/components/generation/shortfall";
import { Deletion } from "~/components/media/deletion";
import { altOf, Tile, TileBadge } from "~/components/media/picture-tile";
import { kinds as kindNames, untitled } from "~/components/media/words";
import { Icon, type IconName } from "~/components/ui/icon";
import { isOver } from "~/components/ui/time-words";
import type { GenerationKind } from "~/domain/generation";
import type { GalleryItem } from "./types";
import { tile as words } from "./words";

/** Videos say what they are wherever they are shown. */
const kinds: Readonly<Record<GenerationKind, { name: string; icon: IconName } | null>> = {
  image: { name: kindNames.image, icon: "icon-[lucide--image]" },
  edit: { name: kindNames.edit, icon: "icon-[lucide--brush]" },
  video: null,
};

interface GalleryTileProps {
  tile: GalleryItem;
  /** The query that tells its page where it was opened. */
  list: string;
  nowIso: string;
  /** True where the page does not say already when it goes. */
  hasOwnClock: boolean;
  eager: boolean;
}

/** Of the one form that the save buttons of all tiles belong to. */
export const saveFormId = "save-file";

/**
 * A picture in the gallery with what kind it is, and when it goes if that is its own. Save POSTs `intent=save` and
 * `mediaId` to the page.
 */
export function GalleryTile({ tile, list, nowIso, hasOwnClock, eager }: GalleryTileProps) {
  const kind = kinds[tile.kind];
  return (
    <div className="relative grid grid-cols-1 gap-1.5">
      <Tile tile={tile} list={list} eager={eager} />
      {kind && (
        <TileBadge title={kind.name}>
          <Icon name={kind.icon} size={16} />
          <span className="sr-only">{kind.name}</span>
        </TileBadge>
      )}
      {tile.expiresAt && !tile.trashedAt && !isOver(tile.expiresAt, nowIso) && (
        <button
          form={saveFormId}
          name="mediaId"
          value={tile.id}
          title={words.save}
          className="absolute top-2 right-2 z-1 grid size-7 place-items-center rounded-control bg-chip text-on-chip transition-colors after:absolute after:-inset-2 hover:bg-ink hover:text-paper"
        >
          <Icon name="icon-[lucide--bookmark]" size={16} />
          <span className="sr-only">
            {words.saveNamed(altOf(tile.prompt) || untitled(tile.kind))}
          </span>
        </button>
      )}
      {tile.expiresAt && (hasOwnClock || isOver(tile.expiresAt, nowIso)) && (
        <div className="flex items-center gap-1.5 px-0.5 text-sm text-soft">
          <Icon name="icon-[lucide--clock]" size={13} className="max-sm:hidden" />
          <Deletion iso={tile.expiresAt} nowIso={nowIso} />
        </div>
      )}
      {tile.shortfall && (
        <Shortfall
          delivery={tile.shortfall}
          generationId={tile.generationId}
          className="px-0.5 text-sm text-soft"
        />
      )}
    </div>
  );
}
