import type { ComponentProps } from "react";

interface PageLinkProps extends Omit<ComponentProps<"a">, "href"> {
  /** A path of this site, from its beginning. */
  to: string;
  /** How many steps of the browser's history a list then lies behind the page that the link leads to. */
  steps?: number | undefined;
  /** Leaves the page scrolled as it is. */
  staysPut?: boolean;
}

/**
 * A link to another page of Easel: a plain element, since React Router's own costs a page of links half of its time.
 * `layout/follow-links.ts` hears when it is pressed, and goes there without loading the document.
 */
export function PageLink({ to, steps, staysPut = false, children, ...rest }: PageLinkProps) {
  return (
    <a {...rest} href={to} data-page={staysPut ? "put" : (steps ?? "")}>
      {children}
    </a>
  );
}
