import type { ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "~/components/ui/cx";
import { fadeIn } from "./fade-in";
import { ratioClass } from "./proportions";
import type { PictureTile } from "./types";

const longestAlt = 160;

/** What a screen reader says of a picture: its prompt, cut at a sensible length. */
export function altOf(prompt: string): string {
  return prompt.length > longestAlt ? `${prompt.slice(0, longestAlt).trimEnd()}…` : prompt;
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
  eager?: boolean | undefined;
}

/** One finished picture, leading to its page. */
export function Tile({ tile, eager }: TileProps) {
  const { id, width, height, placeholder, prompt } = tile;
  return (
    <Link to={`/${tile.kind === "video" ? "video" : "image"}/${id}`} className="tile">
      <FramedPicture
        src={`/media/${id}/thumb`}
        placeholder={placeholder}
        alt={altOf(prompt) || "Untitled picture"}
        width={width}
        height={height}
        eager={eager}
      />
    </Link>
  );
}

/** The place of a picture that is still being made. */
export function BlankTile() {
  return (
    <div className="aspect-(--ratio) animate-breathe rounded-panel bg-linear-160 from-sunken to-line" />
  );
}
