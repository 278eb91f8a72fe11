import type { ComponentProps } from "react";
import { cn } from "./cn";

/** As wide as the page, with its margins. */
export function Container({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className={cn("mx-auto w-full max-w-450 px-4 sm:px-6 lg:px-8", className)} {...props} />
  );
}
