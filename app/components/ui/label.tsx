import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Label({ className, ...props }: ComponentProps<"label">) {
  // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- Whoever uses it says for what.
  return <label className={cn("font-medium", className)} {...props} />;
}
