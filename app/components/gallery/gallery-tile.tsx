import { Shortfall } from "~/components/generation/shortfall";
import { Deletion } from "~/components/media/deletion";
import { nameOf, Tile, TileBadge, TileCell } from "~/components/media/picture-tile";
import { fileFormId } from "~/components/media/file-forms";
import { forGood, kinds as kindNames } from "~/components/media/words";
import { AskFirst } from "~/components/media/ask-first";
import { Button } from "~/components/ui/button";
import { Icon, type IconName } from "~/components/ui/icon";
import { isOver } from "~/components/ui/time-words";
import type { GenerationKind } from "~/domain/generation";
import type { GalleryItem } from "./types";
import { StarToggle } from "./star-toggle";
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
  const name = nameOf(tile);
  const isGone = tile.expiresAt !== null && isOver(tile.expiresAt, nowIso);
  const isTrashed = tile.trashedAt !== null;
  return (
    <TileCell width={tile.width} height={tile.height} className="gallery-cell">
      <Tile tile={tile} list={list} eager={eager} />
      {!isGone && <SelectBox mediaId={tile.id} name={name} isChosen={isChosen} />}
      {!isTrashed && !isGone && <StarToggle mediaId={tile.id} name={name} isStarred={isStarred} />}
      {kind && (
        <TileBadge title={kind.name}>
          <Icon name={kind.icon} size={16} />
          <span className="sr-only">{kind.name}</span>
        </TileBadge>
      )}
      {!isTrashed && !isGone && (
        <>
          {tile.expiresAt && <TileButton intent="save" mediaId={tile.id} name={name} />}
          <TileButton intent="trash" mediaId={tile.id} name={name} />
        </>
      )}
      {tile.expiresAt && (hasOwnClock || isGone) && (
        <div className="flex items-center gap-1.5 px-0.5 text-sm text-soft">
          <Icon name="icon-[lucide--clock]" size={13} className="max-sm:hidden" />
          <Deletion iso={tile.expiresAt} nowIso={nowIso} />
        </div>
      )}
      {isTrashed && !isGone && <TrashActions mediaId={tile.id} name={name} />}
      {tile.shortfall && !isTrashed && (
        <Shortfall
          delivery={tile.shortfall}
          generationId={tile.generationId}
          className="px-0.5 text-sm text-soft"
        />
      )}
    </TileCell>
  );
}

/** Of one file, by its name. */
interface TilePartProps {
  mediaId: string;
  name: string;
}

const tileButtons = {
  save: { title: words.save, nameOf: words.saveNamed },
  trash: { title: words.trash, nameOf: words.trashNamed },
} as const;

/** A chip over the picture. */
function TileButton({ intent, mediaId, name }: TilePartProps & { intent: "save" | "trash" }) {
  const button = tileButtons[intent];
  return (
    <button
      form={fileFormId(intent)}
      name="mediaId"
      value={mediaId}
      title={button.title}
      aria-label={button.nameOf(name)}
      className="tile-button"
    />
  );
}

const trashAction = "link inline-flex min-h-11 items-center text-sm text-ink";

/** The two ways out of the trash. */
function TrashActions({ mediaId, name }: TilePartProps) {
  const ofFile = <span className="sr-only">{words.of(name)}</span>;
  return (
    <div className="-my-2 flex flex-wrap gap-x-4 px-0.5">
      <button form={fileFormId("restore")} name="mediaId" value={mediaId} className={trashAction}>
        {words.restore}
        {ofFile}
      </button>
      <AskFirst
        label={
          <>
            {words.delete}
            {ofFile}
          </>
        }
        labelClassName={trashAction}
        question={forGood.question}
        className="open:basis-full"
      >
        <Button form={fileFormId("delete")} name="mediaId" value={mediaId} variant="destructive">
          {forGood.button}
        </Button>
      </AskFirst>
    </div>
  );
}
