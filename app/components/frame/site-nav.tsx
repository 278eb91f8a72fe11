import { Icon, type IconName } from "~/components/ui/icon";
import type { FrameLink } from "~/components/layout/types";
import { frame } from "~/components/layout/words";
import { PageLink } from "~/components/ui/page-link";

const icons: Readonly<Record<string, IconName>> = {
  "/": "icon-[lucide--image]",
  "/edit": "icon-[lucide--brush]",
  "/video": "icon-[lucide--clapperboard]",
  "/gallery": "icon-[lucide--images]",
  "/account": "icon-[lucide--user-round]",
};

interface SiteNavProps {
  links: readonly FrameLink[];
  /** Of the page that is shown. */
  pathname: string;
}

/** Marks the link to the page that is shown; the account and boards have pages below their own. */
function currentOf(to: string, pathname: string): "page" | undefined {
  const hasMore = to === "/account" || to === "/boards";
  const isCurrent = pathname === to || (hasMore && pathname.startsWith(`${to}/`));
  return isCurrent ? "page" : undefined;
}

/** The ways through the site, in the header of wide screens. */
export function HeaderNav({ links, pathname }: SiteNavProps) {
  return (
    <nav aria-label={frame.main} className="max-md:hidden">
      <ul className="flex gap-1">
        {links.map(({ to, label }) => (
          <li key={to}>
            <PageLink to={to} aria-current={currentOf(to, pathname)} className="top-link">
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same at the foot of phones, within reach of the thumb. */
export function TabBar({ links, pathname }: SiteNavProps) {
  return (
    <nav
      aria-label={frame.main}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-glass pb-[env(safe-area-inset-bottom)] backdrop-blur-xl md:hidden low:static print:hidden"
    >
      <ul className="mx-auto flex max-w-md">
        {links.map(({ to, label }) => (
          <li key={to} className="flex-1">
            <PageLink to={to} aria-current={currentOf(to, pathname)} className="tab-link">
              <span>
                <Icon name={icons[to] ?? "icon-[lucide--image]"} size={20} />
              </span>
              {label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
