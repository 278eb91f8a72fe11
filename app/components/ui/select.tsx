import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Icon } from "./icon";
import { fieldLook } from "./input";

/** One of several, by the browser's own list. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className="relative grid">
      <select
        data-slot="select"
        className={cn(fieldLook, "min-h-11 appearance-none pr-10", className)}
        {...props}
      />
      <Icon
        name="icon-[lucide--chevron-down]"
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-soft"
      />
    </span>
  );
}
