import type { ComponentProps } from "react";
import { cx } from "./cx";

const tones = {
  /** The one main action of a screen. */
  main: "bg-accent text-on-accent shadow-rest hover:bg-accent-strong active:bg-accent-strong disabled:bg-sunken disabled:text-soft disabled:shadow-none",
  plain:
    "border border-line bg-surface text-ink shadow-rest hover:border-edge active:bg-sunken disabled:text-soft",
  quiet: "text-ink hover:bg-sunken active:bg-line disabled:text-soft",
};

const sizes = {
  regular: "px-4 py-2 text-md",
  large: "min-h-13 px-3 py-3 text-base",
  icon: "w-11 shrink-0 p-0",
};

interface ButtonLook {
  tone?: keyof typeof tones | undefined;
  size?: keyof typeof sizes | undefined;
  wide?: boolean | undefined;
  className?: string | undefined;
}

/** The look of a button, for links that look like one. */
export function buttonClass({
  tone = "plain",
  size = "regular",
  wide,
  className,
}: ButtonLook = {}): string {
  return cx("button", tones[tone], sizes[size], wide && "w-full", className);
}

type ButtonProps = ComponentProps<"button"> & ButtonLook;

export function Button({ tone, size, wide, className, type = "submit", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass({ tone, size, wide, className })} {...rest} />;
}
