import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { galleryHref, startPlace } from "~/components/gallery/gallery-query";
import { galleryLinks as words } from "./words";

interface GalleryLinksProps {
  mediaId: string;
  /** True where something was made from it. */
  isSource: boolean;
}

/** From the page of a file into the gallery: to the file's place there, and to everything that was made from it. */
export function GalleryLinks({ mediaId, isSource }: GalleryLinksProps) {
  return (
    <div className="-my-3 -ml-4 grid justify-items-start">
      {/* The browser itself goes there: so it marks the tile that the address ends in. */}
      <Button asChild variant="muted">
        <a href={`/gallery?locate=${mediaId}`}>
          <Icon name="icon-[lucide--locate-fixed]" />
          {words.locate}
        </a>
      </Button>
      {isSource && (
        <Button asChild variant="muted">
          <PageLink to={galleryHref(startPlace, { madeFrom: mediaId })}>
            <Icon name="icon-[lucide--images]" />
            {words.madeFrom}
          </PageLink>
        </Button>
      )}
    </div>
  );
}
