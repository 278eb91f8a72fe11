import type { ComponentProps } from "react";
import { PageLink } from "./page-link";

/** The look of a link, or of a button that is like one, among words. */
export const textLink =
  "font-medium underline decoration-edge underline-offset-3 hover:decoration-ink";

/** A link inside words. */
export function TextLink(props: ComponentProps<typeof PageLink>) {
  return (
    <PageLink className={`${textLink} inline-flex min-h-6 items-center text-ink`} {...props} />
  );
}
