import type { ReactNode } from "react";
import { cn } from "~/components/ui/cn";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { lengthWords } from "~/components/ui/time-words";
import { mediaPath } from "~/domain/generation";
import { shorten } from "~/domain/text";
import { fadeIn } from "./fade-in";
import { ratioClass } from "./proportions";
import type { PictureTile } from "./types";
import { kinds, untitled } from "./words";

/** In characters. */
const longestAlt = 160;

/** What a screen reader says of a picture: its prompt, cut at a sensible length. */
export function altOf(prompt: string): string {
  return shorten(prompt, longestAlt);
}

/** What to call a file: by its prompt, or by what it is. */
export function nameOf({ prompt, kind }: Pick<PictureTile, "prompt" | "kind">): string {
  return altOf(prompt) || untitled(kind);
}

interface FramedPictureProps {
  src: string;
  placeholder: string | null;
  alt: string;
  width: number;
  height: number;
  /** True for the first pictures of a page. */
  eager?: boolean | undefined;
  /** True where nothing of it may be cut off: what its frame has over is filled by the stand-in. */
  whole?: boolean;
}

/** A picture filling its tile, painted over its own blurred stand-in. */
export function FramedPicture({
  src,
  placeholder,
  alt,
  width,
  height,
  eager = false,
  whole = false,
}: FramedPictureProps) {
  return (
    <>
      {placeholder && (
        <img src={placeholder} alt="" aria-hidden="true" className="absolute inset-0 size-full" />
      )}
      <img
        ref={fadeIn}
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading={eager ? "eager" : "lazy"}
        decoding="async"
        className={cn(
          "absolute inset-0 size-full transition-[opacity,scale] duration-200 group-hover:scale-[1.015]",
          whole ? "object-contain" : "object-cover",
        )}
      />
    </>
  );
}

/**
 * For a list of pictures in rows, each at its own proportions: a cell has --ratio (and --count, where it holds several
 * side by side), the list has --row, its wanted row height, and may have --least, the least width of a cell.
 */
export const tileRows =
  "flex flex-wrap *:max-w-full *:min-w-[min(100%,var(--least,8.5rem))] *:flex-[calc(var(--ratio)*var(--count,1)*100)_1_calc(var(--ratio)*var(--count,1)*var(--row))] after:grow-100000 after:content-['']";

/** The place of one picture, with its proportions. */
export const tileLook =
  "group relative block aspect-(--ratio) overflow-hidden rounded-panel bg-sunken target:outline-3 target:outline-offset-2 target:outline-accent";

interface TileBadgeProps {
  title?: string;
  children: ReactNode;
}

/** Says what kind of file a tile shows, in its corner. */
export function TileBadge(props: TileBadgeProps) {
  return (
    <span
      className="pointer-events-none absolute top-2 left-2 flex h-7 min-w-7 items-center justify-center gap-1 rounded-control bg-chip px-1.5 text-sm font-medium text-on-chip tabular-nums"
      {...props}
    />
  );
}

interface TileCellProps {
  width: number;
  height: number;
  children: ReactNode;
}

/** One place in `tileRows`; what is in it takes its proportions from here. */
export function TileCell({ width, height, children }: TileCellProps) {
  return <li className={ratioClass(width, height)}>{children}</li>;
}

interface TileProps {
  tile: PictureTile;
  /** The query of the list that it is opened from. */
  list?: string;
  eager?: boolean | undefined;
}

/** One finished picture, leading to its page. */
export function Tile({ tile, list = "", eager }: TileProps) {
  const { id, width, height, placeholder, durationSeconds } = tile;
  return (
    <PageLink
      to={mediaPath(tile) + list}
      steps={list ? 1 : undefined}
      id={list ? id : undefined}
      className={tileLook}
    >
      <FramedPicture
        src={`/media/${id}/thumb`}
        placeholder={placeholder}
        alt={nameOf(tile)}
        width={width}
        height={height}
        eager={eager}
        whole
      />
      {tile.kind === "video" && (
        <TileBadge>
          <Icon name="icon-[lucide--clapperboard]" size={16} />
          <span className="sr-only">{kinds.video}</span>
          {durationSeconds !== null && lengthWords(durationSeconds)}
        </TileBadge>
      )}
    </PageLink>
  );
}

/** The place of a picture that is still being made. */
export function BlankTile() {
  return (
    <div className="aspect-(--ratio) animate-breathe rounded-panel bg-linear-160 from-sunken to-line" />
  );
}
