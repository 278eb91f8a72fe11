import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A raised sheet on the paper. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card"
      className={cn(
        "rounded-panel bg-surface shadow-rest ring-1 ring-line forced-colors:border",
        className,
      )}
      {...props}
    />
  );
}
