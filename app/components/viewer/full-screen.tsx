import type { MouseEvent, ReactNode } from "react";
import { isPlainPress } from "~/components/layout/plain-press";
import { RelativeTime } from "~/components/ui/moment";
import { nameOf } from "~/components/media/picture-tile";
import type { ListAround, PictureTile } from "~/components/media/types";
import { facts, untitled } from "~/components/media/words";
import { cn } from "~/components/ui/cn";
import { Icon, type IconName } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { useHydrated } from "~/components/ui/use-hydrated";
import { UserText } from "~/components/ui/user-text";
import { mediaPath } from "~/domain/generation";
import { fullPath } from "./full-path";
import { useSwipe } from "./use-swipe";
import { useViewer } from "./use-viewer";
import { viewer as words } from "./words";

export interface FullScreenProps {
  media: PictureTile;
  modelName: string;
  list: ListAround;
  /** True: in its own pixels, whatever the size of the screen. */
  isActualSize: boolean;
  nowIso: string;
}

type Viewer = ReturnType<typeof useViewer>;

const round =
  "grid size-11 shrink-0 place-items-center rounded-full bg-chip text-on-chip transition-opacity duration-150 hover:opacity-85";

/** Answers a press on a link itself. */
function instead(work: () => void) {
  return (event: MouseEvent) => {
    if (!isPlainPress(event)) return;
    event.preventDefault();
    work();
  };
}

/** One picture or video as large as the window, in its list. All of it is links, which keys and fingers press too. */
export function FullScreen(props: FullScreenProps) {
  const { media, list, isActualSize } = props;
  const { previousId, nextId, query } = list;
  const viewer = useViewer(media, list, isActualSize);
  return (
    <div className="fixed inset-0 flex flex-col overflow-hidden bg-stage text-on-chip select-none">
      <h1 className="sr-only">{nameOf(media)}</h1>
      <Stage media={media} list={list} viewer={viewer} />
      <div className="pointer-events-none absolute inset-x-0 top-0 flex gap-2 p-3 *:pointer-events-auto">
        <PageLink
          to={mediaPath(media) + query}
          onClick={instead(viewer.close)}
          title={words.close}
          className={round}
        >
          <Icon name="icon-[lucide--x]" size={22} />
          <span className="sr-only">{words.close}</span>
        </PageLink>
        <Tools {...props} viewer={viewer} />
      </div>
      {!viewer.zoomed && (
        <>
          <Step to={previousId} rel="prev" list={list} viewer={viewer} className="left-3">
            <Icon name="icon-[lucide--chevron-left]" size={22} />
            <span className="sr-only">{words.previous}</span>
          </Step>
          <Step to={nextId} rel="next" list={list} viewer={viewer} className="right-3">
            <Icon name="icon-[lucide--chevron-right]" size={22} />
            <span className="sr-only">{words.next}</span>
          </Step>
        </>
      )}
    </div>
  );
}

interface StepProps {
  to: string | null;
  rel: "prev" | "next";
  list: ListAround;
  viewer: Viewer;
  className: string;
  children: ReactNode;
}

/** Stays where it is at the end of the list, so that it keeps the focus. */
function Step({ to, rel, list, viewer, className, children }: StepProps) {
  const hydrated = useHydrated();
  if (!to && !hydrated) return null;
  return (
    <PageLink
      to={to ? fullPath(to, list.query) : "#"}
      rel={rel}
      aria-disabled={to ? undefined : true}
      onClick={instead(() => viewer.stepTo(to))}
      className={cn(round, "absolute top-1/2 -translate-y-1/2", !to && "opacity-30", className)}
    >
      {children}
    </PageLink>
  );
}

function Tools({ media, modelName, list, nowIso, viewer }: FullScreenProps & { viewer: Viewer }) {
  const { zoomed, playing, informed } = viewer;
  const hydrated = useHydrated();
  const here = fullPath(media.id, list.query);
  const canPlay = hydrated && !zoomed && (list.nextId !== null || playing);
  return (
    <>
      <span className="flex-1" />
      {canPlay && (
        <ToolButton
          icon={playing ? "icon-[lucide--pause]" : "icon-[lucide--play]"}
          label={playing ? words.pause : words.play}
          onClick={() => viewer.setPlaying(!playing)}
        />
      )}
      {media.kind !== "video" && (
        <PageLink
          to={zoomed ? here : `${here}&zoom=actual`}
          onClick={instead(() => viewer.setZoomed(!zoomed))}
          title={zoomed ? words.zoomOut : words.zoomIn}
          className={round}
        >
          <Icon name={zoomed ? "icon-[lucide--minimize-2]" : "icon-[lucide--zoom-in]"} size={20} />
          <span className="sr-only">{zoomed ? words.zoomOut : words.zoomIn}</span>
        </PageLink>
      )}
      <details
        open={informed}
        onToggle={(event) => viewer.setInformed(event.currentTarget.open)}
        className="relative"
      >
        <summary title={words.info} className={round}>
          <Icon name="icon-[lucide--info]" size={20} />
          <span className="sr-only">{words.info}</span>
        </summary>
        <div className="absolute top-13 right-0 z-10 grid max-h-[calc(100dvh-6rem)] w-[min(22rem,calc(100vw-1.5rem))] gap-3 overflow-y-auto rounded-panel bg-chip p-4 text-md shadow-lift backdrop-blur-2xl select-text">
          <UserText as="p">{media.prompt || untitled(media.kind)}</UserText>
          <p className="tabular-nums">
            {modelName} · {media.width} × {media.height}
          </p>
          <p>
            {facts.made} <RelativeTime iso={media.createdAt} nowIso={nowIso} />
          </p>
        </div>
      </details>
    </>
  );
}

interface ToolButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
}

function ToolButton({ icon, label, onClick }: ToolButtonProps) {
  return (
    <button type="button" title={label} onClick={onClick} className={round}>
      <Icon name={icon} size={20} />
      <span className="sr-only">{label}</span>
    </button>
  );
}

interface StageProps {
  media: PictureTile;
  list: ListAround;
  viewer: Viewer;
}

function Stage({ media, list, viewer }: StageProps) {
  const { previousId, nextId } = list;
  const swipe = useSwipe({
    toPrevious: previousId ? () => viewer.stepTo(previousId) : null,
    toNext: nextId ? () => viewer.stepTo(nextId) : null,
  });
  const { id, kind, width, height } = media;
  const name = nameOf(media);
  if (kind === "video")
    return (
      <div {...swipe} className="flex-1 touch-pan-y touch-pinch-zoom">
        <video
          key={id}
          controls
          playsInline
          autoPlay={viewer.playing}
          preload="metadata"
          poster={`/media/${id}/thumb`}
          src={`/media/${id}/original`}
          width={width}
          height={height}
          aria-label={name}
          onEnded={viewer.onEnded}
          className="absolute inset-0 size-full object-contain"
        />
      </div>
    );
  const picture = (className: string) => (
    <img
      key={id}
      src={`/media/${id}/original`}
      alt={name}
      width={width}
      height={height}
      draggable={false}
      className={className}
    />
  );
  if (viewer.zoomed)
    return (
      <section
        aria-label={words.zoomed(name)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls is scrolled by keys too.
        tabIndex={0}
        ref={focusOnce}
        className="flex flex-1 overflow-auto"
      >
        {picture("m-auto h-auto max-w-none")}
      </section>
    );
  return (
    <div {...swipe} className="flex-1 touch-pan-y touch-pinch-zoom">
      <img
        src={`/media/${id}/thumb`}
        alt=""
        aria-hidden="true"
        width={width}
        height={height}
        draggable={false}
        className="absolute inset-0 size-full object-contain"
      />
      {picture("absolute inset-0 size-full object-contain")}
    </div>
  );
}

/** So that the arrow keys move it. A link that was pressed for it keeps the focus. */
function focusOnce(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}
