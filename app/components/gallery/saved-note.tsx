import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { textLink } from "~/components/ui/text-link";
import { Toast } from "~/components/ui/toast";
import type { JustSaved } from "./types";
import { saved as words } from "./words";

interface SavedNoteProps {
  saved: JustSaved;
  /** The query of the list that it was saved in. */
  list: string;
}

/** Says that files were saved, at the foot of the window: their tiles are gone from this view. */
export function SavedNote({ saved, list }: SavedNoteProps) {
  const isOne = "mediaId" in saved;
  return (
    <Toast key={isOne ? saved.mediaId : undefined} tabIndex={-1} ref={takeFocus}>
      <Icon name="icon-[lucide--check]" className="text-success" />
      {isOne ? words.one : words.many(saved.count, saved.requested)}
      <PageLink
        to={isOne ? `/image/${saved.mediaId}${list}` : "/gallery?view=saved"}
        steps={isOne ? 1 : undefined}
        className={textLink}
      >
        {isOne ? words.show : words.showAll}
      </PageLink>
    </Toast>
  );
}
