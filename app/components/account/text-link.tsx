import type { ComponentProps } from "react";
import { Link } from "react-router";

/** A link inside words. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link className="words-link inline-flex min-h-6 items-center text-ink" {...props} />;
}
