import { Tile } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { Icon, type IconName } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import type { GenerationKind } from "~/domain/generation";

const kinds: Readonly<Record<GenerationKind, { name: string; icon: IconName }>> = {
  image: { name: "Picture", icon: "image" },
  edit: { name: "Edited picture", icon: "brush" },
  video: { name: "Video", icon: "clapperboard" },
};

interface GalleryTileProps {
  tile: PictureTile;
  nowIso: string;
  eager: boolean;
}

/** A picture in the gallery with what kind it is and when it goes. */
export function GalleryTile({ tile, nowIso, eager }: GalleryTileProps) {
  const { name, icon } = kinds[tile.kind];
  return (
    <div className="relative grid grid-cols-1 gap-1.5">
      <Tile tile={tile} eager={eager} />
      <span
        title={name}
        className="pointer-events-none absolute top-2 left-2 grid size-7 place-items-center rounded-control bg-chip text-on-chip"
      >
        <Icon name={icon} size={16} />
        <span className="sr-only">{name}</span>
      </span>
      {tile.expiresAt && (
        <p className="flex items-center gap-1.5 px-0.5 text-sm text-soft">
          <Icon name="clock" size={13} className="shrink-0 max-sm:hidden" />
          <span>
            Deletes <RelativeTime iso={tile.expiresAt} nowIso={nowIso} />
          </span>
        </p>
      )}
    </div>
  );
}
