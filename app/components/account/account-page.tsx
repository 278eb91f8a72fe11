import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { PageLink } from "~/components/ui/page-link";
import { accountPages, nav as words } from "./nav-words";

/**
 * A page of the account's area: the ways to its other pages, and under them what this one is about. `within`: the page
 * that leads to it, where it is none of those.
 */
export function AccountPage({ within, children }: { within?: string; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-3 pb-16 sm:px-6 lg:pt-6">
      <nav aria-label={words.label}>
        <ul className="-mx-3.5 flex flex-wrap">
          {accountPages.map(({ to, label }) => (
            <li key={to}>
              <PageLink
                to={to}
                aria-current={to === (within ?? pathname) ? "page" : undefined}
                className="top-link"
              >
                {label}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
