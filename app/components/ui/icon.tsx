import { cx } from "./cx";

export type IconName =
  | "bookmark"
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

const sizes = { 13: "size-3.25", 16: "size-4", 18: "size-4.5", 20: "size-5", 22: "size-5.5" };

interface IconProps {
  name: IconName;
  /** Pixels at the usual text size. */
  size?: keyof typeof sizes;
  className?: string;
}

/** A drawing in the colour of the text around it, never read out. The drawings are in icons.css: they cost no JavaScript. */
export function Icon({ name, size = 18, className }: IconProps) {
  return <span aria-hidden="true" className={cx("icon", `icon-${name}`, sizes[size], className)} />;
}
