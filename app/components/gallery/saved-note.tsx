import { Link } from "react-router";
import { Icon } from "~/components/ui/icon";
import { takeFocus } from "~/components/ui/take-focus";
import type { JustSaved } from "./types";

interface SavedNoteProps {
  saved: JustSaved;
  /** The query of the list that it was saved in. */
  list: string;
}

/** Says that files were saved, at the foot of the window: their tiles are gone from this view. */
export function SavedNote({ saved, list }: SavedNoteProps) {
  const isOne = "mediaId" in saved;
  return (
    <output
      key={isOne ? saved.mediaId : undefined}
      tabIndex={-1}
      ref={takeFocus}
      className="foot-note"
    >
      <Icon name="check" className="text-success" />
      {isOne ? "Saved" : savedWords(saved)}
      <Link
        to={isOne ? `/image/${saved.mediaId}${list}` : "/gallery?view=saved"}
        className="words-link"
      >
        {isOne ? "Show it" : "Show them"}
      </Link>
    </output>
  );
}

function savedWords({ count, asked }: Exclude<JustSaved, { mediaId: string }>): string {
  if (count === asked) return `Saved all ${count}`;
  return `Saved ${count} of ${asked}. If the others are still here, try again.`;
}
