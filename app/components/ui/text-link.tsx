import type { ComponentProps } from "react";
import { PageLink } from "./page-link";

/** A link inside words. */
export function TextLink(props: ComponentProps<typeof PageLink>) {
  return <PageLink className="link inline-flex min-h-6 items-center text-ink" {...props} />;
}
