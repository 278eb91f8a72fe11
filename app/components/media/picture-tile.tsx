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
      {placeholder && <img src={placeholder} alt="" aria-hidden="true" className="stand-in" />}
      <img
        ref={fadeIn}
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading={eager ? undefined : "lazy"}
        decoding="async"
        className={whole ? "framed framed-whole" : "framed"}
      />
    </>
  );
}

interface TileBadgeProps {
  title?: string;
  children: ReactNode;
}

/** Says what kind of file a tile shows, in its corner. */
export function TileBadge(props: TileBadgeProps) {
  return <span className="tile-badge" {...props} />;
}

interface TileCellProps {
  width: number;
  height: number;
  className?: string;
  children: ReactNode;
}

/** One place in `tile-rows`; what is in it takes its proportions from here. */
export function TileCell({ width, height, className, children }: TileCellProps) {
  return <li className={cn(className, ratioClass(width, height))}>{children}</li>;
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
      className="tile"
      // What `layout/play-tile.ts` plays.
      data-film={tile.kind === "video" ? `/media/${id}/original` : undefined}
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
