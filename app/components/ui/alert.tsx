import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

const icons = { danger: "circle-alert", success: "circle-check", info: "info" } as const;

interface AlertProps {
  /** Each has its class in ui.css. */
  tone: keyof typeof icons;
  title: string;
  children?: ReactNode;
  className?: string;
}

/** A message in place: an icon, a short title, and words. Errors are announced by screen readers. */
export function Alert({ tone, title, children, className }: AlertProps) {
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cx(`alert alert-${tone}`, className)}
    >
      <Icon name={icons[tone]} size={20} className="mt-0.5" />
      <div className="grid min-w-0 gap-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-md">{children}</div>}
      </div>
    </div>
  );
}
