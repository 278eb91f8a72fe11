import sprite from "./icons.svg?url&no-inline";

export type IconName =
  | "arrow-up-left"
  | "brush"
  | "check"
  | "chevron-down"
  | "chevron-left"
  | "chevron-right"
  | "circle-alert"
  | "circle-check"
  | "clapperboard"
  | "clock"
  | "coins"
  | "copy"
  | "copy-plus"
  | "download"
  | "image"
  | "images"
  | "info"
  | "keyboard"
  | "log-out"
  | "monitor"
  | "moon"
  | "rotate-ccw"
  | "search"
  | "sun"
  | "user-round"
  | "x";

interface IconProps {
  name: IconName;
  /** Pixels. */
  size?: number;
  className?: string;
}

/** A drawing from the sprite; never read out. One cached file for all pages, so that drawings cost no JavaScript. */
export function Icon({ name, size = 18, className }: IconProps) {
  return (
    <svg width={size} height={size} aria-hidden="true" className={className}>
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
