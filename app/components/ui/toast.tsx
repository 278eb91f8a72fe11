import type { ComponentProps } from "react";
import { cn } from "./cn";

interface ToastProps extends ComponentProps<"output"> {
  /** Clear of a bar of buttons that a page has over the tabs of phones. */
  overBar?: boolean;
}

/** Says what has been done, at the foot of the window. */
export function Toast({ className, overBar = false, ...props }: ToastProps) {
  return (
    <output
      className={cn(
        "sticky bottom-5 z-20 flex animate-appear items-center gap-2 self-center rounded-control bg-raised px-4 py-3 text-md font-medium shadow-lift ring-1 ring-line low:static print:hidden forced-colors:border",
        overBar ? "max-lg:bottom-24 max-md:bottom-40" : "max-md:bottom-20",
        className,
      )}
      {...props}
    />
  );
}
