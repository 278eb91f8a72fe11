import type { ReactNode } from "react";

interface BadgeProps {
  /** Each has its class in ui.css. */
  tone?: "plain" | "success" | "warning" | "danger";
  children: ReactNode;
}

export function Badge({ tone = "plain", children }: BadgeProps) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
