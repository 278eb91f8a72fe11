import { cn } from "./cn";

/** The class of a drawing, written out: the style sheet has those that it finds in the components, and no other. */
export type IconName = `icon-[${"lucide" | "easel"}--${string}]`;

const sizes = {
  13: "size-3.25",
  16: "size-4",
  /** What icons.css says. */
  18: "",
  20: "size-5",
  22: "size-5.5",
  26: "size-6.5",
};

interface IconProps {
  name: IconName;
  /** Pixels at the usual text size. */
  size?: keyof typeof sizes;
  className?: string;
}

/**
 * A drawing in the color of the text around it, never read out. It is a mask (see icons.css), which costs no
 * JavaScript.
 */
export function Icon({ name, size = 18, className }: IconProps) {
  return <span aria-hidden="true" className={cn(name, sizes[size], className)} />;
}
