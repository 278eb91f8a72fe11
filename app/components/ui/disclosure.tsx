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
    <details className={cx("group/fold", className)} {...rest}>
      <summary
        className={cx(
          "flex min-h-11 items-center justify-between gap-3 rounded-control font-medium hover:text-ink",
          summaryClassName,
        )}
      >
        <span className="min-w-0">{title}</span>
        <Icon
          name="chevron-down"
          className="shrink-0 text-soft transition-transform duration-150 group-open/fold:rotate-180"
        />
      </summary>
      {children}
    </details>
  );
}
