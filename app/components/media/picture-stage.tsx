import { Link } from "react-router";
import { Icon } from "~/components/ui/icon";
import { fadeIn } from "./fade-in";
import { altOf } from "./picture-tile";
import type { PictureTile } from "./types";

interface PictureStageProps {
  media: PictureTile;
  newerId: string | null;
  olderId: string | null;
}

const stepClass =
  "absolute top-1/2 z-10 grid size-11 -translate-y-1/2 place-items-center rounded-full bg-chip text-on-chip transition-opacity duration-150 hover:opacity-85";

/**
 * The whole picture in front of its own light: the blurred stand-in fills the page behind it. The empty drawing gives
 * the frame the picture's exact proportions before the file has arrived.
 */
export function PictureStage({ media, newerId, olderId }: PictureStageProps) {
  const { id, width, height, placeholder, prompt } = media;
  return (
    <div className="@container relative flex flex-1 items-center justify-center p-3 sm:p-6 lg:min-h-[calc(100dvh-4rem)] lg:px-20 lg:py-8">
      <div className="relative">
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
          className="block h-auto max-h-[72dvh] w-auto max-w-[100cqw] lg:max-h-[calc(100dvh-8rem)]"
        />
        {placeholder && (
          <img
            src={placeholder}
            alt=""
            aria-hidden="true"
            className="absolute inset-0 size-full rounded-panel"
          />
        )}
        <img
          key={id}
          ref={fadeIn}
          src={`/media/${id}/original`}
          alt={altOf(prompt) || "Untitled picture"}
          width={width}
          height={height}
          className="absolute inset-0 size-full rounded-panel shadow-lift transition-opacity duration-200 ease-out"
        />
      </div>
      {newerId && (
        <Link
          to={`/image/${newerId}`}
          rel="prev"
          className={`${stepClass} left-5 sm:left-8 lg:left-4`}
        >
          <Icon name="chevron-left" size={22} />
          <span className="sr-only">Newer picture</span>
        </Link>
      )}
      {olderId && (
        <Link
          to={`/image/${olderId}`}
          rel="next"
          className={`${stepClass} right-5 sm:right-8 lg:right-4`}
        >
          <Icon name="chevron-right" size={22} />
          <span className="sr-only">Older picture</span>
        </Link>
      )}
    </div>
  );
}
