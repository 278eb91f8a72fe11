import type { ElementType, ReactNode } from "react";
import { cx } from "./cx";

interface UserTextProps {
  /** A span when left out. */
  as?: ElementType;
  className?: string;
  children: ReactNode;
}

/** Words that people or models wrote: in their own direction, and never wider than their place. */
export function UserText({ as: Tag = "span", className, children }: UserTextProps) {
  return (
    <Tag dir="auto" className={cx("wrap-anywhere", className)}>
      {children}
    </Tag>
  );
}
