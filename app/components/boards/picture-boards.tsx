import { Collapsible } from "~/components/ui/collapsible";
import type { MediaPage } from "~/domain/views";
import { BoardChoices } from "./board-choices";
import { StarButton } from "./star-button";
import { TagList } from "./tag-list";
import { organize as words } from "./words";

interface PictureBoardsProps extends Pick<MediaPage, "boards" | "tags"> {
  mediaId: string;
  isStarred: boolean;
  suggestions: readonly string[];
  newBoardId: string;
}

/** On the page of one file: its star, and folded away its boards and tags. */
export function PictureBoards({ mediaId, isStarred, ...props }: PictureBoardsProps) {
  const mediaIds = [mediaId];
  return (
    <div className="grid gap-2">
      <StarButton mediaId={mediaId} isStarred={isStarred} />
      <Collapsible title={words.title} className="border-y border-line py-1.5">
        <div className="grid gap-5 pb-3">
          <BoardChoices {...props} mediaIds={mediaIds} />
          <TagList {...props} mediaIds={mediaIds} />
        </div>
      </Collapsible>
    </div>
  );
}
