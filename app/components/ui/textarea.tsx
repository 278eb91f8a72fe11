import { useImperativeHandle, useLayoutEffect, useRef, type ComponentProps } from "react";
import { cn } from "./cn";

interface TextareaProps extends ComponentProps<"textarea"> {
  /** `bare` for a panel that is itself the field. */
  variant?: "field" | "bare";
}

const looks = {
  field: "field max-h-48 min-h-18",
  bare: "block max-h-80 min-h-25 w-full text-lg/normal outline-none",
};

/** Grows with what is typed, up to a height of its own. */
export function Textarea({ className, variant = "field", ref, ...props }: TextareaProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(
    ref,
    () => box.current,
  );
  // React writes the default text anew with every rendering, and in a box whose text was never set a browser then
  // takes the caret, and what is selected, to the beginning.
  useLayoutEffect(() => {
    if (box.current) box.current.value = String(box.current.value);
  }, []);
  return (
    <textarea
      ref={box}
      dir="auto"
      className={cn(looks[variant], "field-sizing-content resize-none", className)}
      {...props}
    />
  );
}
