import type { ComponentProps, MouseEvent } from "react";
import { cx } from "./cx";

/** Each has its class in ui.css. */
interface ButtonLook {
  /** `main` is the one main action of a screen. */
  tone?: "main" | "plain" | "quiet" | undefined;
  size?: "regular" | "large" | "icon" | undefined;
  wide?: boolean | undefined;
  className?: string | undefined;
}

/** The look of a button, for links that look like one. */
export function buttonClass({
  tone = "plain",
  size = "regular",
  wide,
  className,
}: ButtonLook = {}): string {
  return cx(`button button-${tone} button-${size}`, wide && "w-full", className);
}

type ButtonProps = ComponentProps<"button"> &
  ButtonLook & {
    /** What it asked for is under way: it takes no other press, and keeps the focus, which a disabled button would lose. */
    busy?: boolean;
  };

export function Button({ tone, size, wide, className, busy = false, ...rest }: ButtonProps) {
  return (
    <button
      type="submit"
      aria-disabled={busy || undefined}
      className={buttonClass({ tone, size, wide, className })}
      {...rest}
      {...(busy && { onClick: preventPress })}
    />
  );
}

function preventPress(event: MouseEvent): void {
  event.preventDefault();
}
