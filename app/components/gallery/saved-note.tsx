import { Link } from "react-router";
import { Icon } from "~/components/ui/icon";
import { takeFocus } from "~/components/ui/take-focus";

/** Says that a file was saved, at the foot of the window: its tile is gone from this view. */
export function SavedNote({ mediaId, list }: { mediaId: string; list: string }) {
  return (
    <output key={mediaId} tabIndex={-1} ref={takeFocus} className="foot-note">
      <Icon name="check" className="text-success" />
      Saved
      <Link to={`/image/${mediaId}${list}`} className="words-link">
        Show it
      </Link>
    </output>
  );
}
