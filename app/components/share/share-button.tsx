import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { ShareLink } from "./share-link";
import { shareButton } from "./button-words";

interface ShareButtonProps {
  /** The path of the file or the board that is shared: `/image/…`, `/video/…`, `/boards/…`. */
  of: string;
}

/** The way to share a file or a board; on phones its icon alone. */
export function ShareButton({ of }: ShareButtonProps) {
  return (
    <Button asChild variant="outline" className="max-lg:size-11 max-lg:px-0">
      <ShareLink of={of}>
        <Icon name="icon-[lucide--share-2]" />
        <span className="max-lg:sr-only">{shareButton}</span>
      </ShareLink>
    </Button>
  );
}
