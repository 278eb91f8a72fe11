import type { ElementType, ReactNode } from "react";
import { cn } from "./cn";

interface UserTextProps {
  /** A span when left out. */
  as?: ElementType;
  id?: string;
  className?: string;
  children: ReactNode;
}

/** Words that people or models wrote: in their own direction, and never wider than their place. */
export function UserText({ as: Tag = "span", id, className, children }: UserTextProps) {
  return (
    <Tag id={id} dir="auto" className={cn("wrap-anywhere", className)}>
      {children}
    </Tag>
  );
}
