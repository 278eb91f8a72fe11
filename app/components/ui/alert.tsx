import type { ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

const looks = {
  danger: { icon: "circle-alert", box: "bg-danger-tint", mark: "text-danger" },
  success: { icon: "circle-check", box: "bg-success-tint", mark: "text-success" },
  info: { icon: "info", box: "bg-sunken", mark: "text-soft" },
} as const;

interface AlertProps {
  tone: keyof typeof looks;
  title: string;
  children?: ReactNode;
  className?: string;
}

/** A message in place: an icon, a short title, and words. Errors are announced by screen readers. */
export function Alert({ tone, title, children, className }: AlertProps) {
  const { icon, box, mark } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cx("flex gap-3 rounded-control p-4", box, className)}
    >
      <Icon name={icon} size={20} className={cx("mt-0.5 shrink-0", mark)} />
      <div className="grid min-w-0 gap-1">
        <p className={cx("font-semibold", mark !== "text-soft" && mark)}>{title}</p>
        {children && <div className="text-md">{children}</div>}
      </div>
    </div>
  );
}
