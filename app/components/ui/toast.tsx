import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Says what has been done, at the foot of the window. */
export function Toast({ className, ...props }: ComponentProps<"output">) {
  return (
    <output
      className={cn(
        "sticky bottom-5 z-20 flex animate-appear items-center gap-2 self-center rounded-control bg-raised px-4 py-3 text-md font-medium shadow-lift ring-1 ring-line max-md:bottom-20 low:static print:hidden forced-colors:border",
        className,
      )}
      {...props}
    />
  );
}
