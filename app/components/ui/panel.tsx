import type { ComponentProps } from "react";
import { cx } from "./cx";

/** A raised sheet on the paper. */
export function Panel({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cx("panel", className)} {...rest} />;
}
