import { Shortfall } from "~/components/generation/shortfall";
import { Deletion } from "~/components/media/deletion";
import { nameOf, Tile, TileBadge } from "~/components/media/picture-tile";
import { fileFormId } from "~/components/media/file-forms";
import { forGood, kinds as kindNames } from "~/components/media/words";
import { AskFirst } from "~/components/media/ask-first";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Icon, type IconName } from "~/components/ui/icon";
import { textLink } from "~/components/ui/text-link";
import { isOver } from "~/components/ui/time-words";
import type { GenerationKind } from "~/domain/generation";
import type { GalleryItem } from "./types";
import { SelectBox } from "./select-box";
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
  /** True where a form that was refused had it chosen. */
  isChosen: boolean;
  isStarred: boolean;
}

/** A picture in the gallery: what kind it is, when it goes if that is its own, and what can be done with it here. */
export function GalleryTile({
  tile,
  list,
  nowIso,
  hasOwnClock,
  eager,
  isChosen,
  isStarred,
}: GalleryTileProps) {
  const kind = kinds[tile.kind];
  const isGone = tile.expiresAt !== null && isOver(tile.expiresAt, nowIso);
  return (
    <div className="group/tile relative grid grid-cols-1 gap-1.5">
      <div className="relative">
        <Tile tile={tile} list={list} eager={eager} />
        {!isGone && <SelectBox mediaId={tile.id} name={nameOf(tile)} isChosen={isChosen} />}
        {!tile.trashedAt && !isGone && <StarToggle tile={tile} isStarred={isStarred} />}
      </div>
      {kind && (
        <TileBadge title={kind.name}>
          <Icon name={kind.icon} size={16} />
          <span className="sr-only">{kind.name}</span>
        </TileBadge>
      )}
      {!tile.trashedAt && !isGone && (
        <div className="pointer-events-none absolute top-2 right-2 z-1 flex flex-row-reverse gap-2">
          {tile.expiresAt && <TileButton intent="save" tile={tile} className="after:-inset-2" />}
          <TileButton
            intent="trash"
            tile={tile}
            className={`${shownWhenPointedAt} [@media(hover:none)]:hidden`}
          />
        </div>
      )}
      {tile.expiresAt && (hasOwnClock || isGone) && (
        <div className="flex items-center gap-1.5 px-0.5 text-sm text-soft">
          <Icon name="icon-[lucide--clock]" size={13} className="max-sm:hidden" />
          <Deletion iso={tile.expiresAt} nowIso={nowIso} />
        </div>
      )}
      {tile.trashedAt && !isGone && <TrashActions tile={tile} />}
      {tile.shortfall && !tile.trashedAt && (
        <Shortfall
          delivery={tile.shortfall}
          generationId={tile.generationId}
          className="px-0.5 text-sm text-soft"
        />
      )}
    </div>
  );
}

const chip =
  "size-7 place-items-center rounded-control bg-chip text-on-chip transition-[color,background-color,opacity] after:absolute hover:bg-ink hover:text-paper";

const shownWhenPointedAt = "opacity-0 group-hover/tile:opacity-100 focus-visible:opacity-100";

interface StarToggleProps {
  tile: GalleryItem;
  isStarred: boolean;
}

/** Names the file as what is to become of it. Out of the way, as the box is, until it is starred. */
function StarToggle({ tile, isStarred }: StarToggleProps) {
  return (
    <button
      form={fileFormId("mark")}
      name={isStarred ? "unstar" : "star"}
      value={tile.id}
      title={words.star}
      aria-pressed={isStarred}
      className={cn(
        "absolute right-2 bottom-2 z-1 grid after:-inset-2",
        chip,
        !isStarred && `${shownWhenPointedAt} [@media(hover:none)]:opacity-100`,
      )}
    >
      <Icon name={isStarred ? "icon-[easel--star-full]" : "icon-[lucide--star]"} size={16} />
      <span className="sr-only">{words.starNamed(nameOf(tile))}</span>
    </button>
  );
}

const tileButtons = {
  save: { icon: "icon-[lucide--bookmark]", title: words.save, name: words.saveNamed },
  trash: { icon: "icon-[lucide--trash-2]", title: words.trash, name: words.trashNamed },
} as const;

interface TileButtonProps {
  intent: keyof typeof tileButtons;
  tile: GalleryItem;
  className: string;
}

/** A chip over the picture. */
function TileButton({ intent, tile, className }: TileButtonProps) {
  const { icon, title, name } = tileButtons[intent];
  return (
    <button
      form={fileFormId(intent)}
      name="mediaId"
      value={tile.id}
      title={title}
      className={cn("pointer-events-auto relative grid", chip, className)}
    >
      <Icon name={icon} size={16} />
      <span className="sr-only">{name(nameOf(tile))}</span>
    </button>
  );
}

const trashAction = `${textLink} inline-flex min-h-11 items-center text-sm text-ink`;

/** The two ways out of the trash. */
function TrashActions({ tile }: { tile: GalleryItem }) {
  return (
    <div className="-my-2 flex flex-wrap gap-x-4 px-0.5">
      <button form={fileFormId("restore")} name="mediaId" value={tile.id} className={trashAction}>
        {words.restore}
        <span className="sr-only">{words.of(nameOf(tile))}</span>
      </button>
      <AskFirst
        label={
          <>
            {words.delete}
            <span className="sr-only">{words.of(nameOf(tile))}</span>
          </>
        }
        labelClassName={trashAction}
        question={forGood.question}
        className="open:basis-full"
      >
        <Button form={fileFormId("delete")} name="mediaId" value={tile.id} variant="destructive">
          {forGood.button}
        </Button>
      </AskFirst>
    </div>
  );
}
