import { Icon } from "~/components/ui/icon";
import { fadeIn } from "~/components/media/fade-in";
import { nameOf } from "~/components/media/picture-tile";
import type { ListAround, PictureTile } from "~/components/media/types";
import { fullPath } from "~/components/viewer/full-path";
import { stepOn, useListSteps } from "~/components/media/way-back";
import { keyActions } from "./words";
import { PageLink } from "~/components/ui/page-link";

interface PictureStageProps {
  media: StagedMedia;
  list: ListAround;
}

/** Left out: its thumbnail is no drawn poster. */
type StagedMedia = PictureTile & { hasFrame?: boolean };

const stepClass =
  "absolute z-10 grid size-11 place-items-center rounded-full bg-chip text-on-chip transition-opacity duration-150 hover:opacity-85";

/** The page of a neighbour, whose kind is not known here: a picture's page leads on to a video's. */
export function stepPath(mediaId: string, query: string): string {
  return `/image/${mediaId}${query}`;
}

/**
 * The whole picture or video in front of its own light: the blurred stand-in fills the page behind it. The empty
 * drawing gives the frame the exact proportions before the file has arrived, and a picture's thumbnail, which is there
 * long before, fills it.
 */
export function PictureStage({ media, list }: PictureStageProps) {
  const { width, height, placeholder } = media;
  const { query, previousId, nextId } = list;
  const steps = stepOn(useListSteps())?.steps;
  // On phones a video is low, and its controls take the lower half.
  const fullHeight = media.kind === "video" ? "top-19" : "top-5 sm:top-8";
  const stepHeight = media.kind === "video" ? "top-11 lg:top-1/2" : "top-1/2";
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
        {media.kind !== "video" && (
          <img
            key={media.id}
            src={`/media/${media.id}/thumb`}
            alt=""
            aria-hidden="true"
            fetchPriority="high"
            className="absolute inset-0 size-full rounded-panel"
          />
        )}
        <Original media={media} />
      </div>
      <PageLink
        to={fullPath(media.id, query)}
        steps={steps}
        id="full-screen"
        title={keyActions.full}
        className={`${stepClass} ${fullHeight} right-5 sm:right-8 lg:top-4 lg:right-4`}
      >
        <Icon name="icon-[lucide--maximize]" size={20} />
        <span className="sr-only">{keyActions.full}</span>
      </PageLink>
      {previousId && (
        <PageLink
          to={stepPath(previousId, query)}
          steps={steps}
          rel="prev"
          className={`${stepClass} -translate-y-1/2 ${stepHeight} left-5 sm:left-8 lg:left-4`}
        >
          <Icon name="icon-[lucide--chevron-left]" size={22} />
          <span className="sr-only">{keyActions.previous}</span>
        </PageLink>
      )}
      {nextId && (
        <PageLink
          to={stepPath(nextId, query)}
          steps={steps}
          rel="next"
          className={`${stepClass} -translate-y-1/2 ${stepHeight} right-5 sm:right-8 lg:right-4`}
        >
          <Icon name="icon-[lucide--chevron-right]" size={22} />
          <span className="sr-only">{keyActions.next}</span>
        </PageLink>
      )}
    </div>
  );
}

const originalClass = "absolute inset-0 size-full rounded-panel shadow-lift";

function Original({ media }: { media: StagedMedia }) {
  const { id, kind, width, height, hasFrame = true } = media;
  const name = nameOf(media);
  const src = `/media/${id}/original`;
  if (kind === "video")
    return (
      <video
        key={id}
        controls
        playsInline
        preload="metadata"
        // Another address once there is a frame: a browser looks at the same one no more.
        poster={`/media/${id}/thumb${hasFrame ? "" : "?drawn"}`}
        src={src}
        width={width}
        height={height}
        aria-label={name}
        className={originalClass}
      />
    );
  return (
    <img
      key={id}
      ref={fadeIn}
      src={src}
      alt={name}
      width={width}
      height={height}
      // On a slow line it comes after the thumbnail, and after what makes the page work.
      fetchPriority="low"
      className={`${originalClass} transition-opacity duration-200 ease-out`}
    />
  );
}
