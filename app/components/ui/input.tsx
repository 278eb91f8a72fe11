import type { ComponentProps } from "react";
import { cn } from "./cn";

/** What is typed into. */
export const fieldLook =
  "w-full min-w-0 rounded-control border border-edge bg-surface px-3.5 py-2.5 text-base text-ink transition-colors hover:border-ink aria-invalid:border-danger";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      dir="auto"
      className={cn(fieldLook, "min-h-11", className)}
      {...props}
    />
  );
}
