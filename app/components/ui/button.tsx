import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, MouseEvent } from "react";

const buttonVariants = cva(
  "inline-flex items-center justify-center gap-2 rounded-control text-center font-semibold transition-colors",
  {
    variants: {
      variant: {
        /** The one main action of a screen. */
        default:
          "bg-accent text-on-accent shadow-rest hover:bg-accent-strong active:bg-accent-strong forced-colors:border-2",
        outline:
          "border border-line bg-surface text-ink shadow-rest hover:border-edge active:bg-sunken",
        ghost: "text-ink hover:bg-sunken active:bg-line",
        /** For what cannot be undone. */
        destructive:
          "border border-danger bg-surface text-danger shadow-rest hover:bg-danger-tint active:bg-sunken",
        /** A ghost that stands back behind what is around it. */
        muted: "text-soft hover:bg-sunken active:bg-line",
      },
      size: {
        default: "min-h-11 px-4 py-2 text-md",
        lg: "min-h-13 px-3 py-3 text-base",
        icon: "size-11 shrink-0",
      },
      /** A link is never switched off. */
      asChild: {
        true: "",
        false:
          "disabled:cursor-not-allowed disabled:text-soft aria-disabled:cursor-progress aria-disabled:text-soft",
      },
    },
    compoundVariants: [
      {
        variant: "default",
        asChild: false,
        className:
          "disabled:bg-sunken disabled:shadow-none aria-disabled:bg-sunken aria-disabled:shadow-none",
      },
    ],
    defaultVariants: { variant: "default", size: "default" },
  },
);

interface ButtonProps
  extends ComponentProps<"button">, Omit<VariantProps<typeof buttonVariants>, "asChild"> {
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
      data-slot="button"
      type={asChild ? undefined : "submit"}
      aria-disabled={busy || undefined}
      className={buttonVariants({ variant, size, asChild, className })}
      {...props}
      {...(busy && { onClick: preventPress })}
    />
  );
}

function preventPress(event: MouseEvent): void {
  event.preventDefault();
}
