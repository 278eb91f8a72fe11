import { cva } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Icon, type IconName } from "./icon";

type AlertVariant = "default" | "success" | "destructive";

const alertVariants = cva("flex gap-3 rounded-control p-4 forced-colors:border", {
  variants: {
    variant: {
      default: "bg-sunken",
      success: "bg-success-tint",
      destructive: "bg-danger-tint",
    } satisfies Record<AlertVariant, string>,
  },
});
const icons: Record<AlertVariant, IconName> = {
  default: "icon-[lucide--info]",
  success: "icon-[lucide--circle-check]",
  destructive: "icon-[lucide--circle-alert]",
};
const iconColors = { default: "text-soft", success: "text-success", destructive: "text-danger" };
const titleColors = { ...iconColors, default: "" };

interface AlertProps extends ComponentProps<"div"> {
  variant?: AlertVariant;
  /** Instead of that of the variant. */
  icon?: IconName;
  title: string;
}

/** A message in place: an icon, a short title, and words. Errors are announced by screen readers. */
export function Alert({
  variant = "default",
  icon = icons[variant],
  title,
  className,
  children,
  ...props
}: AlertProps) {
  return (
    <div
      role={variant === "destructive" ? "alert" : "status"}
      className={alertVariants({ variant, className })}
      {...props}
    >
      <Icon name={icon} size={20} className={cn("mt-0.5", iconColors[variant])} />
      <div className="grid min-w-0 gap-1">
        <p className={cn("font-semibold", titleColors[variant])}>{title}</p>
        {children && <div className="text-md">{children}</div>}
      </div>
    </div>
  );
}
