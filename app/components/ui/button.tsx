import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, MouseEvent } from "react";

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
  ...props
}: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      type={asChild ? undefined : "submit"}
      aria-disabled={busy || undefined}
      className={buttonVariants({ variant, size, className })}
      {...props}
      {...(busy && { onClick: preventPress })}
    />
  );
}

function preventPress(event: MouseEvent): void {
  event.preventDefault();
}
