import type { Refusal } from "~/components/errors/problem";
import { Tile, TileCell } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import type { OrganizePage } from "~/domain/views";
import { BoardChoices } from "./board-choices";
import { TagList } from "./tag-list";
import { organize as words } from "./words";

export interface OrganizeScreenProps extends Pick<OrganizePage, "boards" | "tags"> {
  items: readonly PictureTile[];
  suggestions: readonly string[];
  newBoardId: string;
  /** The page to go back to; null: the gallery. */
  next: string | null;
  answer: Refusal | undefined;
}

/** Boards and tags of one file or several. Its forms POST to the page. */
export function OrganizeScreen(props: OrganizeScreenProps) {
  const { items, next } = props;
  const mediaIds = items.map(({ id }) => id);
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6 px-4 pt-6 pb-16 sm:px-6 lg:pt-10">
      <header className="flex items-center justify-between gap-4">
        <div>
          <h1 className="text-2xl">{words.title}</h1>
          <p className="text-md text-soft">{words.of(items.length)}</p>
        </div>
        <Button asChild variant="outline">
          <PageLink to={next ?? "/gallery"}>{words.back}</PageLink>
        </Button>
      </header>
      <ul className="tile-rows gap-2 [--least:4rem] [--row:6rem]">
        {items.slice(0, 12).map((tile) => (
          <TileCell key={tile.id} width={tile.width} height={tile.height}>
            <Tile tile={tile} eager />
          </TileCell>
        ))}
      </ul>
      <BoardChoices {...props} mediaIds={mediaIds} />
      <TagList {...props} mediaIds={mediaIds} />
    </div>
  );
}
