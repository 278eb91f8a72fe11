import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A raised sheet on the paper. */
export function Panel({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div
      className={cx("rounded-panel bg-surface shadow-rest ring-1 ring-line", className)}
      {...rest}
    />
  );
}
