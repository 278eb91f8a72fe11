import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

interface DisclosureProps extends Omit<ComponentProps<"details">, "title"> {
  title: ReactNode;
  summaryClassName?: string;
}

/** Something folded away that opens in place, with or without JavaScript. */
export function Disclosure({
  title,
  children,
  className,
  summaryClassName,
  ...rest
}: DisclosureProps) {
  return (
    <details className={className} {...rest}>
      <summary className={cx("fold-line", summaryClassName)}>
        <span className="min-w-0">{title}</span>
        <Icon name="chevron-down" className="fold-mark" />
      </summary>
      {children}
    </details>
  );
}
