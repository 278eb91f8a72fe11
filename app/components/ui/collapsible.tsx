import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Icon } from "./icon";

interface CollapsibleProps extends Omit<ComponentProps<"details">, "title"> {
  title: ReactNode;
  triggerClassName?: string;
}

/** Something folded away that opens in place, with or without JavaScript. */
export function Collapsible({
  title,
  children,
  className,
  triggerClassName,
  ...props
}: CollapsibleProps) {
  return (
    <details className={cn("group/collapsible", className)} {...props}>
      <summary
        className={cn(
          "flex min-h-11 items-center justify-between gap-3 rounded-control font-medium hover:text-ink",
          triggerClassName,
        )}
      >
        <span className="min-w-0">{title}</span>
        <Icon
          name="icon-[lucide--chevron-down]"
          className="text-soft transition-transform duration-150 group-open/collapsible:rotate-180"
        />
      </summary>
      {children}
    </details>
  );
}
