import type { ComponentProps } from "react";
import { cn } from "./cn";
import { fieldLook } from "./input";

/** Grows with what is typed, up to a height of its own. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      data-slot="textarea"
      dir="auto"
      className={cn(fieldLook, "field-sizing-content max-h-48 min-h-18 resize-none", className)}
      {...props}
    />
  );
}
