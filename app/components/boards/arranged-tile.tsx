import { nameOf, Tile, TileBadge } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";
import { OrderButton } from "./order-button";
import { board as words } from "./words";

/** Of the one form for each thing that buttons of many tiles ask for. */
export const formIds = {
  order: "order-files",
  cover: "cover-file",
  unboard: "remove-files",
} as const;

interface ArrangedTileProps {
  tile: PictureTile;
  isCover: boolean;
  /** Its neighbors on the page; undefined at the ends. */
  previousId: string | undefined;
  nextId: string | undefined;
}

/** A file of a board with its box and its buttons; their forms stand outside of the list. */
export function ArrangedTile({ tile, isCover, previousId, nextId }: ArrangedTileProps) {
  const name = nameOf(tile);
  return (
    <div className="relative grid gap-1">
      <Tile tile={tile} />
      {isCover && <TileBadge>{words.isCover}</TileBadge>}
      <div className="flex flex-wrap items-center">
        <label className="grid size-11 place-items-center">
          <input
            type="checkbox"
            form={formIds.unboard}
            name="mediaId"
            value={tile.id}
            className="size-5 accent-accent"
          />
          <span className="sr-only">{words.select(name)}</span>
        </label>
        <OrderButton
          form={formIds.order}
          name="mediaIds"
          ids={[tile.id, previousId]}
          label={words.earlier(name)}
        >
          <Icon name="icon-[lucide--chevron-left]" size={20} />
        </OrderButton>
        <OrderButton
          form={formIds.order}
          name="mediaIds"
          ids={[nextId, tile.id]}
          label={words.later(name)}
        >
          <Icon name="icon-[lucide--chevron-right]" size={20} />
        </OrderButton>
        <CoverButton mediaId={tile.id} isCover={isCover} label={words.cover(name)} />
      </div>
    </div>
  );
}

interface CoverButtonProps {
  mediaId: string;
  isCover: boolean;
  label: string;
}

/** On the cover itself it keeps the focus, which a button that goes would lose. */
function CoverButton({ mediaId, isCover, label }: CoverButtonProps) {
  const hydrated = useHydrated();
  return (
    <Button
      form={formIds.cover}
      name="mediaId"
      value={mediaId}
      disabled={isCover && !hydrated}
      busy={isCover && hydrated}
      aria-pressed={isCover}
      variant="muted"
      size="icon"
      title={label}
    >
      <Icon name="icon-[lucide--image]" size={20} />
      <span className="sr-only">{label}</span>
    </Button>
  );
}
