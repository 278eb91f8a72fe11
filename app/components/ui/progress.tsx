import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Takes no inline width, which the content security policy refuses: the browser draws the share. */
export function Progress({ className, ...props }: ComponentProps<"progress">) {
  return (
    <progress
      className={cn(
        "block h-1.5 w-full appearance-none overflow-hidden rounded-[3px] bg-line text-ink forced-colors:border",
        "[&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:rounded-[3px] [&::-webkit-progress-value]:bg-ink [&::-webkit-progress-value]:transition-[inline-size] [&::-webkit-progress-value]:duration-200",
        "[&::-moz-progress-bar]:rounded-[3px] [&::-moz-progress-bar]:bg-ink",
        className,
      )}
      {...props}
    />
  );
}
