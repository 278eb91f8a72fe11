import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Icon } from "./icon";

/** One of several, by the browser's own list. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className="select">
      <select className={cn("field", className)} {...props} />
      <Icon name="icon-[lucide--chevron-down]" />
    </span>
  );
}
