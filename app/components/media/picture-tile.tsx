import type { ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "~/components/ui/cx";
import { Icon } from "~/components/ui/icon";
import { lengthWords } from "~/components/ui/time-words";
import { mediaPath } from "~/domain/generation";
import { shorten } from "~/domain/text";
import { fadeIn } from "./fade-in";
import { ratioClass } from "./proportions";
import type { PictureTile } from "./types";
import { kinds, untitled } from "./words";
import { fromList } from "./way-back";

/** In characters. */
const longestAlt = 160;

/** What a screen reader says of a picture: its prompt, cut at a sensible length. */
export function altOf(prompt: string): string {
  return shorten(prompt, longestAlt);
}

interface FramedPictureProps {
  src: string;
  placeholder: string | null;
  alt: string;
  width: number;
  height: number;
  /** True for the first pictures of a page. */
  eager?: boolean | undefined;
}

/** A picture filling its tile, painted over its own blurred stand-in. */
export function FramedPicture({
  src,
  placeholder,
  alt,
  width,
  height,
  eager = false,
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
        className="tile-picture"
      />
    </>
  );
}

interface TileCellProps {
  width: number;
  height: number;
  children: ReactNode;
}

/** One place in rows of pictures; what is in it takes its proportions from here. */
export function TileCell({ width, height, children }: TileCellProps) {
  return <li className={cx("picture-cell", ratioClass(width, height))}>{children}</li>;
}

interface TileProps {
  tile: PictureTile;
  /** The query of the list that it is opened from. */
  list?: string;
  eager?: boolean | undefined;
}

/** One finished picture, leading to its page. */
export function Tile({ tile, list = "", eager }: TileProps) {
  const { id, width, height, placeholder, prompt, durationSeconds } = tile;
  return (
    <Link
      to={mediaPath(tile) + list}
      state={list ? fromList : null}
      id={list ? id : undefined}
      className="tile"
    >
      <FramedPicture
        src={`/media/${id}/thumb`}
        placeholder={placeholder}
        alt={altOf(prompt) || untitled(tile.kind)}
        width={width}
        height={height}
        eager={eager}
      />
      {tile.kind === "video" && (
        <span className="tile-badge">
          <Icon name="clapperboard" size={16} />
          <span className="sr-only">{kinds.video}</span>
          {durationSeconds !== null && lengthWords(durationSeconds)}
        </span>
      )}
    </Link>
  );
}

/** The place of a picture that is still being made. */
export function BlankTile() {
  return (
    <div className="aspect-(--ratio) animate-breathe rounded-panel bg-linear-160 from-sunken to-line" />
  );
}
