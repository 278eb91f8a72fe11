import { cva, type VariantProps } from "class-variance-authority";
import {
  Children,
  cloneElement,
  type ComponentProps,
  type MouseEvent,
  type ReactElement,
} from "react";
import { cn } from "./cn";

/** Their looks are in controls.css. */
const buttonVariants = cva("button", {
  variants: {
    variant: {
      /** The one main action of a screen. */
      default: "button-main",
      outline: "button-outline",
      ghost: "button-ghost",
      /** For what cannot be undone. */
      destructive: "button-destructive",
      /** A ghost that stands back behind what is around it. */
      muted: "button-muted",
    },
    size: { default: "", lg: "button-lg", icon: "button-icon" },
  },
  defaultVariants: { variant: "default", size: "default" },
});

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Gives its look to the one element within, such as a link. */
  asChild?: boolean;
  /**
   * What it asked for is under way: it takes no other press, and keeps the focus, which a disabled button would lose.
   */
  busy?: boolean;
}

export function Button({
  variant,
  size,
  className,
  asChild = false,
  busy = false,
  children,
  ...props
}: ButtonProps) {
  const look = buttonVariants({ variant, size, className });
  if (asChild) {
    const link = Children.only(children) as ReactElement<{ className?: string }>;
    return cloneElement(link, { ...props, className: cn(look, link.props.className) });
  }
  return (
    <button
      type="submit"
      aria-disabled={busy || undefined}
      className={look}
      {...props}
      {...(busy && { onClick: preventPress })}
    >
      {children}
    </button>
  );
}

function preventPress(event: MouseEvent): void {
  event.preventDefault();
}
