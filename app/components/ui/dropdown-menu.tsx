import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A menu of links and buttons in a native `<details>`, which opens without JavaScript too. */
export function DropdownMenu({ className, ...props }: ComponentProps<"details">) {
  return <details className={cn("relative", className)} {...props} />;
}

export function DropdownMenuTrigger({ className, ...props }: ComponentProps<"summary">) {
  return (
    <summary className={cn("grid size-11 place-items-center rounded-full", className)} {...props} />
  );
}

export function DropdownMenuContent({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "absolute right-0 z-30 mt-2 w-72 animate-appear rounded-panel bg-surface p-2 shadow-lift ring-1 ring-line forced-colors:border",
        className,
      )}
      {...props}
    />
  );
}
