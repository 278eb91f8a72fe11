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
    <details className={className} {...props}>
      <summary className={cn("fold", triggerClassName)}>
        <span className="min-w-0">{title}</span>
        <Icon name="icon-[lucide--chevron-down]" />
      </summary>
      {children}
    </details>
  );
}
